#include "host/study/answers/package_differences.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
std::uint32_t const base = 0;

/// Means and paired differences of one group of tables.
class Differences {
  public:
    Differences(ResultsReader const& reader,
                std::string const& means,
                std::string const& prefix)
        : mean_{reader, means},
          difference_{reader, prefix + "mean_difference"} {}

    double mean(std::uint32_t package, Indices const& at) const {
        return mean_.estimate(indices({package}, at)).value;
    }
    /// One world has no pairs, but a difference.
    Estimate operator()(std::uint32_t package, Indices const& at) const {
        auto const paired = difference_.estimate(indices({package, base}, at));
        if (!std::isnan(paired.value)) {
            return paired;
        }
        auto const plain = mean(package, at) - mean(base, at);
        return {plain, plain, plain};
    }

  private:
    static Indices indices(Indices first, Indices const& at) {
        first.insert(first.end(), at.begin(), at.end());
        return first;
    }

    StoredTable mean_, difference_;
};
}  // namespace

std::vector<PackageDifference> package_differences(
    ResultsReader const& reader,
    std::vector<std::uint32_t> const& packages,
    std::uint32_t horizon,
    std::vector<std::uint32_t> const& countries,
    std::size_t most_countries) {
    std::vector<PackageDifference> lines;
    auto const& d = reader.description();
    if (d.package.size() < 2) {
        return lines;
    }
    Differences const world{reader, "/summary/world/mean", "/policy/world_"};
    Differences const country{reader, "/summary/risk/mean", "/policy/"};
    StoredTable const worse{reader, "/policy/world_probability_worse"};
    auto wanted = countries;
    for (std::uint32_t c = 0; countries.empty() && c < d.country.size(); ++c) {
        wanted.push_back(c);
    }
    for (auto const p : packages) {
        if (p == base) {
            continue;
        }
        auto const before = world.mean(base, {horizon});
        auto const all = world(p, {horizon});
        PackageDifference line{d.package[p],
                               all,
                               before > 0
                                   ? all.value / before
                                   : std::numeric_limits<double>::quiet_NaN(),
                               worse.estimate({p, base, horizon}),
                               {}};
        for (auto const c : wanted) {
            line.country.emplace_back(d.country[c], country(p, {c, horizon}));
        }
        std::stable_sort(line.country.begin(), line.country.end(),
                         [](auto const& a, auto const& b) {
                             return std::abs(a.second.value) >
                                    std::abs(b.second.value);
                         });
        if (countries.empty()) {
            line.country.resize(std::min(most_countries, line.country.size()));
        }
        lines.push_back(line);
    }
    return lines;
}
}  // namespace chokepoint
