/// \file stored_losses.hpp
/// Are the losses of a replayed world those in the file?
#pragma once

#include <cstdint>

#include "host/storage/results/results_reader.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Compare the losses of one world with the stored ones.
/// \param row  of the world along the axis of scenarios
/// \return how many numbers were compared
/// \throw EngineError naming the first that differs in a bit
std::uint64_t require_stored_losses(ResultsReader const& reader,
                                    ModelView const& model,
                                    ChunkLosses const& losses,
                                    std::uint64_t row);
}  // namespace chokepoint
