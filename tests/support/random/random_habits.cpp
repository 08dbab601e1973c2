#include "tests/support/random/random_habits.hpp"

#include "tests/support/dice.hpp"

namespace chokepoint::test {
namespace {
/// Nothing, a little, anything or all, at about equal odds.
double some_share(Dice& dice) {
    switch (dice.below(4)) {
        case 0:
            return 0;
        case 1:
            return dice.between(0.01, 0.1);
        case 2:
            return dice.between(0.1, 1);
        default:
            return 1;
    }
}
}  // namespace

void add_random_habits(std::uint64_t seed, SupplyNetwork& network) {
    Dice dice{9000 + seed};
    for (auto& node : network.nodes) {
        node.overtime_weeks = dice.chance(0.4) ? dice.between(4, 100) : 0;
        if (dice.chance(0.4)) {
            node.cycle_weeks =
                dice.chance(0.5) ? dice.between(0.1, 2) : dice.between(2, 15);
            node.scrap_share = some_share(dice);
        }
    }
    for (auto& in : network.inputs) {
        in.supply_line = some_share(dice);
        in.shift_share = some_share(dice);
        if (dice.chance(0.5)) {
            in.design_out_share = dice.between(0.02, 0.8);
            in.design_out_delay_weeks =
                dice.chance(0.3) ? 0 : dice.between(0.5, 15);
            in.design_out_ramp_weeks = dice.between(1, 25);
        }
    }
    for (auto& f : network.final_demand) {
        f.shift_share = some_share(dice);
    }
}
}  // namespace chokepoint::test
