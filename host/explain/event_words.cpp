#include "host/explain/event_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
namespace {
using Lines = std::vector<WordLine>;

/// Families that arrive in one way.
struct Arriving {
    std::size_t families = 0, entities = 0;
};

Arriving arriving(CompiledModel const& model, Arrival arrival) {
    Arriving a;
    for (auto const& family : model.family) {
        if (family.arrival == arrival) {
            ++a.families;
            a.entities += family.entities;
        }
    }
    return a;
}

/// "family", "families"
std::string families(std::size_t count) {
    return fmt::format("{} famil{}", count, count == 1 ? "y" : "ies");
}

std::string entities(std::size_t count) {
    return counted(count, "possible target");
}

void add_random(Lines& lines, CompiledModel const& model) {
    auto const listed = arriving(model, Arrival::poisson);
    auto const weekly = arriving(model, Arrival::weekly);
    auto const conflict = arriving(model, Arrival::conflict);
    if (model.family.empty()) {
        lines.push_back({"random", "nothing by chance"});
    }
    if (listed.families > 0) {
        lines.push_back(
            {"random",
             fmt::format("{} on {}: drawn ahead, kept by regime and tension",
                         families(listed.families),
                         entities(listed.entities))});
    }
    if (weekly.families > 0) {
        lines.push_back(
            {"random", fmt::format("{} on {}: drawn every week, without limit",
                                   families(weekly.families),
                                   entities(weekly.entities))});
    }
    if (conflict.families > 0) {
        lines.push_back(
            {"random", fmt::format("{} on {}: hit when conflict begins",
                                   families(conflict.families),
                                   entities(conflict.entities))});
    }
    if (model.event_capacity > 0) {
        lines.push_back(
            {"", fmt::format(
                     "a world has room for {} events{}", model.event_capacity,
                     weekly.families > 0 ? " besides the weekly ones" : "")});
    }
}
}  // namespace

std::vector<WordLine> event_words(Study const& study) {
    Lines lines;
    add_random(lines, study.model);
    auto const scheduled = study.campaign.events.size();
    lines.push_back(
        {"scheduled",
         scheduled == 0
             ? std::string{"no event"}
             : fmt::format("{} in every world", counted(scheduled, "event"))});
    return lines;
}
}  // namespace chokepoint
