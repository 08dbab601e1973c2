/// \file loss_packer.hpp
/// From engine rows to the bytes of an HDF5 chunk. Private to this room.
#pragma once

#include <cstdint>
#include <vector>

#include "host/storage/results/loss_datasets.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Transpose rows [row][scenario] to words [scenario][column].
/// \param first      scenario within the chunk of losses
/// \param scenarios  to take
std::vector<std::uint32_t> gather(ChunkLosses const& losses,
                                  LossDataset const& dataset,
                                  std::uint32_t first,
                                  std::uint32_t scenarios);

/// The same, shuffled and deflated as HDF5's filters do, so that the chunk
/// can be written as it is; words beyond the last scenario are 0.
/// \param capacity  scenarios of an HDF5 chunk, >= scenarios
/// \return empty if all words are 0 (what HDF5 reads from an absent chunk)
std::vector<unsigned char> pack(ChunkLosses const& losses,
                                LossDataset const& dataset,
                                std::uint32_t first,
                                std::uint32_t scenarios,
                                std::uint32_t capacity,
                                int deflate_level);
}  // namespace chokepoint
