#include "host/study/answers/package_comparison.hpp"

#include <algorithm>
#include <cmath>

#include "host/network/input_error.hpp"
#include "host/statistics/quantile_difference.hpp"
#include "host/statistics/ratio.hpp"
#include "host/statistics/risk.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/package_columns.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
using Losses = std::vector<float>;

ComparisonLine compare(std::string const& name,
                       Losses const& a,
                       Losses const& b,
                       std::vector<double> const& weights) {
    return {name,
            mean(Sample{a, weights}).value,
            mean(Sample{b, weights}).value,
            compare_pairs(a, b, weights),
            quantile_difference(a, b, .95, weights),
            quantile_difference(a, b, .99, weights),
            mean_ratio(a, b, weights)};
}

/// Countries by mean difference, from the table in the file.
std::vector<std::uint32_t> most_different(ResultsReader const& reader,
                                          std::uint32_t a,
                                          std::uint32_t b,
                                          std::uint32_t horizon,
                                          std::size_t most) {
    StoredTable const difference{reader, "/policy/mean_difference"};
    auto const size = [&](std::uint32_t c) {
        return std::abs(difference.estimate({a, b, c, horizon}).value);
    };
    std::vector<std::uint32_t> order(reader.description().country.size());
    for (std::uint32_t c = 0; c < order.size(); ++c) {
        order[c] = c;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](auto x, auto y) { return size(x) > size(y); });
    order.resize(std::min(most, order.size()));
    return order;
}
}  // namespace

std::vector<ComparisonLine> compare_packages(
    ResultsReader const& reader,
    std::uint32_t a,
    std::uint32_t b,
    std::uint32_t horizon,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries) {
    auto const& d = reader.description();
    if (d.scenarios < 2) {
        throw InputError{reader.path() +
                         ": holds one world only (a comparison with intervals "
                         "needs at least 2)"};
    }
    auto const weights = reader.weights();
    auto const wanted =
        countries.empty()
            ? most_different(reader, a, b, horizon, most_countries)
            : countries;
    // One pass a package: the sum of all countries and the wanted ones.
    struct Side {
        std::vector<double> total;
        std::vector<Losses> country;
    };
    auto const read = [&](std::uint32_t package) {
        Side side{std::vector<double>(d.scenarios), {}};
        side.country.resize(wanted.size());
        reader.for_each_column(
            "/losses/value_added", package,
            [&](std::uint32_t column, Losses&& losses) {
                if (column % d.horizon.size() != horizon) {
                    return;
                }
                for (std::size_t s = 0; s < losses.size(); ++s) {
                    side.total[s] += double{losses[s]};
                }
                auto const country = column / d.horizon.size();
                for (std::size_t i = 0; i < wanted.size(); ++i) {
                    if (wanted[i] == country) {
                        side.country[i] = losses;
                    }
                }
            });
        return side;
    };
    auto const side_a = read(a);
    auto const side_b = read(b);
    std::vector<ComparisonLine> lines(1 + wanted.size());
    WorkerTeam team{statistics_threads(0, d.scenarios)};
    team.share(lines.size(), [&](unsigned, std::size_t i) {
        lines[i] =
            i == 0
                ? compare("All countries",
                          {side_a.total.begin(), side_a.total.end()},
                          {side_b.total.begin(), side_b.total.end()}, weights)
                : compare(d.country[wanted[i - 1]], side_a.country[i - 1],
                          side_b.country[i - 1], weights);
    });
    return lines;
}
}  // namespace chokepoint
