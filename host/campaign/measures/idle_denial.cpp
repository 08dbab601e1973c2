#include "host/campaign/measures/idle_denial.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/network/group_key.hpp"

namespace chokepoint {
namespace {
/// Inputs without which nobody makes less this week.
GroupMap<InputClass> slow_inputs(SupplyNetwork const& network) {
    GroupMap<InputClass> classes;
    for (auto const& input : network.inputs) {
        if (input.input_class == InputClass::capital ||
            input.input_class == InputClass::none) {
            classes.emplace(group_key(input.buyer, input.product),
                            input.input_class);
        }
    }
    return classes;
}

/// Do all links of the slots bring inputs that matter slowly if at all, some
/// of them tools or parts?
bool withholds_only_capital(ModelBuilder const& b, Rows const& slots) {
    auto const slow = slow_inputs(b.network);
    bool some = false;
    for (auto const s : slots) {
        for (auto const l : b.slots.scope(s)) {
            auto const& link = b.network.links[l];
            if (link.to_final_demand) {
                return false;
            }
            auto const input =
                slow.find(group_key(link.buyer, b.select.product(link)));
            if (input == slow.end()) {
                return false;
            }
            some = some || input->second == InputClass::capital;
        }
    }
    return some;
}

/// "[dynamics] is off", or that a key of it is 0.
std::string missing(ModelBuilder const& b, char const* key) {
    return b.campaign.dynamics.on ? fmt::format("`{}` of [dynamics] is 0", key)
                                  : std::string{"[dynamics] is off"};
}

template <class Spec>
void warn_of_capital(ModelBuilder& b, Spec const& spec, Rows const& slots) {
    if (b.model.rules.tool_decay > 0 || !withholds_only_capital(b, slots)) {
        return;
    }
    b.warnings.push_back(fmt::format(
        "{}: {}: denial without harm: it withholds capital goods only, and no "
        "plant wears out for want of them, as {} (its `tool_decay` says how "
        "fast they do)",
        spec.location.section, spec.location.title, missing(b, "tool_decay")));
}

/// Does a node that the measure aims at grow when denied?
bool target_grows(ModelBuilder const& b, MeasureSpec const& m) {
    auto const& slow = b.model.slow_node;
    auto const grows = [](SlowNode const& n) {
        return n.growth != 0 && n.denial_cell != none;
    };
    if (slow.empty() || !m.allied.allies.empty()) {
        // Allies in innovation gain at home (influences.cpp).
        return std::any_of(slow.begin(), slow.end(), grows);
    }
    auto const target = b.select.nodes(m.target, m.location);
    return std::any_of(target.begin(), target.end(),
                       [&](std::uint32_t i) { return grows(slow[i]); });
}

void warn_of_influence(ModelBuilder& b, MeasureSpec const& m) {
    auto const& e = m.effects;
    if (e.ramp != 0 || e.slack != 0) {
        return;
    }
    bool const erodes = e.erosion != 0 || e.sender_erosion != 0;
    std::vector<std::string> reasons;
    if (e.growth != 0) {
        if (target_grows(b, m)) {
            return;
        }
        reasons.push_back(
            "growth, but none of its nodes grows when denied (add [[growth]])");
    }
    if (erodes) {
        if (b.model.rules.sales_erode) {
            return;
        }
        reasons.push_back("standing, but nobody loses any, as " +
                          missing(b, "erosion"));
    }
    if (!reasons.empty()) {
        b.warnings.push_back(fmt::format(
            "{}: {}: denial without harm: it acts on {}", m.location.section,
            m.location.title, fmt::join(reasons, "; and on ")));
    }
}
}  // namespace

void warn_of_idle_denial(ModelBuilder& b,
                         MeasureSpec const& m,
                         CompiledMeasure const& compiled) {
    if (influences(m.type)) {
        return warn_of_influence(b, m);
    }
    Rows slots;
    for (auto const& part : compiled.parts) {
        slots.push_back(part.activation.slot);
    }
    if (filters_trade(m.type)) {
        warn_of_capital(b, m, slots);
    }
}

void warn_of_idle_denial(ModelBuilder& b,
                         FamilySpec const& family,
                         Rows const& slots) {
    warn_of_capital(b, family, slots);
}
}  // namespace chokepoint
