/// \file loss_datasets.hpp
/// The datasets of one value per world and package, and the engine rows that
/// fill them. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_description.hpp"
#include "kernels/views/output_layout.cuh"

namespace chokepoint {
/// Which block of ChunkLosses, and how its words are stored.
enum class Word { real, integer, mask };

/// One dataset [package, scenario, trailing axes...].
struct LossDataset {
    std::string path, units, long_name;
    std::vector<std::string> axes;  ///< trailing ones only
    Word word;
    /// Engine rows in the row-major order of the trailing axes.
    std::vector<std::uint32_t> rows;
};

/// Bytes of a loss, count or mask, in a chunk of the engine and in the file.
inline constexpr std::uint64_t word_bytes = 4;

/// Scenarios of the largest chunk of HDF5.
inline constexpr std::uint32_t largest_chunk_scenarios = 65536;

/// \return scenarios in a chunk of HDF5: all of them, or a power of two, so
///         that chunks of the engine begin and end with it, within 4 MiB
/// \param columns  words of a scenario in the dataset, > 0
std::uint32_t chunk_scenarios(std::size_t columns, std::uint64_t scenarios);

/// Row numbers of the engine for a run of this shape.
OutputLayout layout_of(ResultsDescription const& description);

/// Datasets that have something to say: those with an empty axis, and those
/// of groups that the description does not list, are left out.
std::vector<LossDataset> loss_datasets(ResultsDescription const& description);

/// Groups of losses that a file with these datasets in /losses holds.
std::vector<std::string> loss_groups(std::vector<std::string> const& datasets);
}  // namespace chokepoint
