#include "tests/support/reaction_builder.hpp"

#include <algorithm>

#include "host/campaign/model/quantile_table.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/numbers.hpp"

namespace chokepoint::test {
namespace {
/// \return index of the table of an even distribution
std::uint32_t add_table(CompiledModel& model, EvenWeeks const& weeks) {
    auto const table = quantile_knots(
        [&](double p, double) {
            return weeks.least + (weeks.most - weeks.least) * p;
        },
        0, 1e6);
    model.quantile.insert(model.quantile.end(), table.begin(), table.end());
    return count(model.quantile.size() / knots - 1);
}

void add_menu(CompiledModel& model, Reaction const& reaction, Pair& pair) {
    pair.first_counter = count(model.counter.size());
    for (auto const& answer : reaction.menu) {
        Counter counter{};
        counter.weight = narrow(answer.weight);
        counter.first_activation = count(model.activation.size());
        for (auto m : answer.measures) {
            // A tariff names its level; there is one.
            bool const tariff = model.slot.at(m).type == SlotType::tariff;
            float const level = tariff ? 0 : narrow(answer.pass);
            model.activation.push_back({m, 0, forever, level, 0});
        }
        counter.last_activation = count(model.activation.size());
        model.counter.push_back(counter);
    }
    pair.last_counter = count(model.counter.size());
}

void add_pair(CompiledModel& model, Reaction const& reaction) {
    Pair pair{};
    pair.address = count(model.pair.size()) + 1;
    add_menu(model, reaction, pair);
    pair.first_exposure = count(model.exposure.size());
    for (auto const& stake : reaction.stakes) {
        model.exposure.push_back({stake.measure, narrow(stake.share)});
    }
    pair.last_exposure = count(model.exposure.size());
    pair.base = narrow(reaction.base);
    pair.by_loss = narrow(reaction.by_loss);
    pair.by_tension = narrow(reaction.by_tension);
    pair.most = narrow(reaction.most);
    pair.restraint = narrow(reaction.restraint);
    pair.tension_jump = narrow(reaction.tension_jump);
    pair.lag_table = add_table(model, reaction.lag);
    pair.duration_table = add_table(model, reaction.duration);
    model.pair_name.push_back("pair " + std::to_string(model.pair.size()));
    model.pair.push_back(pair);
}

/// Which pairs a slot arms: those that have a stake in it.
void link_slots(CompiledModel& model, Reactions const& reactions) {
    model.slot_first_pair = {0};
    for (std::uint32_t s = 0; s < count(model.slot.size()); ++s) {
        for (std::uint32_t p = 0; p < count(reactions.pairs.size()); ++p) {
            auto const& stakes = reactions.pairs[p].stakes;
            bool const hurt =
                std::any_of(stakes.begin(), stakes.end(),
                            [&](auto const& k) { return k.measure == s; });
            if (hurt) {
                model.slot_pair.push_back(p);
            }
        }
        model.slot_first_pair.push_back(count(model.slot_pair.size()));
    }
}
}  // namespace

void add_reactions(CompiledModel& model, Shocks const& shocks) {
    auto const& reactions = shocks.reactions;
    if (reactions.pairs.empty()) {
        return;
    }
    for (std::uint32_t m = 0; m < count(shocks.measures.size()); ++m) {
        model.slot[m].visibility = narrow(shocks.measures[m].visibility);
        model.activation[m].tension_jump =
            narrow(shocks.measures[m].tension_jump);
    }
    for (auto const& reaction : reactions.pairs) {
        add_pair(model, reaction);
    }
    link_slots(model, reactions);
    model.seed = reactions.seed;
    model.package[shock_package].hazard_scale = narrow(reactions.hazard_scale);
    model.rules.extended = 1;
    // Tension moves by jumps and fades; the regime stays.
    model.world.world_active = 1;
    model.world.normal_table = none;
    model.world.tension_persistence = narrow(reactions.persistence);
    for (std::uint32_t r = 0; r < regimes; ++r) {
        model.world.transition[r][r] = 1;
    }
}
}  // namespace chokepoint::test
