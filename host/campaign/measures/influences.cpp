/// \file influences.cpp
/// Measures that filter no goods: they change how capacity, standing and
/// qualification of nodes move (model B4.4, M20, M23, M25, M27, M52, M56).
#include "host/campaign/measures/influences.hpp"

#include <algorithm>
#include <numeric>

#include "host/campaign/model/control_slots.hpp"

namespace chokepoint {
namespace {
constexpr double weeks_a_year = 52;

/// Nodes of an actor that make what the measure is about.
Rows nodes_of(ModelBuilder const& b, MeasureSpec const& m, Actor const& actor) {
    auto const of_product = b.select.products(m.target.products, m.location);
    auto const of_stage = b.select.stages(m.target.stages, m.location);
    Rows rows;
    for (std::uint32_t i = 0; i < b.network.nodes.size(); ++i) {
        auto const& node = b.network.nodes[i];
        if (actor.members[node.country] && of_product[node.product] &&
            of_stage[node.product]) {
            rows.push_back(i);
        }
    }
    return rows;
}

/// Has the actor's part an effect on any node, were it wholly in force?
bool acts(InfluenceEffects const& e, Rows const& target, Rows const& own) {
    bool const on_target =
        e.growth != 0 || e.erosion != 0 || e.ramp != 0 || e.slack != 0;
    return (on_target && !target.empty()) ||
           (e.sender_erosion != 0 && !own.empty());
}

float to_float(double value) {
    return static_cast<float>(value);
}
}  // namespace

void write_influences(ModelBuilder& b,
                      MeasureSpec const& m,
                      Actors const& actors,
                      MeasureWriter& writer) {
    auto const target = b.select.nodes(m.target, m.location);
    auto const& e = m.effects;
    for (auto const& actor : actors.of) {
        auto const senders = rows_of(actor.members);
        auto const own = nodes_of(b, m, actor);
        // Partners in innovation gain themselves; other measures aim at the
        // target, whoever joins.
        bool const at_home = m.type == MeasureType::innovation && actor.follows;
        auto const& moved = at_home ? own : target;
        auto const slot = writer.add(
            actor, friction_slot(), {},
            acts(e, moved, own) ? writer.pass(actor, 0) : no_bite, senders);
        Influence effect{};
        effect.slot = slot;
        effect.growth = to_float(e.growth);
        effect.erosion = to_float(e.erosion);
        effect.ramp = to_float(e.ramp);
        effect.slack = to_float(e.slack);
        b.influences.add(effect, moved);
        Influence sender_effect{};
        sender_effect.slot = slot;
        sender_effect.erosion = to_float(e.sender_erosion);
        b.influences.add(sender_effect, own);
    }
}

/// Hollowing-out (M56): capacity drifts from one country to another, in
/// dollars of baseline sales as much as it leaves, a product at a time.
void write_relocation(ModelBuilder& b,
                      MeasureSpec const& m,
                      Actor const& senders,
                      MeasureWriter& writer) {
    auto const& terms = m.of<RelocationTerms>();
    auto const from =
        b.select.countries(terms.from_countries, m.location, "from_countries");
    auto const to =
        b.select.countries(terms.to_countries, m.location, "to_countries");
    auto const of_product = b.select.products(m.target.products, m.location);
    auto const slot =
        writer.add(senders, friction_slot(), {}, terms.rate > 0 ? 0 : no_bite,
                   rows_of(senders.members));
    double const weekly = terms.rate / weeks_a_year;
    bool moves = false;
    for (std::uint32_t p = 0; p < b.network.products.size(); ++p) {
        Rows location, destination;
        double left = 0, host = 0;
        for (std::uint32_t i = 0; i < b.network.nodes.size(); ++i) {
            auto const& node = b.network.nodes[i];
            auto const sales =
                static_cast<double>(b.model.network.node[i].baseline_demand);
            if (!of_product[p] || node.product != p) {
                continue;
            }
            if (from[node.country]) {
                location.push_back(i);
                left += sales;
            } else if (to[node.country]) {
                destination.push_back(i);
                host += sales;
            }
        }
        if (location.empty() || destination.empty()) {
            continue;
        }
        moves = true;
        Influence leaves{};
        leaves.slot = slot;
        leaves.drift = to_float(-weekly);
        b.influences.add(leaves, location);
        Influence arrives{};
        arrives.slot = slot;
        arrives.drift = to_float(weekly * left / host);
        b.influences.add(arrives, destination);
    }
    if (!moves) {
        m.location.fail("",
                        "moves nothing: no product is made both in "
                        "from_countries and in to_countries");
    }
}
}  // namespace chokepoint
