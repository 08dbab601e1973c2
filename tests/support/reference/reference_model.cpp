#include "tests/support/reference/reference_model.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/reference/reference_baseline.hpp"
#include "tests/support/reference/reference_prices.hpp"
#include "tests/support/reference/reference_reactions.hpp"
#include "tests/support/reference/reference_reserves.hpp"
#include "tests/support/reference/reference_shocks.hpp"
#include "tests/support/reference/reference_slow.hpp"

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
          reserves_{base_, shocks},
          reactions_{shocks_, flaws_},
          w_{baseline_week(base_, shocks)} {
        w_.tension = rules.tension;
    }

    ReferenceWeek step(int week) {
        shock(week);
        reactions_.act(week, w_);
        filter(week);
        source();
        if (rules_.fixed_shares) {
            produce();
            deliver_fixed_shares();
        } else {
            order_on_links();
            produce();
            receive(week);
        }
        adapt(week);
        return w_;
    }

  private:
    /// S0: damage; final demand wanted, A a q, and fd = that + backlog / 2.
    void shock(int week) {
        w_.damage_factor = damage_factors(base_, shocks_, week);
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
        ceiling_ = std::move(f.ceiling);
        w_.pass = std::move(f.pass);
        w_.measure_pass = std::move(f.measure_pass);
        reactions_.feel(w_);
        w_.duty = std::move(f.duty);
    }

    /// f chi of the supplier.
    double reliability(std::size_t l) const {
        auto const& link = net_.links[l];
        return w_.reliability[link.supplier][link.priority] *
               w_.standing[link.supplier];
    }

    /// b; who may only send a quota takes no extra orders.
    double alternate_weight(std::size_t l) const {
        bool const limited = ceiling_[l] < no_limit;
        return limited && !flaws_.quota_stretches
                   ? 0
                   : net_.links[l].alternate_weight;
    }

    /// Effort that a kept preparation does not let go.
    double effort_floor(std::size_t g) const {
        double floor = 0;
        for (auto const& p : shocks_.prepared) {
            floor = p.kept && p.group == g ? p.effort : floor;
        }
        return floor;
    }

    /// S2: blocked share M, availability B, effort y, coefficient e (B5.4).
    void source() {
        std::vector<double> blocked(base_.groups(), 0),
            available(base_.groups(), 0);
        std::vector<double> widest(base_.groups(), 0);
        able_.assign(base_.groups(), 0);
        need_.assign(base_.groups(), 0);
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const g = base_.group_of[l];
            double const avail = w_.pass[l] * reliability(l);
            double const w = net_.links[l].flow / base_.receipts[g];
            bool const limited = ceiling_[l] < no_limit;
            able_[g] += limited ? 0 : w * reliability(l);
            need_[g] += limited ? w * (1 - w_.pass[l]) : w;
            double const b = alternate_weight(l);
            blocked[g] += w * (1 - avail);
            available[g] += b * avail;
            if (b > 0) {
                widest[g] = std::max(widest[g], w_.pass[l]);
            }
        }
        for (std::size_t g = 0; g < base_.groups(); ++g) {
            auto q = base_.qualification(g);
            if (!base_.is_sink(g)) {
                q.ramp *= effects_.ramp[net_.inputs[g].buyer];
                q.ceiling *= effects_.slack[net_.inputs[g].buyer];
            }
            double& y = w_.effort[g];
            y = blocked[g] > 1e-3 ? std::min(y + 1, q.delay + q.ramp)
                                  : std::max(0.0, y - 0.25);
            y = std::max(y, effort_floor(g));
            double const z = q.ceiling * clamp01((y - q.delay) / q.ramp);
            w_.blocked[g] = blocked[g];
            w_.readiness[g] = z;
            double const order =
                widest[g] == 1 ? w_.order[g] : std::min(w_.order[g], 1.0);
            w_.extra_order[g] = available[g] == 0
                                    ? 0
                                    : z * blocked[g] * widest[g] * order *
                                          base_.receipts[g] / available[g];
        }
    }

    /// F where all orders follow capacity f (B5.4).
    double moved(std::size_t l) const {
        auto const g = base_.group_of[l];
        if (!rules_.orders_by_capacity || base_.is_sink(g) ||
            ceiling_[l] < no_limit) {
            return 1;
        }
        auto const& link = net_.links[l];
        return able_[g] > 0 ? need_[g] / able_[g] *
                                  w_.reliability[link.supplier][link.priority]
                            : 0;
    }

    /// B5.1: o_l = obar min(O, V) P chi + b P f chi e; d = sum o_l / Dbar.
    void order_on_links() {
        demand_by_class_.assign(net_.nodes.size(), {0, 0});
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const& link = net_.links[l];
            auto const g = base_.group_of[l];
            w_.link_order[l] =
                link.flow * std::min(w_.order[g], ceiling_[l]) * w_.pass[l] *
                    moved(l) *
                    (flaws_.loyal_buyers ? 1 : w_.standing[link.supplier]) +
                alternate_weight(l) * w_.pass[l] * reliability(l) *
                    w_.extra_order[g];
            demand_by_class_[link.supplier][link.priority] +=
                w_.link_order[l] / base_.sales[link.supplier];
        }
    }

    /// U and need by group (B5.4).
    std::vector<double> able_, need_;

    /// c_g = s / (q max(1, psi (1 + n))).
    double cover(std::size_t g) const {
        auto const& in = net_.inputs[g];
        return w_.stock[g] / (prices_.thrift(g, w_) *
                              std::max(1.0, in.caution * (1 + in.cover_weeks)));
    }

    /// kappa+: what needs and targets of a plant that has grown rise to.
    double scale(std::size_t i) const {
        return flaws_.needs_do_not_grow ? 1 : std::max(1.0, w_.growth[i]);
    }

    /// Lcrit and Limp of node i, and Lbun (B5.2); no_limit where it has none.
    double hard_limit(std::size_t i, double ceiling) const {
        double limit = no_limit;
        for (auto g : base_.groups_of(i, InputClass::critical)) {
            limit = std::min(limit, cover(g));
        }
        for (auto g : base_.groups_of(i, InputClass::important)) {
            double const gap = std::max(0.0, 1 - cover(g) / scale(i));
            limit = std::min(limit,
                             ceiling * (1 - net_.inputs[g].importance * gap));
        }
        return limit;
    }
    double bundle_limit(std::size_t i, double ceiling) const {
        auto const bundle = base_.groups_of(i, InputClass::bundle);
        double gap = 0;
        for (auto g : bundle) {
            gap += base_.omega[g] * std::max(0.0, 1 - cover(g) / scale(i));
        }
        return bundle.empty()
                   ? no_limit
                   : ceiling * (1 - (1 - net_.nodes[i].bundle_floor) * gap);
    }

    /// S3: capacity, input limits, output, fill (B5.2, B5.3).
    void produce() {
        for (std::size_t i = 0; i < net_.nodes.size(); ++i) {
            auto const& node = net_.nodes[i];
            double const slack = 1 + node.spare_capacity * effects_.slack[i];
            double const boost = prices_.boost(i, rules_, w_);
            double const normal = w_.damage_factor[i] * w_.growth[i] * boost;
            double const ceiling = rules_.unit_ceiling
                                       ? 1
                                       : scale(i) * slack * node.overtime_max *
                                             std::max(1.0, boost);
            // ESRI-down ignores demand.
            double const d = rules_.fixed_shares ? no_limit
                                                 : demand_by_class_[i][0] +
                                                       demand_by_class_[i][1];
            if (rules_.overtime_any_limit) {
                w_.overtime[i] = rush(node.overtime_max, rules_, w_.overtime[i],
                                      d, w_.output[i]);
            }
            double const cap = normal * slack * w_.overtime[i];
            double const hard = hard_limit(i, ceiling);
            double const bundle = bundle_limit(i, ceiling);
            double const before_bundle =
                std::max(0.0, std::min({cap, d, hard}));
            double x = std::max(0.0, std::min(before_bundle, bundle));
            x = x < 1e-6 ? 0 : x;  // model B0.8

            w_.capacity[i] = cap;
            w_.able[i] = normal * w_.overtime[i];
            w_.demand[i] = d;
            w_.output[i] = x;
            w_.before_bundle[i] = before_bundle;
            w_.desired[i] = std::min(d, cap);
            w_.offer[i] =
                x > 0 ? std::max(1.0, std::min({normal, hard, bundle}) / x) : 1;
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
            base_.is_sink(g) ? serve(g - base_.inputs(), w_.receipts[g])
                             : restock(g);
        }
    }

    void restock(std::size_t g) {
        auto const& in = net_.inputs[g];
        if (in.input_class == InputClass::capital) {
            w_.order[g] = scale(in.buyer);  // model B7.2, no stock
            return;
        }
        bool const bundle = in.input_class == InputClass::bundle;
        double const x =
            bundle ? w_.before_bundle[in.buyer] : w_.output[in.buyer];
        double const q = prices_.thrift(g, w_);
        double& s = w_.stock[g];
        double const old_stock = s;
        double const use = std::min(s, flaws_.wasteful ? x : q * x);
        s += w_.receipts[g] - use;
        w_.use[g] = use;

        double const desired = w_.desired[in.buyer];
        double const activity =
            scale(in.buyer) * (1 + rules_.target_adaptation * (desired - 1));
        double const cover =
            in.cover_weeks *
            (1 + rules_.precaution *
                     std::max(0.0, w_.tension - rules_.precaution_tension));
        double gap = (1 + cover) * activity * q -
                     (flaws_.new_stock_late ? old_stock : s);
        gap = rules_.clip_gap ? std::max(0.0, gap) : gap;
        double const base = rules_.order_actual_use ? use : q * desired;
        double const tau = in.adjustment_weeks + flaws_.adjustment_shift;
        w_.order[g] = std::max(0.0, base + gap / tau);
    }

    /// Final demand and its destruction (model B5.6).
    void serve(std::size_t j, double received) {
        if (!base_.is_final(j)) {
            return;
        }
        double const postponed = net_.final_demand[j].postponed_share;
        double const unmet = std::max(0.0, w_.wanted[j] - received);
        double& backlog = w_.backlog[j];
        double const served =
            std::min(0.5 * backlog, std::max(0.0, received - w_.wanted[j]));
        backlog += postponed * unmet - served;
        double& a = w_.customers[j];
        a += (1 - a) / 52 -
             rules_.demand_destruction * std::max(0.0, unmet - 0.05);
        a = std::max(rules_.demand_floor, a);
        w_.unmet[j] = unmet;
        w_.lost[j] = unmet - served;
    }

    /// S5: all slow states, each from this week's results.
    void adapt(int week) {
        move_reliability(rules_, w_);
        move_overtime(base_, rules_, w_);
        move_capacity(base_, shocks_, rules_, effects_, flaws_, week, w_);
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
    ReserveBook reserves_;
    ReactionBook reactions_;
    NodeEffects effects_;
    std::vector<double> ceiling_;              ///< [links] V
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
