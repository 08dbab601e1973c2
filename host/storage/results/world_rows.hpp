/// \file world_rows.hpp
/// Datasets [package, scenario, ...] read by blocks of whole worlds. Private to
/// this room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/hdf5/hdf5_handle.hpp"

namespace chokepoint {
/// Whether every part of an absolute path is there.
bool has_link(hid_t file, std::string const& dataset);

/// \throw WrongFileError if there is no such dataset
Handle open_dataset(hid_t file,
                    std::string const& dataset,
                    std::string const& path);

/// The same of a dataset that must hold numbers.
Handle open_numbers(hid_t file,
                    std::string const& dataset,
                    std::string const& path);

/// \return lengths of the axes of a dataset, outermost first
std::vector<hsize_t> extent(hid_t dataset);

/// Reads [package, scenario, ...] in blocks of whole worlds.
class WorldRows {
  public:
    /// \throw WrongFileError if there is no such dataset
    /// \throw StorageError if it has no axis of scenarios
    WorldRows(hid_t file, std::string const& name, std::string const& path);

    /// Words of one world: the product of the trailing axes, 1 without any.
    std::uint32_t columns() const;
    std::uint64_t scenarios() const { return shape_[1]; }
    /// Unsigned words, whose 32 bits all count.
    bool is_mask() const;

    /// Call `visit(first scenario, scenarios, words [scenario][column])`.
    template <class T, class Visit>
    void for_each_block(std::uint32_t package,
                        hid_t memory_type,
                        Visit&& visit) const {
        auto const block = block_scenarios();
        std::vector<T> words(block * columns());
        for (hsize_t first = 0; first < shape_[1]; first += block) {
            auto const count = std::min<hsize_t>(block, shape_[1] - first);
            read(package, first, count, memory_type, words.data());
            visit(first, count, words);
        }
    }

    /// \return [columns] one world: unpacks no more than the HDF5 chunk that
    ///         holds it
    template <class T>
    std::vector<T> world(std::uint32_t package,
                         hid_t memory_type,
                         std::uint64_t scenario) const {
        std::vector<T> words(columns());
        read(package, scenario, 1, memory_type, words.data());
        return words;
    }

    /// \return [scenarios] one word of each world
    /// \throw StorageError if `wanted` is not below columns()
    template <class T>
    std::vector<T> column(std::uint32_t package,
                          hid_t memory_type,
                          std::uint32_t wanted) const {
        auto const width = columns();
        if (wanted >= width) {
            throw StorageError{path_, "cannot " + doing_ + " (no column " +
                                          std::to_string(wanted) + ")"};
        }
        std::vector<T> result(scenarios());
        for_each_block<T>(package, memory_type,
                          [&](hsize_t first, hsize_t count, auto const& words) {
                              for (hsize_t s = 0; s < count; ++s) {
                                  result[first + s] = words[s * width + wanted];
                              }
                          });
        return result;
    }

  private:
    /// One HDF5 chunk, so that each is unpacked once.
    hsize_t block_scenarios() const;
    /// Words [scenario][column] of `count` worlds.
    void read(std::uint32_t package,
              hsize_t first,
              hsize_t count,
              hid_t memory_type,
              void* words) const;

    std::string path_, doing_;
    Handle dataset_;
    std::vector<hsize_t> shape_;
};
}  // namespace chokepoint
