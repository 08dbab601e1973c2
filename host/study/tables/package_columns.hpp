/// \file package_columns.hpp
/// The same column of every package at once: what paired statistics need.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Losses of all packages in the same worlds: [package][scenario].
using PackageColumns = std::vector<std::vector<float>>;

/// Memory for columns that are unpacked together.
inline constexpr std::size_t statistics_block_bytes = std::size_t{512} << 20;

/// Call `visit(first, columns)` with all columns of a dataset, in order: as
/// many at a time as fit in `memory_bytes`, from column `first` on.
void for_each_package_block(
    ResultsReader const& reader,
    std::string const& dataset,
    std::function<void(std::uint32_t,
                       std::vector<PackageColumns> const&)> const& visit,
    std::size_t memory_bytes = statistics_block_bytes);

/// Threads that may work on columns of so many worlds at once: each sorts a
/// column of its own, and together they keep to `statistics_block_bytes`.
/// \param wanted  0: one for each usable CPU
unsigned statistics_threads(unsigned wanted, std::uint64_t scenarios);

/// Loss of all countries together, [horizon][package][scenario], summed in
/// double in the order of countries.
class WorldTotals {
  public:
    WorldTotals(std::uint32_t horizons,
                std::uint32_t packages,
                std::uint64_t scenarios)
        : sum_(horizons,
               std::vector<std::vector<double>>(
                   packages, std::vector<double>(scenarios))) {}

    /// Add the losses of one country until a horizon (an index).
    void add(std::uint32_t horizon, PackageColumns const& losses);
    /// \return [package][scenario] sums so far, rounded to float
    PackageColumns at(std::uint32_t horizon) const;

  private:
    std::vector<std::vector<std::vector<double>>> sum_;
};
}  // namespace chokepoint
