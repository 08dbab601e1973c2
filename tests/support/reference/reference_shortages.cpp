#include "tests/support/reference/reference_shortages.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
/// What limited a node's week, and how far the next limit was.
struct Cause {
    int product = -1;
    double margin = 1e300;
};

class Causes {
  public:
    Causes(Baseline const& base,
           std::vector<ReferenceWeek> const& path,
           CoreRules const& rules)
        : base_{base}, path_{path}, rules_{rules} {}

    Cause operator()(std::uint32_t i, std::size_t week) const {
        auto const& node = base_.network.nodes[i];
        double const ceiling =
            rules_.unit_ceiling ? 1
                                : (1 + node.spare_capacity) * node.overtime_max;
        // [limit, product], the own capacity as product -1.
        std::vector<std::pair<double, int>> limits{
            {path_[week].capacity[i], -1}};
        for (auto g : base_.groups_of(i, InputClass::critical)) {
            limits.emplace_back(cover(g, week), product(g));
        }
        for (auto g : base_.groups_of(i, InputClass::important)) {
            double const gap = std::max(0.0, 1 - cover(g, week));
            auto const& in = base_.network.inputs[g];
            limits.emplace_back(ceiling * (1 - in.importance * gap),
                                product(g));
        }
        Cause cause;
        double gaps = 0, most = 0, second = 0;
        int of = -1;
        for (auto g : base_.groups_of(i, InputClass::bundle)) {
            double const gap =
                base_.omega[g] * std::max(0.0, 1 - cover(g, week));
            gaps += gap;
            second = std::max(second, std::min(gap, most));
            of = gap > most ? product(g) : of;
            most = std::max(most, gap);
        }
        double const bundle = ceiling * (1 - (1 - node.bundle_floor) * gaps);
        if (of >= 0) {
            limits.emplace_back(bundle, of);
        }
        std::sort(limits.begin(), limits.end());
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
    double cover(std::size_t g, std::size_t week) const {
        auto const& in = base_.network.inputs[g];
        double const stock =
            week == 0 ? 1 + in.cover_weeks : path_[week - 1].stock[g];
        return stock / std::max(1.0, in.caution * (1 + in.cover_weeks));
    }

    Baseline const& base_;
    std::vector<ReferenceWeek> const& path_;
    CoreRules const& rules_;
};
}  // namespace

ReferenceShortages reference_shortages(SupplyNetwork const& network,
                                       std::vector<ReferenceWeek> const& path,
                                       CoreRules const& rules) {
    std::size_t const most = 3;
    Baseline const base{network};
    Causes const cause{base, path, rules};
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
