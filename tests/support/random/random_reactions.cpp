#include "tests/support/random/random_reactions.hpp"

#include "tests/support/dice.hpp"

namespace chokepoint::test {
namespace {
/// A measure that waits for an answer to start it.
std::uint32_t add_waiting(Dice& dice, MechanismWorld& world) {
    Measure measure;
    measure.start = never;
    for (std::uint32_t l = 0; l < world.network.links.size(); ++l) {
        if (dice.chance(0.15)) {
            measure.links.push_back(l);
        }
    }
    measure.quantity = dice.chance(0.7);
    measure.leak_ceiling = dice.chance(0.5) ? dice.between(0.02, 0.3) : 0;
    measure.leak_weeks = dice.between(4, 40);
    world.shocks.measures.push_back(measure);
    return static_cast<std::uint32_t>(world.shocks.measures.size() - 1);
}

Answer random_answer(Dice& dice, Rows32 const& measures) {
    Answer answer;
    answer.measures = measures;
    answer.pass = dice.chance(0.3) ? 0 : dice.between(0.1, 0.9);
    answer.weight = dice.between(0.2, 3);
    return answer;
}

/// \param actors  measures that it answers
/// \param menu    measures of each answer
void add_pair(Dice& dice,
              MechanismWorld& world,
              Rows32 const& actors,
              std::vector<Rows32> const& menu) {
    Reaction r;
    for (auto m : actors) {
        r.stakes.push_back({m, dice.between(0, 0.3)});
    }
    if (!dice.chance(0.1)) {
        for (auto const& measures : menu) {
            r.menu.push_back(random_answer(dice, measures));
        }
    }
    r.base = dice.between(0, 0.1);
    r.by_loss = dice.between(0, 2);
    r.by_tension = dice.between(-0.005, 0.05);
    r.most = dice.between(0.1, 0.5);
    r.restraint = dice.between(0, 0.5);
    r.tension_jump = dice.between(0.2, 1.6);
    double const lag = dice.between(0, 8);
    r.lag = {lag, lag + dice.between(0, 8)};
    double const term = dice.between(0, 20);
    r.duration = {term, term + dice.between(0, 20)};
    world.shocks.reactions.pairs.push_back(r);
}
}  // namespace

MechanismWorld random_reaction_world(std::uint64_t seed, int weeks) {
    auto world = random_mechanism_world(seed, weeks);
    Dice dice{9000 + seed};
    auto const a = add_waiting(dice, world), b = add_waiting(dice, world);
    auto const a2 = add_waiting(dice, world), b2 = add_waiting(dice, world);
    auto const c = add_waiting(dice, world);
    // Scheduled: 0 and 2 are measures of A, 1, 3 and 4 of B.
    Rows32 const of_a{0, 2, a, a2}, of_b{1, 3, 4, b, b2};
    add_pair(dice, world, of_a, {{b}, {b2}, {b, b2}, {3}});
    add_pair(dice, world, of_b, {{a}, {a2}, {0}, {a, 2}});
    add_pair(dice, world, of_a, {{c}});
    add_pair(dice, world, {c}, {{a}, {a, a2}});
    for (auto& measure : world.shocks.measures) {
        measure.visibility = dice.chance(0.5) ? 1 : dice.between(0.2, 1);
        measure.tension_jump = dice.between(0, 0.5);
    }
    auto& reactions = world.shocks.reactions;
    reactions.hazard_scale = dice.between(0.7, 1.3);
    reactions.persistence = dice.between(0.9, 1);
    reactions.seed = dice.word();
    reactions.scenario = dice.word();
    world.rules.tension = dice.between(0, 1.5);
    return world;
}
}  // namespace chokepoint::test
