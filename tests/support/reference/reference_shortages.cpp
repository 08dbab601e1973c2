#include "tests/support/reference/reference_shortages.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/support/reference/reference_baseline.hpp"
#include "tests/support/reference/reference_limits.hpp"

namespace chokepoint::test {
namespace {
/// What limited a node's week, and how far the next limit was.
struct Cause {
    int product = -1;
    double margin = 1e300;
};

class Causes {
  public:
    Causes(Baseline const& base, std::vector<ReferenceWeek> const& path)
        : base_{base}, path_{path} {}

    Cause operator()(std::uint32_t i, std::size_t week) const {
        double const want = path_[week].desired[i];
        double const rho = std::max(1.0, want);
        // [limit, product], what is wanted as product -1.
        std::vector<std::pair<double, int>> limits{{want, -1}};
        auto const cover = covers(week);
        for (auto g : base_.groups_of(i, InputClass::critical)) {
            limits.emplace_back(cover[g], product(g));
        }
        for (auto g : base_.groups_of(i, InputClass::important)) {
            limits.emplace_back(
                important_limit(base_.network.inputs[g], rho, cover[g]),
                product(g));
        }
        double most = 0, second = 0;
        int of = -1;
        for (auto g : base_.groups_of(i, InputClass::bundle)) {
            double const gap = base_.omega[g] * std::max(0.0, rho - cover[g]);
            second = std::max(second, std::min(gap, most));
            of = gap > most ? product(g) : of;
            most = std::max(most, gap);
        }
        if (of >= 0) {
            limits.emplace_back(bundle_limit(base_, i, rho, cover), of);
        }
        std::sort(limits.begin(), limits.end());
        Cause cause;
        cause.product = limits[0].second;
        if (limits.size() > 1) {
            cause.margin = limits[1].first - limits[0].first;
        }
        if (cause.product == of && of >= 0) {
            cause.margin = std::min(cause.margin, most - second);
        }
        return cause;
    }

  private:
    int product(std::size_t g) const {
        return static_cast<int>(base_.network.inputs[g].product);
    }
    /// c of B5.2, from the stock that the week began with.
    std::vector<double> covers(std::size_t week) const {
        std::vector<double> cover;
        for (std::size_t g = 0; g < base_.inputs(); ++g) {
            auto const& in = base_.network.inputs[g];
            double const stock =
                week == 0 ? 1 + in.cover_weeks : path_[week - 1].stock[g];
            cover.push_back(stock_limit(in, stock, path_[week].savings[g]));
        }
        return cover;
    }

    Baseline const& base_;
    std::vector<ReferenceWeek> const& path_;
};
}  // namespace

ReferenceShortages reference_shortages(SupplyNetwork const& network,
                                       std::vector<ReferenceWeek> const& path) {
    std::size_t const most = 3;
    Baseline const base{network};
    Causes const cause{base, path};
    ReferenceShortages found;
    std::set<std::uint32_t> seen, seen_lacking;
    for (std::size_t t = 0; t < path.size(); ++t) {
        // Costliest first; the table's order where they cost the same.
        std::vector<std::pair<double, std::uint32_t>> now;
        for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
            double const asked = std::min(path[t].demand[i], 1.0);
            double const made = path[t].output[i];
            if (found.lacking.size() < most) {
                found.margin =
                    std::min(found.margin, std::abs(made - 0.99 * asked));
            }
            if (asked >= 1e-6 && made < 0.99 * asked) {
                now.emplace_back(-network.nodes[i].value_added * (asked - made),
                                 i);
            }
        }
        std::sort(now.begin(), now.end());
        for (std::size_t k = 0; k < now.size(); ++k) {
            auto const i = now[k].second;
            if (found.any.size() >= most && found.lacking.size() >= most) {
                return found;
            }
            auto const why = cause(i, t);
            ReferenceShortage const entry{i, static_cast<int>(t), why.product};
            bool used = false;
            if (found.any.size() < most && seen.insert(i).second) {
                found.any.push_back(entry);
                used = true;
            }
            if (why.product >= 0 && found.lacking.size() < most &&
                seen_lacking.insert(i).second) {
                found.lacking.push_back(entry);
                used = true;
            }
            if (used) {
                found.margin = std::min(found.margin, why.margin);
                for (auto const other : {k + 1, k - 1}) {
                    if (other < now.size()) {
                        found.margin =
                            std::min(found.margin,
                                     std::abs(now[other].first - now[k].first));
                    }
                }
            }
        }
    }
    return found;
}
}  // namespace chokepoint::test
