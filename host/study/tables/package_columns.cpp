#include "host/study/tables/package_columns.hpp"

#include <algorithm>

#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
void for_each_package_block(
    ResultsReader const& reader,
    std::string const& dataset,
    std::function<void(std::uint32_t,
                       std::vector<PackageColumns> const&)> const& visit,
    std::size_t memory_bytes) {
    auto const& d = reader.description();
    auto const packages = static_cast<std::uint32_t>(d.package.size());
    auto const columns = reader.columns(dataset);
    auto const fits = memory_bytes / (sizeof(float) * d.scenarios * packages);
    auto const at_once = static_cast<std::uint32_t>(
        std::clamp<std::size_t>(fits, 1, std::max(columns, 1u)));
    for (std::uint32_t first = 0; first < columns; first += at_once) {
        auto const last = std::min(columns, first + at_once);
        std::vector<PackageColumns> block(last - first,
                                          PackageColumns(packages));
        for (std::uint32_t p = 0; p < packages; ++p) {
            reader.for_each_column(
                dataset, p,
                [&](std::uint32_t column, std::vector<float>&& losses) {
                    if (column >= first && column < last) {
                        block[column - first][p] = std::move(losses);
                    }
                },
                memory_bytes);
        }
        visit(first, block);
    }
}

unsigned statistics_threads(unsigned wanted, std::uint64_t scenarios) {
    // A sorted sample with weights, sums and rows, and what sorting needs.
    std::uint64_t const bytes_a_world = 32;
    auto const most = std::max<std::uint64_t>(
        1, statistics_block_bytes / (bytes_a_world * scenarios));
    return static_cast<unsigned>(
        std::min<std::uint64_t>(wanted ? wanted : usable_cpus(), most));
}

void WorldTotals::add(std::uint32_t horizon, PackageColumns const& losses) {
    for (std::size_t p = 0; p < losses.size(); ++p) {
        auto& sum = sum_[horizon][p];
        for (std::size_t s = 0; s < sum.size(); ++s) {
            sum[s] += double{losses[p][s]};
        }
    }
}

PackageColumns WorldTotals::at(std::uint32_t horizon) const {
    PackageColumns totals;
    for (auto const& sum : sum_[horizon]) {
        totals.emplace_back(sum.begin(), sum.end());
    }
    return totals;
}
}  // namespace chokepoint
