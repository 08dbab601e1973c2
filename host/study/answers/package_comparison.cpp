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

/// Countries by mean difference, from the tables in the files.
std::vector<std::uint32_t> most_different(ComparedPackage const& a,
                                          ComparedPackage const& b,
                                          std::size_t most) {
    StoredTable const mean_a{a.reader, "/summary/risk/mean"};
    StoredTable const mean_b{b.reader, "/summary/risk/mean"};
    auto const size = [&](std::uint32_t c) {
        return std::abs(mean_a.estimate({a.package, c, a.horizon}).value -
                        mean_b.estimate({b.package, c, b.horizon}).value);
    };
    std::vector<std::uint32_t> order(a.reader.description().country.size());
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
    ComparedPackage const& a,
    ComparedPackage const& b,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries) {
    auto const& d = a.reader.description();
    if (d.scenarios < 2) {
        throw InputError{a.reader.path() +
                         ": holds one world only (a comparison with intervals "
                         "needs at least 2)"};
    }
    auto const weights = a.reader.weights();
    auto const wanted =
        countries.empty() ? most_different(a, b, most_countries) : countries;
    // One pass a package: the sum of all countries and the wanted ones.
    struct Side {
        std::vector<double> total;
        std::vector<Losses> country;
    };
    auto const read = [&](ComparedPackage const& of) {
        Side side{std::vector<double>(d.scenarios), {}};
        side.country.resize(wanted.size());
        auto const horizons = of.reader.description().horizon.size();
        of.reader.for_each_column(
            "/losses/value_added", of.package,
            [&](std::uint32_t column, Losses&& losses) {
                if (column % horizons != of.horizon) {
                    return;
                }
                for (std::size_t s = 0; s < losses.size(); ++s) {
                    side.total[s] += double{losses[s]};
                }
                auto const country = column / horizons;
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
