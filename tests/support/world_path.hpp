/// \file world_path.hpp
/// The same world marched by the reference or by the engine, in one shape, so
/// that every oracle judges both.
#pragma once

#include <ostream>
#include <vector>

#include "tests/support/model_builder.hpp"
#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
enum class Who { reference, engine };

/// Lets test names say who marched.
inline std::ostream& operator<<(std::ostream& out, Who who) {
    return out << (who == Who::engine ? "engine" : "reference");
}

/// [week][row], 1 = baseline, groups in rows of inputs, then final demand.
struct WorldPath {
    std::vector<std::vector<double>> output, capacity;        ///< [nodes] x, k
    std::vector<std::vector<double>> stock, order, receipts;  ///< [groups]
    std::vector<std::vector<double>> wanted;                  ///< [sinks] fd
    std::vector<std::vector<double>> growth,
        upkeep;                                  ///< [nodes] kappa eta, eta
    std::vector<std::vector<double>> standing;   ///< [nodes] chi
    std::vector<std::vector<double>> log_price;  ///< [markets]
    std::vector<std::vector<double>> reserve;    ///< [stockpiles] Z, weeks
    std::vector<std::vector<double>> measure_pass, pair_loss;
    std::vector<std::vector<double>> tension;  ///< [1] T of the next week
    std::vector<int> retaliations;             ///< [week] so far
};

WorldPath as_path(SupplyNetwork const& network,
                  std::vector<ReferenceWeek> const& weeks);
WorldPath as_path(SupplyNetwork const& network,
                  std::vector<TraceWeek> const& weeks);

WorldPath march(Who who,
                SupplyNetwork const& network,
                Shocks const& shocks,
                CoreRules const& rules,
                int weeks);

/// \return sum over weeks of 1 - x
double lost_output(WorldPath const& path, std::uint32_t node);

/// Wherever two paths differ most; relative for values above 1.
struct Deviation {
    double size = 0;
    char const* array = "";
    std::size_t week = 0, row = 0;
};

Deviation largest_deviation(WorldPath const& a, WorldPath const& b);
std::ostream& operator<<(std::ostream& out, Deviation const& deviation);
}  // namespace chokepoint::test
