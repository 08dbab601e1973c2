#include "tests/support/rivals.hpp"

#include "tests/support/network_builder.hpp"
#include "tests/support/numbers.hpp"

namespace chokepoint::test {
namespace {
/// A sells parts to B, B sells goods to A and at home.
SupplyNetwork two_countries() {
    NetworkBuilder build;
    auto const a = build.country("AAA"), b = build.country("BBB");
    auto const part = build.product("part"), good = build.product("good");
    auto const maker = build.node(a, part, 100);
    auto const plant = build.node(b, good, 100);
    build.input(plant, part, InputClass::critical, 4);
    build.link(maker, plant, 100);
    build.sale(plant, a, 100);
    build.sale(plant, b, 100);
    return build.network;
}

}  // namespace

std::vector<int> ReactionPath::weeks_in_force(std::uint32_t slot) const {
    std::vector<int> weeks;
    for (std::size_t t = 0; t < slot_pass.size(); ++t) {
        if (slot_pass[t].at(slot) < 1) {
            weeks.push_back(static_cast<int>(t));
        }
    }
    return weeks;
}

std::vector<int> ReactionPath::answers() const {
    std::vector<int> weeks;
    int before = 0;
    for (std::size_t t = 0; t < retaliations.size(); ++t) {
        for (; before < retaliations[t]; ++before) {
            weeks.push_back(static_cast<int>(t));
        }
    }
    return weeks;
}

Rivals::Rivals(int weeks, int start)
    : model{[&] {
          Measure ban;
          ban.links = {0};
          ban.start = start;
          Shocks shocks;
          shocks.measures = {ban, ban, ban};
          shocks.measures[1].links = {1};
          shocks.measures[2].links = {};
          return build_model(two_countries(), shocks, {}, weeks, {weeks});
      }()} {
    model.activation.resize(1);
    model.package[shock_package].last_activation = 1;
    model.slot[0].sender = model.slot[2].sender = 0;
    model.slot[1].sender = 1;
    model.rules.extended = 1;
    // Tension moves by jumps only; the regime stays.
    model.world.world_active = 1;
    model.world.normal_table = none;
    for (std::uint32_t r = 0; r < regimes; ++r) {
        model.world.transition[r][r] = 1;
    }
}

std::uint32_t Rivals::constant_table(float value) {
    model.quantile.insert(model.quantile.end(), knots, value);
    return count(model.quantile.size() / knots - 1);
}

Pair& Rivals::add_pair(std::uint32_t reactor,
                       std::vector<std::uint32_t> const& slot,
                       int lag,
                       int duration) {
    Pair pair{};
    pair.reactor = reactor;
    pair.actor = 1 - reactor;
    pair.address = count(model.pair.size()) + 1;
    pair.first_counter = pair.last_counter = count(model.counter.size());
    pair.first_exposure = pair.last_exposure = count(model.exposure.size());
    pair.base = pair.most = 1;
    pair.lag_table = constant_table(static_cast<float>(lag));
    pair.duration_table = constant_table(static_cast<float>(duration));
    model.pair.push_back(pair);
    model.pair_name.push_back("pair");
    arming_.push_back(pair.actor == 0 ? std::vector<std::uint32_t>{0, 2}
                                      : std::vector<std::uint32_t>{1});
    for (auto s : slot) {
        add_counter(s, 1);
    }
    return model.pair.back();
}

void Rivals::add_exposure(std::uint32_t slot, float share) {
    model.exposure.push_back({slot, share});
    model.pair.back().last_exposure = count(model.exposure.size());
}

void Rivals::add_counter(std::uint32_t slot, float weight, float pass) {
    Counter counter{};
    counter.first_activation = count(model.activation.size());
    model.activation.push_back({slot, 0, forever, pass, 0});
    counter.last_activation = count(model.activation.size());
    counter.weight = weight;
    model.counter.push_back(counter);
    model.pair.back().last_counter = count(model.counter.size());
}

/// slot_first_pair, slot_pair: which pairs a slot arms.
void Rivals::link_pairs(CompiledModel& linked) const {
    linked.slot_first_pair = {0};
    linked.slot_pair.clear();
    for (std::uint32_t s = 0; s < count(linked.slot.size()); ++s) {
        for (std::uint32_t k = 0; k < count(arming_.size()); ++k) {
            for (auto armed_by : arming_[k]) {
                if (armed_by == s) {
                    linked.slot_pair.push_back(k);
                }
            }
        }
        linked.slot_first_pair.push_back(count(linked.slot_pair.size()));
    }
}

ReactionPath Rivals::run(std::uint64_t world, std::uint32_t package) const {
    auto linked = model;
    link_pairs(linked);
    ReactionPath path;
    auto const losses = trace_world(
        linked.view(), package, world,
        [&](TraceWeek const& week) {
            path.slot_pass.push_back(week.slot_pass);
            path.pair_loss.push_back(week.pair_loss);
            path.tension.push_back(week.tension);
            path.retaliations.push_back(week.retaliations);
        },
        nullptr);
    OutputLayout const rows{linked.view()};
    path.longest_chain = losses.count.at(rows.longest_chain());
    path.overflow = losses.count.at(rows.retaliation_overflow());
    return path;
}
}  // namespace chokepoint::test
