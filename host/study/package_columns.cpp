#include "host/study/package_columns.hpp"

#include <algorithm>

namespace chokepoint {
void for_each_package_column(
    ResultsReader const& reader,
    std::string const& dataset,
    std::function<void(std::uint32_t, PackageColumns const&)> const& visit,
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
        for (auto column = first; column < last; ++column) {
            visit(column, block[column - first]);
            block[column - first] = {};
        }
    }
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
