/// \file kitchen_sink.hpp
/// One campaign with every event family and instrument on a small random
/// network: what must give the same bits everywhere.
#pragma once

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint::test {
/// \param weeks  length of a world
/// \param extra  more TOML, appended
CompiledModel kitchen_sink(std::int32_t weeks = 60,
                           std::string const& extra = "");

/// The same with every mechanism of the extended march; package 1 uses them.
CompiledModel full_kitchen_sink(std::int32_t weeks);

/// The same network and families, all rates 0 and no measure biting.
CompiledModel kitchen_sink_at_rest(std::int32_t weeks);

/// One chunk by the CPU engine.
ChunkLosses run_one(ModelView const& model,
                    Chunk const& chunk,
                    EngineOptions const& options);

/// True if the two blocks of losses have the same bits (NaN = NaN).
bool same_bits(ChunkLosses const& a, ChunkLosses const& b);
}  // namespace chokepoint::test
