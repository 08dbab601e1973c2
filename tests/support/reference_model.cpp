#include "tests/support/reference_model.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
double constexpr no_limit = 1e300;

double clamp01(double v) {
    return std::min(1.0, std::max(0.0, v));
}

/// Damage of an event at `age` weeks: a w^2 (B5.2).
double damage(CapacityEvent const& e, int week) {
    double const age = week - e.start + e.phase;
    double left = 0;
    if (week >= e.start && age < e.hold) {
        left = 1;
    } else if (week >= e.start && e.recovery > 0) {
        left = clamp01((e.hold + e.recovery - age) / e.recovery);
    }
    return e.severity * left * left;
}

template <class Event>
bool lasts(Event const& e, int week) {
    return week >= e.start && week - e.start < e.hold;
}

bool lasts(Measure const& m, int week) {
    return week >= m.start && week < m.end;
}

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
          flaws_{flaws} {
        w_ = baseline_week(base_, shocks.measures.size());
        x_before_bundle_.assign(net_.nodes.size(), 1);
        desired_.assign(net_.nodes.size(), 1);
        wanted_.assign(net_.final_demand.size(), 1);
    }

    ReferenceWeek step(int week) {
        shock(week);
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
    /// S0: k_i = prod (1 - delta_e); demand path A, fd = A a + backlog / 2.
    void shock(int week) {
        for (auto& k : w_.damage_factor) {
            k = 1;
        }
        for (auto const& e : shocks_.capacity) {
            w_.damage_factor[e.node] *= 1 - damage(e, week);
        }
        for (std::size_t j = 0; j < wanted_.size(); ++j) {
            double path = 1;
            for (auto const& s : shocks_.demand) {
                path += s.sink == j && lasts(s, week) ? s.surge : 0;
            }
            wanted_[j] = std::max(0.0, path) * w_.customers[j];
            w_.order[base_.inputs() + j] = wanted_[j] + 0.5 * w_.backlog[j];
        }
    }

    /// S1: P = prod [p + (1 - p) l]; V = 1 under a quantity control (B4).
    void filter(int week) {
        ceiling_.assign(net_.links.size(), no_limit);
        std::fill(w_.pass.begin(), w_.pass.end(), 1.0);
        for (std::size_t m = 0; m < shocks_.measures.size(); ++m) {
            auto const& measure = shocks_.measures[m];
            if (!lasts(measure, week)) {
                continue;
            }
            for (auto l : measure.links) {
                w_.pass[l] *= measure.pass + (1 - measure.pass) * w_.leak[m];
                if (measure.quantity && measure.pass < 1 &&
                    !flaws_.ignore_order_ceiling) {
                    ceiling_[l] = 1;
                }
            }
        }
    }

    double reliability(std::size_t l) const {
        return w_.reliability[net_.links[l].supplier][net_.links[l].priority];
    }

    /// S2: blocked share M, availability B, effort y, coefficient e (B5.4).
    void source() {
        std::vector<double> blocked(base_.groups(), 0),
            available(base_.groups(), 0);
        std::vector<double> widest(base_.groups(), 0);
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const g = base_.group_of[l];
            double const avail = w_.pass[l] * reliability(l);
            double const b = net_.links[l].alternate_weight;
            blocked[g] += net_.links[l].flow / base_.receipts[g] * (1 - avail);
            available[g] += b * avail;
            if (b > 0) {
                widest[g] = std::max(widest[g], w_.pass[l]);
            }
        }
        for (std::size_t g = 0; g < base_.groups(); ++g) {
            auto const q = base_.qualification(g);
            double& y = w_.effort[g];
            y = blocked[g] > 1e-3 ? y + 1 : std::max(0.0, y - 0.25);
            y = std::min(y, q.delay + q.ramp);
            double const z = q.ceiling * clamp01((y - q.delay) / q.ramp);
            double const order =
                widest[g] == 1 ? w_.order[g] : std::min(w_.order[g], 1.0);
            w_.extra_order[g] = available[g] == 0
                                    ? 0
                                    : z * blocked[g] * widest[g] * order *
                                          base_.receipts[g] / available[g];
        }
    }

    /// B5.1: o_l = obar min(O, V) P + b P f e; d_i = sum o_l / Dbar.
    void order_on_links() {
        demand_by_class_.assign(net_.nodes.size(), {0, 0});
        for (std::size_t l = 0; l < net_.links.size(); ++l) {
            auto const& link = net_.links[l];
            auto const g = base_.group_of[l];
            w_.link_order[l] =
                link.flow * std::min(w_.order[g], ceiling_[l]) * w_.pass[l] +
                link.alternate_weight * w_.pass[l] * reliability(l) *
                    w_.extra_order[g];
            demand_by_class_[link.supplier][link.priority] +=
                w_.link_order[l] / base_.sales[link.supplier];
        }
    }

    /// c_g = s / max(1, psi (1 + n)).
    double cover(std::size_t g) const {
        auto const& in = net_.inputs[g];
        return w_.stock[g] / std::max(1.0, in.caution * (1 + in.cover_weeks));
    }

    /// S3: capacity, input limits, output, fill (B5.2, B5.3).
    void produce() {
        for (std::size_t i = 0; i < net_.nodes.size(); ++i) {
            auto const& node = net_.nodes[i];
            double const slack = 1 + node.spare_capacity;
            double const cap = w_.damage_factor[i] * slack * w_.overtime[i];
            double const ceiling =
                rules_.unit_ceiling ? 1 : slack * node.overtime_max;
            double limit = cap;
            double d = no_limit;  // ESRI-down ignores demand
            if (!rules_.fixed_shares) {
                d = demand_by_class_[i][0] + demand_by_class_[i][1];
                limit = std::min(limit, d);
            }
            for (auto g : base_.groups_of(i, InputClass::critical)) {
                limit = std::min(limit, cover(g));
            }
            for (auto g : base_.groups_of(i, InputClass::important)) {
                double const gap = std::max(0.0, 1 - cover(g));
                limit = std::min(
                    limit, ceiling * (1 - net_.inputs[g].importance * gap));
            }
            double const before_bundle = std::max(0.0, limit);
            auto const bundle = base_.groups_of(i, InputClass::bundle);
            double gap = 0;
            for (auto g : bundle) {
                gap += base_.omega[g] * std::max(0.0, 1 - cover(g));
            }
            double x = before_bundle;
            if (!bundle.empty()) {
                x = std::min(x, ceiling * (1 - (1 - node.bundle_floor) * gap));
            }
            x = std::max(0.0, x);
            x = x < 1e-6 ? 0 : x;  // clarification 6

            w_.capacity[i] = cap;
            w_.demand[i] = d;
            w_.output[i] = x;
            x_before_bundle_[i] = before_bundle;
            desired_[i] = std::min(d, cap);
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
        for (std::size_t j = 0; j < wanted_.size(); ++j) {
            w_.unmet[j] =
                std::max(0.0, wanted_[j] - w_.receipts[base_.inputs() + j]);
            w_.lost[j] = w_.unmet[j];
        }
    }

    /// lambda_g and what events on its routes add (clarification 23).
    std::vector<double> lead_times(int week) const {
        std::vector<double> lead(base_.groups(), 0);
        for (std::size_t g = 0; g < base_.inputs(); ++g) {
            lead[g] = net_.inputs[g].lead_time_weeks;
        }
        for (auto const& delay : shocks_.delays) {
            if (!lasts(delay, week)) {
                continue;
            }
            for (std::size_t l = 0; l < net_.links.size(); ++l) {
                auto const& routes = net_.links[l].routes;
                auto const passes =
                    std::count(routes.begin(), routes.end(), delay.route);
                double const share =
                    net_.links[l].flow / base_.receipts[base_.group_of[l]];
                lead[base_.group_of[l]] +=
                    delay.delay * share * (passes > 0 ? 1 : 0);
            }
        }
        return lead;
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
        auto const lead = lead_times(week);
        for (std::size_t g = 0; g < base_.groups(); ++g) {
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
            w_.order[g] = 1;  // clarification 24: O = kappa+, no stock
            return;
        }
        bool const bundle = in.input_class == InputClass::bundle;
        double const x =
            bundle ? x_before_bundle_[in.buyer] : w_.output[in.buyer];
        double& s = w_.stock[g];
        double const old_stock = s;
        double const use = std::min(s, x);
        s += w_.receipts[g] - use;
        w_.use[g] = use;

        double const desired = desired_[in.buyer];
        double const activity = 1 + rules_.target_adaptation * (desired - 1);
        double gap = (1 + in.cover_weeks) * activity -
                     (flaws_.new_stock_late ? old_stock : s);
        gap = rules_.clip_gap ? std::max(0.0, gap) : gap;
        double const base = rules_.order_actual_use ? use : desired;
        double const tau = in.adjustment_weeks + flaws_.adjustment_shift;
        w_.order[g] = std::max(0.0, base + gap / tau);
    }

    /// Final demand (clarification 27) and its destruction (B5.6).
    void serve(std::size_t j, double received) {
        double const postponed = net_.final_demand[j].postponed_share;
        double const unmet = std::max(0.0, wanted_[j] - received);
        double& backlog = w_.backlog[j];
        double const served =
            std::min(0.5 * backlog, std::max(0.0, received - wanted_[j]));
        backlog += postponed * unmet - served;
        double& a = w_.customers[j];
        a += (1 - a) / 52 -
             rules_.demand_destruction * std::max(0.0, unmet - 0.05);
        a = std::max(rules_.demand_floor, a);
        w_.unmet[j] = unmet;
        w_.lost[j] = unmet - served;
    }

    /// S5: reliability f, overtime alpha (B7.1, clarification 35), leak l.
    void adapt(int week) {
        double const least = 1.0 / 1024;  // clarification 6
        for (std::size_t i = 0; i < net_.nodes.size(); ++i) {
            for (std::size_t k = 0; k < 2; ++k) {
                double& f = w_.reliability[i][k];
                f += (w_.fill[i][k] - f) / rules_.reliability_weeks;
                f = std::max(least, f);
            }
            double const d = w_.demand[i], x = w_.output[i];
            bool const binds = rules_.overtime_any_limit || x >= w_.capacity[i];
            double const scarcity =
                binds && d > 0 && !rules_.fixed_shares ? (d - x) / d : 0;
            double& a = w_.overtime[i];
            a += (scarcity > 0 ? (net_.nodes[i].overtime_max - a) * scarcity
                               : 1 - a) /
                 rules_.overtime_weeks;
        }
        for (std::size_t m = 0; m < shocks_.measures.size(); ++m) {
            auto const& measure = shocks_.measures[m];
            double const ceiling =
                lasts(measure, week) ? measure.leak_ceiling : 0;
            w_.leak[m] += (ceiling - w_.leak[m]) / measure.leak_weeks;
        }
    }

    Baseline base_;
    SupplyNetwork const& net_;
    Shocks const& shocks_;
    CoreRules rules_;
    Flaws flaws_;
    std::vector<double> ceiling_;              ///< [links] V
    std::vector<double> wanted_;               ///< [sinks] A a
    std::vector<ByPriority> demand_by_class_;  ///< [nodes]
    std::vector<double> x_before_bundle_;      ///< [nodes] x'
    std::vector<double> desired_;              ///< [nodes] x^opt
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
