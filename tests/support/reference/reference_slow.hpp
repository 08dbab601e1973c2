/// \file reference_slow.hpp
/// Slow dynamics of the reference (model B7): reliability, overtime,
/// capacity kappa, competitiveness chi, and measures that act on them.
#pragma once

#include <vector>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
/// What measures on knowledge, people and capital do to a node this week:
/// factors 1 + effect * (1 - pass), one for each measure, multiplied; drifts
/// added.
struct NodeEffects {
    std::vector<double> growth, erosion, ramp, slack, drift;  ///< [nodes]
};

/// \param measure_pass  [measures], 1 if not in force
NodeEffects node_effects(Baseline const& base,
                         Shocks const& shocks,
                         std::vector<double> const& measure_pass,
                         Flaws const& flaws);

/// Mode ARIO, S3: alpha of this week.
/// \param demand  d of this week
/// \param made    x of last week
double rush(Producer const& node,
            CoreRules const& rules,
            double overtime,
            double demand,
            double made);

/// S5: f, alpha, kappa, chi after week `week`, from the week's results.
void move_reliability(CoreRules const& rules, ReferenceWeek& w);
/// None in mode ARIO, where `rush` comes before output.
void move_overtime(Baseline const& base,
                   CoreRules const& rules,
                   ReferenceWeek& w);
/// Model B7.2: eta, from this week's receipts and the old kappa.
void move_upkeep(Baseline const& base,
                 CoreRules const& rules,
                 Flaws const& flaws,
                 ReferenceWeek& w);
void move_capacity(Baseline const& base,
                   Shocks const& shocks,
                   NodeEffects const& effects,
                   Flaws const& flaws,
                   int week,
                   ReferenceWeek& w);
void move_standing(CoreRules const& rules,
                   NodeEffects const& effects,
                   Flaws const& flaws,
                   ReferenceWeek& w);
}  // namespace chokepoint::test
