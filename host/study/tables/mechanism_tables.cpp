#include "host/study/tables/mechanism_tables.hpp"

#include <numeric>

#include "host/statistics/risk.hpp"
#include "host/statistics/weighted_shares.hpp"
#include "host/study/tables/erosion_tables.hpp"
#include "host/study/tables/number_table.hpp"
#include "host/study/tables/package_columns.hpp"
#include "host/study/tables/side_tables.hpp"

namespace chokepoint {
namespace {
/// Means of one dataset [package, scenario, ...] by package and column.
void write_means(ResultsFile& results,
                 ResultsReader const& reader,
                 std::string const& dataset,
                 WorkerTeam& team) {
    auto const shape = reader.shape(dataset);
    auto const names = reader.axes(dataset);
    std::vector<Axis> axes{{"package", shape[0]}};
    for (std::size_t i = 2; i < shape.size(); ++i) {
        axes.push_back({names[i], shape[i]});
    }
    axes.push_back(bound_axis());
    NumberTable table{
        mean_path(dataset), reader.attribute(dataset, "units"),
        "mean over all worlds: " + reader.attribute(dataset, "long_name"),
        axes};
    auto const weights = reader.weights();
    auto const add = [&](std::size_t column, PackageColumns const& values) {
        for (std::size_t p = 0; p < values.size(); ++p) {
            Indices at(shape.size() - 1, p);
            for (auto i = shape.size(), rest = column; i-- > 2;) {
                at[i - 1] = rest % shape[i];
                rest /= shape[i];
            }
            table.set(at, mean(Sample{values[p], weights}));
        }
    };
    for_each_package_block(
        reader, dataset,
        [&](std::uint32_t first, std::vector<PackageColumns> const& block) {
            team.share(block.size(), [&](unsigned, std::size_t i) {
                add(first + i, block[i]);
            });
        });
    table.write(results);
}

/// Share of worlds in which somebody answers.
void write_any_retaliation(ResultsFile& results, ResultsReader const& reader) {
    auto const packages = reader.description().package.size();
    NumberTable table{"/summary/retaliations/any",
                      "1",
                      "share of worlds with an answer to a measure",
                      {{"package", packages}, bound_axis()}};
    auto const weights = reader.weights();
    for (std::uint32_t p = 0; p < packages; ++p) {
        auto const counts = reader.counts("/world/retaliations", p);
        table.set({p},
                  share_above({counts.begin(), counts.end()}, 0.5, weights));
    }
    table.write(results);
}
}  // namespace

std::vector<std::string> mechanism_paths(ResultsReader const& reader) {
    static char const* const all[] = {"/losses/reserve_minimum",
                                      "/losses/reserve_released",
                                      "/losses/reserve_empty_weeks",
                                      "/losses/price_peak",
                                      "/losses/price_mean",
                                      "/losses/flow_lost",
                                      "/losses/denied",
                                      "/losses/delay_weeks",
                                      "/losses/delay_censored",
                                      "/losses/duties",
                                      "/losses/price_uplift",
                                      "/losses/switching_cost",
                                      "/losses/capacity_index",
                                      "/losses/competitiveness",
                                      "/losses/leverage",
                                      "/losses/market_leverage",
                                      "/world/retaliations",
                                      "/world/longest_chain"};
    std::vector<std::string> paths;
    for (auto const* path : all) {
        if (reader.has(path)) {
            paths.push_back(path);
        }
    }
    return paths;
}

std::string mean_path(std::string const& dataset) {
    return "/summary" + dataset.substr(dataset.rfind('/')) + "/mean";
}

void write_mechanism_tables(ResultsFile& results, WorkerTeam& team) {
    auto const reader = results.reader();
    for (auto const& dataset : mechanism_paths(reader)) {
        write_means(results, reader, dataset, team);
    }
    if (reader.has("/world/retaliations")) {
        write_any_retaliation(results, reader);
    }
    write_erosion(results, reader);
    write_side_ratios(results, reader);
}
}  // namespace chokepoint
