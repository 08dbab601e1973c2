#include "host/study/answers/package_choice.hpp"
#include "host/study/answers/policies.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "host/network/input_error.hpp"
#include "host/statistics/ratio.hpp"
#include "host/statistics/risk.hpp"

namespace chokepoint {
namespace {
char const losses[] = "/losses/value_added_net";

/// Net losses of the country and of its rivals together, [scenario], million
/// USD.
struct Losses {
    std::vector<double> own, rivals;
};

/// The same less those without any package.
struct Change : Losses {
    std::uint32_t package;
    double mean_own, mean_rivals;
};

/// Differences of worlds are what statistics take; they are small against
/// losses, so they are made in double.
template <class Term>
std::vector<float> each(std::size_t n, Term const& term) {
    std::vector<float> values(n);
    for (std::size_t s = 0; s < n; ++s) {
        values[s] = static_cast<float>(term(s));
    }
    return values;
}

class Chooser {
  public:
    Chooser(ResultsReader const& reader, ChoiceRule const& rule)
        : reader_{reader},
          rule_{rule},
          weights_{reader.weights()},
          worlds_{reader.description().scenarios} {}

    PackageChoice operator()(std::vector<std::uint32_t> const& packages) {
        auto const none = read(0);
        for (auto const package : packages) {
            changes_.push_back(
                change(package, package ? read(package) : none, none));
        }
        PackageChoice choice;
        rank(choice);
        find_changes(choice);
        return choice;
    }

  private:
    template <class Term>
    Estimate average(Term const& term) const {
        return mean(Sample{each(worlds_, term), weights_});
    }

    Losses read(std::uint32_t package) const {
        Losses sums{std::vector<double>(worlds_), std::vector<double>(worlds_)};
        auto const horizons = reader_.description().horizon.size();
        reader_.for_each_column(
            losses, package,
            [&](std::uint32_t column, std::vector<float>&& values) {
                if (column % horizons != rule_.horizon) {
                    return;
                }
                auto const country = column / horizons;
                auto const& rivals = rule_.rivals;
                bool const is_rival = std::find(rivals.begin(), rivals.end(),
                                                country) != rivals.end();
                if (country != rule_.country && !is_rival) {
                    return;
                }
                auto& sum = is_rival ? sums.rivals : sums.own;
                for (std::size_t s = 0; s < worlds_; ++s) {
                    sum[s] += double{values[s]};
                }
            });
        return sums;
    }

    Change change(std::uint32_t package,
                  Losses under,
                  Losses const& none) const {
        Change c{std::move(under), package, 0, 0};
        for (std::size_t s = 0; s < worlds_; ++s) {
            c.own[s] -= none.own[s];
            c.rivals[s] -= none.rivals[s];
        }
        c.mean_own = average([&](auto s) { return c.own[s]; }).value;
        c.mean_rivals = average([&](auto s) { return c.rivals[s]; }).value;
        return c;
    }

    double score(Change const& c, std::size_t s) const {
        return -c.own[s] + rule_.relative_weight * c.rivals[s];
    }

    void rank(PackageChoice& choice) const {
        auto& ranking = choice.ranking;
        for (auto const& c : changes_) {
            ranking.push_back({c.package,
                               average([&](auto s) { return c.own[s]; }),
                               average([&](auto s) { return c.rivals[s]; }),
                               average([&](auto s) { return score(c, s); }),
                               {}});
        }
        std::vector<std::size_t> order(ranking.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
            return ranking[a].score.value > ranking[b].score.value;
        });
        auto const& first = changes_[order.front()];
        std::vector<PackageScore> sorted;
        for (auto const i : order) {
            ranking[i].ahead = average([&](auto s) {
                return score(changes_[i], s) - score(first, s);
            });
            sorted.push_back(ranking[i]);
        }
        ranking = sorted;
    }

    /// Walk along the upper envelope of -own + omega rivals from omega = 0.
    void find_changes(PackageChoice& choice) const {
        auto const* now = &*std::min_element(changes_.begin(), changes_.end(),
                                             [](auto const& a, auto const& b) {
                                                 return a.mean_own < b.mean_own;
                                             });
        choice.without_rivals = now->package;
        while (true) {
            Change const* next = nullptr;
            double weight = std::numeric_limits<double>::infinity();
            for (auto const& c : changes_) {
                if (!(c.mean_rivals > now->mean_rivals)) {
                    continue;  // never overtakes
                }
                auto const crossing = (c.mean_own - now->mean_own) /
                                      (c.mean_rivals - now->mean_rivals);
                // Of lines that cross in one point the steepest goes on.
                if (crossing < weight ||
                    (crossing == weight && c.mean_rivals > next->mean_rivals)) {
                    next = &c;
                    weight = crossing;
                }
            }
            if (next == nullptr) {
                return;
            }
            choice.changes.push_back({crossing(*now, *next), next->package});
            now = next;
        }
    }

    Estimate crossing(Change const& from, Change const& to) const {
        auto const own =
            each(worlds_, [&](auto s) { return to.own[s] - from.own[s]; });
        auto const rivals = each(
            worlds_, [&](auto s) { return to.rivals[s] - from.rivals[s]; });
        return mean_ratio(own, rivals, weights_);
    }

    ResultsReader const& reader_;
    ChoiceRule const& rule_;
    std::vector<double> weights_;
    std::size_t worlds_;
    std::vector<Change> changes_;
};
}  // namespace

PackageChoice choose_package(ResultsReader const& reader,
                             ChoiceRule const& rule,
                             std::vector<std::uint32_t> const& packages) {
    auto const& d = reader.description();
    if (d.scenarios < 2) {
        throw InputError{reader.path() +
                         ": holds one world only (a comparison with intervals "
                         "needs at least 2)"};
    }
    if (!reader.has(losses)) {
        throw InputError{reader.path() +
                         ": holds no net losses (list 'value_added_net' under "
                         "[metrics] losses and run the campaign again)"};
    }
    std::vector<std::uint32_t> choices{0};
    for (auto const p : packages.empty() ? policies(d) : packages) {
        if (p != 0) {
            choices.push_back(p);
        }
    }
    return Chooser{reader, rule}(choices);
}
}  // namespace chokepoint
