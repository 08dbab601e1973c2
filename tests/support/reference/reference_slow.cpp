#include "tests/support/reference/reference_slow.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint::test {
NodeEffects node_effects(Baseline const& base,
                         Shocks const& shocks,
                         std::vector<double> const& measure_pass,
                         Flaws const& flaws) {
    auto const nodes = base.network.nodes.size();
    NodeEffects e;
    for (auto* factor : {&e.growth, &e.erosion, &e.ramp, &e.slack}) {
        factor->assign(nodes, 1);
    }
    e.drift.assign(nodes, 0);
    for (auto const& effect : shocks.effects) {
        double bite = 1 - measure_pass[effect.measure];
        bite = flaws.effects_ignore_bite && bite > 0 ? 1 : bite;
        for (auto i : effect.nodes) {
            e.growth[i] *= 1 + effect.growth * bite;
            e.erosion[i] *= 1 + effect.erosion * bite;
            e.ramp[i] *= 1 + effect.ramp * bite;
            e.slack[i] *= 1 + effect.slack * bite;
            e.drift[i] += effect.drift * bite;
        }
    }
    return e;
}

void move_reliability(CoreRules const& rules, ReferenceWeek& w) {
    if (rules.orders_by_capacity) {
        for (std::size_t i = 0; i < w.fill.size(); ++i) {
            w.reliability[i] = {w.able[i], w.able[i]};
        }
        return;
    }
    double const least = 1.0 / 1024;  // model B0.8
    for (std::size_t i = 0; i < w.fill.size(); ++i) {
        for (std::size_t k = 0; k < 2; ++k) {
            double& f = w.reliability[i][k];
            f += (w.fill[i][k] - f) / rules.reliability_weeks;
            f = std::max(least, f);
        }
    }
}

/// Model B7.1, mode ARIO: before output, which is still last week's.
double rush(Producer const& node,
            CoreRules const& rules,
            double overtime,
            double demand,
            double made) {
    double const scarcity = demand > 0 ? (demand - made) / demand : 0;
    // Sums of orders are exact to some 10^-16.
    double const hair = 1e-9;
    double const weeks =
        node.overtime_weeks > 0 ? node.overtime_weeks : rules.overtime_weeks;
    bool const rests =
        std::fabs(scarcity) < hair && std::fabs(demand - 1) < hair;
    double const change =
        rests ? 1 - overtime : (node.overtime_max - overtime) * scarcity;
    return std::max(1.0, overtime + change / weeks);
}

/// Model B7.1, all other modes: after output.
void move_overtime(Baseline const& base,
                   CoreRules const& rules,
                   ReferenceWeek& w) {
    if (rules.overtime_any_limit) {
        return;
    }
    for (std::size_t i = 0; i < w.output.size(); ++i) {
        double const d = w.demand[i], x = w.output[i];
        bool const binds = w.starts[i] >= w.capacity[i];
        double const scarcity =
            binds && d > 0 && !rules.fixed_shares ? (d - x) / d : 0;
        double& a = w.overtime[i];
        auto const& node = base.network.nodes[i];
        a += (scarcity > 0 ? (node.overtime_max - a) * scarcity : 1 - a) /
             (node.overtime_weeks > 0 ? node.overtime_weeks
                                      : rules.overtime_weeks);
    }
}

namespace {
/// Q = sum Rbar M / sum Rbar over the denied groups (B7.3).
double denial(Baseline const& base,
              Rows32 const& groups,
              ReferenceWeek const& w) {
    double blocked = 0, all = 0;
    for (auto g : groups) {
        blocked += base.receipts[g] * w.blocked[g];
        all += base.receipts[g];
    }
    return all > 0 ? blocked / all : 0;
}
}  // namespace

std::vector<double> kept_capacity(ReferenceWeek const& week) {
    std::vector<double> kept = week.growth;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        kept[i] *= week.upkeep[i];
    }
    return kept;
}

/// Model B7.2: tools are kept up, or wear, as the worst served kind is.
void move_upkeep(Baseline const& base,
                 CoreRules const& rules,
                 Flaws const& flaws,
                 ReferenceWeek& w) {
    std::vector<double> missing(w.upkeep.size(), 0);
    for (std::size_t g = 0; g < base.inputs(); ++g) {
        auto const& in = base.network.inputs[g];
        if (in.input_class != InputClass::capital) {
            continue;
        }
        double const need = std::max(1.0, w.growth[in.buyer]);
        double const gap = std::max(0.0, 1 - w.receipts[g] / need);
        double& worst = missing[in.buyer];
        worst = flaws.tools_wear_by_kind ? worst + gap : std::max(worst, gap);
    }
    for (std::size_t i = 0; i < missing.size(); ++i) {
        double const kept = 1 - missing[i];
        w.upkeep[i] =
            (1 - rules.tool_decay) * w.upkeep[i] + rules.tool_decay * kept;
    }
}

/// Model B7.2: all increments from the old kappa, then the clamp.
void move_capacity(Baseline const& base,
                   Shocks const& shocks,
                   NodeEffects const& effects,
                   Flaws const& flaws,
                   int week,
                   ReferenceWeek& w) {
    auto const old = w.growth;
    std::vector<double> ceiling(old.size(), no_ceiling);
    for (auto const& n : shocks.growth) {
        double const room = flaws.growth_without_limit
                                ? 1
                                : std::max(0.0, 1 - old[n.node] / n.ceiling);
        w.growth[n.node] += n.rate * effects.growth[n.node] *
                            denial(base, n.denied, w) * old[n.node] * room;
        ceiling[n.node] = n.ceiling;
    }
    for (std::size_t s = 0; s < shocks.steps.size(); ++s) {
        auto const& step = shocks.steps[s];
        if (!w.step_done[s] && week >= step.week &&
            w.demand[step.node] >= step.demand_floor) {
            w.growth[step.node] += step.change;
            w.step_done[s] = true;
        }
    }
    for (std::size_t i = 0; i < old.size(); ++i) {
        w.growth[i] += effects.drift[i];
        w.growth[i] = std::min(ceiling[i], std::max(0.0, w.growth[i]));
    }
}

/// Model B7.4.
void move_standing(CoreRules const& rules,
                   NodeEffects const& effects,
                   Flaws const& flaws,
                   ReferenceWeek& w) {
    for (std::size_t i = 0; i < w.standing.size(); ++i) {
        double& chi = w.standing[i];
        double const d = w.demand[i];
        double const full = flaws.erosion_from_one ? 1 : chi;
        double const lost = std::max(0.0, full - d);
        double const won =
            d >= (flaws.erosion_from_one ? 1 : chi - 0.02) ? 1 - chi : 0;
        chi += rules.regain * won -
               rules.erosion * effects.erosion[i] * lost * chi;
        chi = std::max(chi, 1.0 / 1024);
    }
}
}  // namespace chokepoint::test
