#include "tests/support/reference/reference_model.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/reference/reference_baseline.hpp"
#include "tests/support/reference/reference_limits.hpp"
#include "tests/support/reference/reference_prices.hpp"
#include "tests/support/reference/reference_reactions.hpp"
#include "tests/support/reference/reference_reserves.hpp"
#include "tests/support/reference/reference_shocks.hpp"
#include "tests/support/reference/reference_slow.hpp"
#include "tests/support/reference/reference_sourcing.hpp"
#include "tests/support/reference/reference_stocks.hpp"

namespace chokepoint::test {
namespace {
class ReferenceModel {
  public:
    ReferenceModel(SupplyNetwork const& network,
                   Shocks const& shocks,
                   CoreRules const& rules,
                   Flaws const& flaws)
        : base_{network},
          net_{network},
          shocks_{shocks},
          rules_{rules},
          flaws_{flaws},
          prices_{base_, shocks},
          buyers_{base_, shocks_, rules_, flaws_},
          stocks_{base_, prices_, rules_, flaws_},
          reserves_{base_, shocks},
          reactions_{shocks_, flaws_},
          w_{baseline_week(base_, shocks)} {
        w_.tension = rules.tension;
    }

    ReferenceWeek step(int week) {
        shock(week);
        reactions_.act(week, w_);
        filter(week);
        buyers_.source(effects_, w_);
        if (rules_.fixed_shares) {
            produce();
            deliver_fixed_shares();
        } else {
            demand_by_class_ = buyers_.order_on_links(w_);
            produce();
            receive(week);
        }
        adapt(week);
        return w_;
    }

  private:
    /// S0: damage; final demand wanted, A a theta, and fd = that +
    /// backlog / 2.
    void shock(int week) {
        w_.damage_factor = damage_factors(base_, shocks_, week);
        scrap(week);
        auto const path = demand_paths(base_, shocks_, week);
        for (std::size_t j = 0; j < path.size(); ++j) {
            auto const g = base_.inputs() + j;
            if (base_.is_final(j)) {
                w_.wanted[j] =
                    path[j] * w_.customers[j] * prices_.thrift(g, w_);
                w_.order[g] = w_.wanted[j] + 0.5 * w_.backlog[j];
            }
            // What a reserve buys was decided last week.
        }
    }

    /// An event that begins spoils part of the work in process (B5.2); one
    /// that is over before it starts does nothing.
    void scrap(int week) {
        for (auto const& event : shocks_.capacity) {
            bool const acts = event.hold + event.recovery > event.phase;
            if (event.start == week && acts && !flaws_.no_scrap) {
                w_.work[event.node] *=
                    1 - net_.nodes[event.node].scrap_share * event.severity;
            }
        }
    }

    /// Preclusive buying (M5): by the bite of the measure that it is.
    void buy(ControlFilter const& f) {
        for (auto const& p : shocks_.purchases) {
            w_.order[base_.inputs() + p.sink] =
                p.surge * (1 - f.measure_pass[p.measure]);
        }
        w_.placed = w_.order;
    }

    /// S1: P, V, and what measures do to nodes.
    void filter(int week) {
        auto f = control_filter(base_, shocks_, w_.term, w_.leak, week);
        buy(f);
        effects_ = node_effects(base_, shocks_, f.measure_pass, flaws_);
        if (flaws_.ignore_order_ceiling) {
            f.ceiling.assign(net_.links.size(), no_limit);
        }
        w_.ceiling = std::move(f.ceiling);
        w_.pass = std::move(f.pass);
        w_.measure_pass = std::move(f.measure_pass);
        reactions_.feel(w_);
        w_.duty = std::move(f.duty);
    }

    /// c of every input, from the stock that the week begins with.
    std::vector<double> covers() const {
        std::vector<double> cover;
        for (std::size_t g = 0; g < base_.inputs(); ++g) {
            cover.push_back(stock_limit(net_.inputs[g], w_.stock[g],
                                        prices_.thrift(g, w_) * w_.savings[g]));
        }
        return cover;
    }

    /// What plant `i` would start: with work in process also to fill it.
    double wanted_starts(std::size_t i, double cap, double d) const {
        double const cycle = net_.nodes[i].cycle_weeks;
        if (cycle == 0) {
            return std::min(cap, d);
        }
        double const full = cycle * std::max(1.0, std::min(d, cap));
        return std::min(
            cap, std::max(0.0, d + (full - w_.work[i]) / std::max(1.0, cycle)));
    }

    /// What plant `i` could finish after it has started `starts`.
    double finished(std::size_t i, double starts) const {
        double const cycle = net_.nodes[i].cycle_weeks;
        return cycle == 0 ? starts : (w_.work[i] + starts) / (1 + cycle);
    }

    /// S3: capacity, input limits, output, fill (B5.2, B5.3).
    void produce() {
        auto const cover = covers();
        for (std::size_t i = 0; i < net_.nodes.size(); ++i) {
            auto const& node = net_.nodes[i];
            double const slack = 1 + node.spare_capacity * effects_.slack[i];
            double const normal = w_.damage_factor[i] * w_.growth[i] *
                                  w_.upkeep[i] * prices_.boost(i, rules_, w_);
            // ESRI-down ignores demand.
            double const d = rules_.fixed_shares ? 1
                                                 : demand_by_class_[i][0] +
                                                       demand_by_class_[i][1];
            if (rules_.overtime_any_limit) {
                w_.overtime[i] =
                    rush(node, rules_, w_.overtime[i], d, w_.output[i]);
            }
            double const cap = normal * slack * w_.overtime[i];
            double const want = wanted_starts(i, cap, d);
            auto const made = limited_activity(base_, i, want, cover, flaws_);
            double const x = std::min({d, cap, finished(i, made.starts)});
            // At the normal rate, whoever asks.
            auto const could =
                limited_activity(base_, i, normal, cover, flaws_);
            double const offer = std::min(normal, finished(i, could.starts));

            if (node.cycle_weeks > 0) {
                w_.work[i] = std::max(0.0, w_.work[i] + (made.starts - x));
            }
            w_.capacity[i] = cap;
            w_.able[i] = normal * w_.overtime[i];
            w_.demand[i] = d;
            w_.output[i] = x;
            w_.before_bundle[i] = made.before_bundle;
            w_.starts[i] = made.starts;
            w_.desired[i] = want;
            w_.offer[i] = x > 0 ? std::max(1.0, offer / x) : 1;
            if (!rules_.fixed_shares) {
                w_.fill[i] = fill(i, x);
            }
        }
    }

    /// Proportional, or by priority where the node has a share mu > 0.
    ByPriority fill(std::size_t i, double x) const {
        double const d = w_.demand[i];
        double const mu = net_.nodes[i].priority_share;
        if (mu == 0 || flaws_.deaf_to_priority) {
            double const phi = x >= d ? 1 : x / d;
            return {phi, phi};
        }
        return ration(x, demand_by_class_[i], mu);
    }

    /// ESRI-down: R = sum obar x, the stock is what arrived (B11).
    void deliver_fixed_shares() {
        std::fill(w_.receipts.begin(), w_.receipts.end(), 0.0);
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const& link = net_.links[l];
            w_.receipts[base_.group_of[l]] += link.flow *
                                              w_.output[link.supplier] /
                                              base_.receipts[base_.group_of[l]];
        }
        w_.shipped = w_.receipts;
        for (std::size_t g = 0; g < base_.inputs(); ++g) {
            w_.stock[g] = w_.receipts[g];
        }
        for (std::size_t j = 0; j < w_.wanted.size(); ++j) {
            w_.unmet[j] =
                std::max(0.0, w_.wanted[j] - w_.receipts[base_.inputs() + j]);
            w_.lost[j] = w_.unmet[j];
        }
    }

    /// S4: receipts, transit, use, stock, next order (B5.5, B5.6).
    void receive(int week) {
        std::fill(w_.shipped.begin(), w_.shipped.end(), 0.0);
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const& link = net_.links[l];
            w_.shipped[base_.group_of[l]] +=
                w_.fill[link.supplier][link.priority] * w_.link_order[l] /
                base_.receipts[base_.group_of[l]];
        }
        reserves_.release(flaws_, w_);
        auto const lead = lead_times(base_, shocks_, week);
        for (std::size_t g = 0; g < base_.groups(); ++g) {
            w_.shipped[g] += w_.released[g] / base_.receipts[g];
            double& v = w_.transit[g];
            double const arrivals = (v + w_.shipped[g]) / (1 + lead[g]);
            if (flaws_.instant_transit) {
                w_.receipts[g] = w_.shipped[g];
            } else {
                v += w_.shipped[g] - arrivals;
                w_.receipts[g] = arrivals;
            }
            base_.is_sink(g) ? stocks_.serve(g - base_.inputs(), w_)
                             : stocks_.restock(g, lead[g], w_);
        }
    }

    /// S5: all slow states, each from this week's results.
    void adapt(int week) {
        move_reliability(rules_, w_);
        move_overtime(base_, rules_, w_);
        move_upkeep(base_, rules_, flaws_, w_);
        move_capacity(base_, shocks_, effects_, flaws_, week, w_);
        move_standing(rules_, effects_, flaws_, w_);
        prices_.move(rules_, flaws_, w_);
        reserves_.settle(flaws_, w_);
        move_leak(shocks_, w_.term, week, w_.leak);
        reactions_.move_tension(w_);
    }

    Baseline base_;
    SupplyNetwork const& net_;
    Shocks const& shocks_;
    CoreRules rules_;
    Flaws flaws_;
    PriceBook prices_;
    BuyerBook buyers_;
    StockBook stocks_;
    ReserveBook reserves_;
    ReactionBook reactions_;
    NodeEffects effects_;
    std::vector<ByPriority> demand_by_class_;  ///< [nodes]
    ReferenceWeek w_;
};
}  // namespace

ByPriority ration(double x, ByPriority demand, double priority_share) {
    double const d0 = demand[0], d1 = demand[1];
    if (x >= d0 + d1) {
        return {1, 1};
    }
    double const pool = priority_share * x;
    double const served_first = d0 > 0 ? std::min(1.0, pool / d0) : 1;
    double const left = std::max(0.0, x - served_first * d0);
    double const need = d0 * (1 - served_first) + d1;
    double const rest = need > 0 ? std::min(1.0, left / need) : 1;
    return {std::min(1.0, served_first + (1 - served_first) * rest), rest};
}

std::vector<ReferenceWeek> march_reference(SupplyNetwork const& network,
                                           Shocks const& shocks,
                                           CoreRules const& rules,
                                           int weeks,
                                           Flaws const& flaws) {
    ReferenceModel model{network, shocks, rules, flaws};
    std::vector<ReferenceWeek> path;
    for (int week = 0; week < weeks; ++week) {
        path.push_back(model.step(week));
    }
    return path;
}
}  // namespace chokepoint::test
