/// \file loss_packer.hpp
/// From engine rows to the bytes of an HDF5 chunk. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/storage/results/loss_datasets.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// One chunk of an HDF5 dataset that losses fill piece by piece: shuffled and
/// deflated as HDF5's filters do, so that it can be written as it is. Words of
/// scenarios beyond the last are 0.
class LossPacker {
  public:
    /// \param capacity   scenarios of the HDF5 chunk
    /// \param scenarios  of them, those that the run has
    /// \param columns    words of a scenario
    LossPacker(std::uint32_t capacity,
               std::uint64_t scenarios,
               std::size_t columns)
        : capacity_{capacity}, scenarios_{scenarios}, columns_{columns} {}

    /// Take scenarios `first` and on of a chunk of losses.
    /// \param place  of the first of them in the HDF5 chunk
    void put(ChunkLosses const& losses,
             LossDataset const& dataset,
             std::uint32_t first,
             std::uint32_t scenarios,
             std::uint32_t place);

    /// Were all scenarios put?
    bool full() const { return filled_ >= scenarios_; }

    /// The bytes of the chunk; it is empty afterwards and holds no memory.
    /// \return empty if all words are 0 (what HDF5 reads from an absent chunk)
    /// \throw std::bad_alloc
    std::vector<unsigned char> pack(int deflate_level);

  private:
    std::uint32_t capacity_;
    std::uint64_t scenarios_;
    std::size_t columns_;
    std::uint32_t filled_ = 0;
    bool any_ = false;                   ///< some word is not 0
    std::vector<unsigned char> planes_;  ///< [4 bytes of a word][words]
};
}  // namespace chokepoint
