#include "tests/support/reference/reference_sourcing.hpp"

#include <algorithm>

#include "tests/support/reference/reference_shocks.hpp"

namespace chokepoint::test {
BuyerBook::BuyerBook(Baseline const& base,
                     Shocks const& shocks,
                     CoreRules const& rules,
                     Flaws const& flaws)
    : base_{base}, shocks_{shocks}, rules_{rules}, flaws_{flaws} {}

/// V = 1.
bool BuyerBook::limited(std::size_t l, ReferenceWeek const& w) const {
    return w.ceiling[l] < no_limit;
}

/// f chi of the supplier.
double BuyerBook::reliability(std::size_t l, ReferenceWeek const& w) const {
    auto const& link = base_.network.links[l];
    return w.reliability[link.supplier][link.priority] *
           w.standing[link.supplier];
}

/// b; who may only send a quota takes no extra orders.
double BuyerBook::alternate_weight(std::size_t l,
                                   ReferenceWeek const& w) const {
    return limited(l, w) && !flaws_.quota_stretches
               ? 0
               : base_.network.links[l].alternate_weight;
}

/// w of the link in its group.
double BuyerBook::weight(std::size_t l) const {
    return base_.network.links[l].flow / base_.receipts[base_.group_of[l]];
}

double BuyerBook::shift_share(std::size_t g) const {
    if (rules_.orders_by_capacity) {
        return base_.is_sink(g) ? 0 : 1;
    }
    return base_.is_sink(g)
               ? base_.network.final_demand[g - base_.inputs()].shift_share
               : base_.network.inputs[g].shift_share;
}

/// Effort that a kept preparation does not let go.
double BuyerBook::effort_floor(std::size_t g) const {
    double floor = 0;
    for (auto const& p : shocks_.prepared) {
        floor = p.kept && p.group == g ? p.effort : floor;
    }
    return floor;
}

void BuyerBook::source(NodeEffects const& effects, ReferenceWeek& w) const {
    measure_blocked(w);
    shift(w);
    miss(w);
    qualify(effects, w);
    save(w);
    ask_alternates(w);
}

void BuyerBook::measure_blocked(ReferenceWeek& w) const {
    std::fill(w.blocked.begin(), w.blocked.end(), 0.0);
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        w.blocked[base_.group_of[l]] +=
            weight(l) * (1 - w.pass[l] * reliability(l, w));
    }
    for (auto& blocked : w.blocked) {
        blocked = std::max(0.0, blocked);
    }
}

/// need / U; nobody gets an order where nobody is able.
double BuyerBook::per_reach(double need, double reach) const {
    if (rules_.orders_by_capacity) {
        return reach > 0 ? need / reach : 0;
    }
    return need / std::max(reach, 1.0 / 1024);
}

double BuyerBook::most_shifted() const {
    return rules_.orders_by_capacity ? no_limit : 8;
}

/// F of every link.
void BuyerBook::shift(ReferenceWeek& w) const {
    std::vector<double> delivering(base_.groups(), 0),
        needed(base_.groups(), 0);
    std::vector<int> suppliers(base_.groups(), 0);
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const g = base_.group_of[l];
        suppliers[g] += base_.network.links[l].flow > 0;
        if (limited(l, w)) {
            needed[g] += weight(l) * (1 - w.pass[l]);
        } else {
            needed[g] += weight(l);
            delivering[g] += weight(l) * reliability(l, w);
        }
    }
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const g = base_.group_of[l];
        auto const& link = base_.network.links[l];
        double const share = shift_share(g);
        bool const alone = suppliers[g] < 2 && !rules_.orders_by_capacity;
        bool const content = !rules_.orders_by_capacity && w.blocked[g] <= 1e-3;
        bool const stays =
            alone || content || (limited(l, w) && !flaws_.limited_links_shift);
        w.stays[l] = 1;
        w.moves[l] = 0;
        if (!stays && !flaws_.orders_do_not_shift) {
            w.stays[l] = 1 - share;
            w.moves[l] =
                share *
                std::min(most_shifted(), per_reach(needed[g], delivering[g])) *
                w.reliability[link.supplier][link.priority];
        }
    }
}

/// M': what is still missing once orders have shifted.
void BuyerBook::miss(ReferenceWeek& w) const {
    std::vector<double> coming(base_.groups(), 0);
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const& link = base_.network.links[l];
        double const there = limited(l, w)
                                 ? w.reliability[link.supplier][link.priority]
                                 : reliability(l, w);
        coming[base_.group_of[l]] +=
            weight(l) * w.pass[l] * there * (w.stays[l] + w.moves[l]);
    }
    for (std::size_t g = 0; g < base_.groups(); ++g) {
        bool const stocked =
            !base_.is_sink(g) &&
            base_.network.inputs[g].input_class != InputClass::capital;
        if (shift_share(g) == 0) {
            w.missing[g] = w.blocked[g];
        } else if (!stocked) {
            w.missing[g] = std::max(0.0, 1 - coming[g]);
        } else {
            double const full = 1 + base_.network.inputs[g].cover_weeks;
            w.missing[g] =
                std::max((1 - shift_share(g)) * w.blocked[g],
                         shift_share(g) * clamp01(1 - w.stock[g] / full));
        }
    }
}

/// y and z.
void BuyerBook::qualify(NodeEffects const& effects, ReferenceWeek& w) const {
    for (std::size_t g = 0; g < base_.groups(); ++g) {
        auto q = base_.qualification(g);
        double longest = q.delay + q.ramp;
        if (!base_.is_sink(g)) {
            auto const& in = base_.network.inputs[g];
            q.ramp *= effects.ramp[in.buyer];
            q.ceiling *= effects.slack[in.buyer];
            longest = q.delay + q.ramp;
            if (in.design_out_share > 0) {
                longest = std::max(longest, in.design_out_delay_weeks +
                                                in.design_out_ramp_weeks);
            }
        }
        double& y = w.effort[g];
        y = w.blocked[g] > 1e-3 ? std::min(y + 1, longest)
                                : std::max(0.0, y - 0.25);
        y = std::max(y, effort_floor(g));
        w.readiness[g] = q.ceiling * clamp01((y - q.delay) / q.ramp);
    }
}

/// q: what buyers have learned to do without.
void BuyerBook::save(ReferenceWeek& w) const {
    for (std::size_t g = 0; g < base_.inputs(); ++g) {
        auto const& in = base_.network.inputs[g];
        double const learned =
            in.design_out_share *
            clamp01((w.effort[g] - in.design_out_delay_weeks) /
                    in.design_out_ramp_weeks);
        w.savings[g] = 1 - std::min(learned, w.missing[g]);
    }
}

/// e, the order that alternates share by what they could deliver, and l, the
/// share of lost standing that moves to them.
void BuyerBook::ask_alternates(ReferenceWeek& w) const {
    std::vector<double> available(base_.groups(), 0), widest(base_.groups(), 0);
    // 1 - kappa where orders shift: no link under a quota tells.
    std::vector<double> staying(base_.groups(), 1);
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const g = base_.group_of[l];
        double const b = alternate_weight(l, w);
        available[g] += b * w.pass[l] * reliability(l, w);
        staying[g] = std::min(staying[g], w.stays[l]);
        widest[g] = b > 0 ? std::max(widest[g], w.pass[l]) : widest[g];
    }
    for (std::size_t g = 0; g < base_.groups(); ++g) {
        double const order =
            widest[g] == 1 ? w.order[g] : std::min(w.order[g], 1.0);
        w.extra_order[g] = available[g] == 0
                               ? 0
                               : w.readiness[g] * w.missing[g] * widest[g] *
                                     order * base_.receipts[g] / available[g];
        double const blocked = staying[g] * w.blocked[g];
        w.leaving[g] =
            available[g] == 0 || w.missing[g] == 0
                ? 0
                : w.readiness[g] * widest[g] *
                      (blocked > w.missing[g] ? w.missing[g] / blocked : 1);
    }
}

/// What a supplier's failures and its standing make of the orders that it
/// would get: X (1 - kappa) + chi pull f.
double BuyerBook::shifted_share(std::size_t l, ReferenceWeek const& w) const {
    if (limited(l, w)) {
        return w.stays[l] + w.moves[l];
    }
    double const chi = w.standing[base_.network.links[l].supplier];
    double const taken = flaws_.loyal_buyers     ? 0
                         : flaws_.standing_alone ? 1
                                                 : w.leaving[base_.group_of[l]];
    return (1 - taken * (1 - chi)) * w.stays[l] +
           (flaws_.loyal_buyers ? 1 : chi) * w.moves[l];
}

std::vector<ByPriority> BuyerBook::order_on_links(ReferenceWeek& w) const {
    std::vector<ByPriority> demand(base_.network.nodes.size(), {0, 0});
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const& link = base_.network.links[l];
        auto const g = base_.group_of[l];
        w.link_order[l] = link.flow * std::min(w.order[g], w.ceiling[l]) *
                              w.pass[l] * shifted_share(l, w) +
                          alternate_weight(l, w) * w.pass[l] *
                              reliability(l, w) * w.extra_order[g];
        demand[link.supplier][link.priority] +=
            w.link_order[l] / base_.sales[link.supplier];
    }
    return demand;
}
}  // namespace chokepoint::test
