#include "host/study/tables/policy_tables.hpp"

#include "host/statistics/comparison.hpp"
#include "host/statistics/risk.hpp"

namespace chokepoint {
namespace {
std::vector<Axis> pair_axes(std::size_t packages,
                            std::vector<Axis> const& leading,
                            std::vector<Axis> const& trailing) {
    std::vector<Axis> axes{{"package", packages}, {"base", packages}};
    axes.insert(axes.end(), leading.begin(), leading.end());
    axes.insert(axes.end(), trailing.begin(), trailing.end());
    return axes;
}

Indices pair_indices(std::size_t package, std::size_t base, Indices const& at) {
    Indices indices{package, base};
    indices.insert(indices.end(), at.begin(), at.end());
    return indices;
}
}  // namespace

PolicyTables::PolicyTables(std::string const& prefix,
                           std::size_t packages,
                           std::vector<Axis> const& leading)
    : difference_{prefix + "mean_difference", "million USD",
                  "mean loss of value added under the package less that under "
                  "the base, same worlds",
                  pair_axes(packages, leading, {bound_axis()})},
      worse_{prefix + "probability_worse", "1",
             "share of worlds that lose more under the package than under the "
             "base",
             pair_axes(packages, leading, {bound_axis()})},
      ratio_{prefix + "mean_ratio", "1",
             "mean loss under the package over that under the base (NaN: the "
             "base loses nothing)",
             pair_axes(packages, leading, {})} {}

void PolicyTables::add(Indices const& at,
                       PackageColumns const& losses,
                       std::vector<double> const& weights) {
    if (losses.front().size() < 2) {
        return;  // one world has no spread
    }
    std::vector<double> means;
    for (auto const& column : losses) {
        means.push_back(mean(Sample{column, weights}).value);
    }
    for (std::size_t a = 0; a < losses.size(); ++a) {
        for (std::size_t b = 0; b < losses.size(); ++b) {
            auto const forth = pair_indices(a, b, at);
            if (means[b] > 0) {
                ratio_.at(forth) = means[a] / means[b];
            }
            if (a >= b) {
                continue;
            }
            auto const pair = compare_pairs(losses[a], losses[b], weights);
            auto const& d = pair.mean;
            auto const back = pair_indices(b, a, at);
            difference_.set(forth, d);
            difference_.set(back, {-d.value, -d.upper, -d.lower});
            worse_.set(forth, pair.a_worse);
            worse_.set(back, pair.b_worse);
        }
    }
}

void PolicyTables::write(ResultsFile& results) const {
    difference_.write(results);
    worse_.write(results);
    ratio_.write(results);
}
}  // namespace chokepoint
