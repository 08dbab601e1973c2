/// \file model_builder.hpp
/// From plain networks and shocks to a compiled model, without a campaign
/// file, and through the engine.
#pragma once

#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "kernels/engine/engine.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// Package 0 is "none"; package 1 starts the measures. Capacity events, demand
/// surges and delays are scheduled events: they happen under both.
inline constexpr std::uint32_t shock_package = 1;

/// \param horizons  weeks, ascending, <= weeks
CompiledModel build_model(SupplyNetwork const& network,
                          Shocks const& shocks,
                          CoreRules const& rules,
                          int weeks,
                          std::vector<int> const& horizons);

/// Where rows of the tables went.
struct RowMap {
    explicit RowMap(SupplyNetwork const& network);

    /// [inputs + final demand] -> group of the compiled network.
    std::vector<std::uint32_t> group;
};

/// One world, week by week, as the engine marched it.
struct EngineRun {
    std::vector<TraceWeek> weeks;
    ChunkLosses losses;
};

/// Trace one world; without reactions all are the same.
EngineRun trace_engine(CompiledModel const& model,
                       std::uint32_t package = shock_package,
                       std::uint64_t scenario = 0);

/// The same world through the ordinary run. \return its losses
ChunkLosses run_engine(CompiledModel const& model,
                       std::uint32_t package = shock_package,
                       std::uint32_t scenarios = 1);

/// build_model and trace_engine in one, one horizon: all weeks.
EngineRun trace_engine(SupplyNetwork const& network,
                       Shocks const& shocks,
                       CoreRules const& rules,
                       int weeks);
}  // namespace chokepoint::test
