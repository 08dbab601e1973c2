#include "host/campaign/measures/actors.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/model/compliance.hpp"
#include "host/campaign/model/control_slots.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
using Names = std::vector<std::string>;

/// The key that names who acts, if `senders` does not.
Names const& acting_side(MeasureSpec const& m) {
    static Names const nobody;
    if (influences(m.type) || m.type == MeasureType::financial_sanction) {
        return nobody;
    }
    switch (m.type) {
        case MeasureType::logistic:
            return nobody;
        case MeasureType::local_for_local:
            return m.target.countries;
        case MeasureType::relocation:
            return m.of<RelocationTerms>().to_countries;
        default:
            return at_importer(m.type) ? m.target.importers
                                       : m.target.exporters;
    }
}

bool acts_by_trade(MeasureType type) {
    return filters_trade(type) && type != MeasureType::financial_sanction;
}

std::string label_of(MeasureSpec const& m) {
    if (!m.senders.empty()) {
        return sender_of(m.senders);
    }
    if (m.type == MeasureType::logistic) {
        return sender_of(m.target.routes);
    }
    bool const at_home = m.type == MeasureType::innovation ||
                         m.type == MeasureType::intra_firm_decoupling;
    return sender_of(at_home ? m.target.countries : acting_side(m));
}

bool some_package_leaves_out(Campaign const& campaign,
                             std::string const& country) {
    return std::any_of(
        campaign.packages.begin(), campaign.packages.end(),
        [&](PackageSpec const& p) { return p.without == country; });
}

Actor following(ModelBuilder const& b,
                MeasureSpec const& m,
                std::uint32_t country) {
    auto const& id = b.network.countries[country].id;
    auto const table = compliance_table(b.campaign, id);
    Actor actor;
    actor.country = country;
    actor.members.assign(b.network.countries.size(), 0);
    actor.members[country] = 1;
    actor.tag = ":" + id;
    actor.label = id;
    actor.follows = table[static_cast<std::size_t>(compliance_kind(m))];
    return actor;
}
}  // namespace

Actor third_country_actor(ModelBuilder const& b,
                          MeasureSpec const& m,
                          std::uint32_t country) {
    auto actor = following(b, m, country);
    actor.third = true;
    return actor;
}

Actors actors_of(ModelBuilder const& b, MeasureSpec const& m) {
    auto const& countries = b.network.countries;
    Actors actors;
    auto const& named = m.senders.empty() ? acting_side(m) : m.senders;
    bool const somebody = acts_by_trade(m.type) || !named.empty();
    actors.senders =
        somebody ? b.select.countries(
                       named, m.location,
                       m.senders.empty()
                           ? (at_importer(m.type) ? "importers" : "exporters")
                           : "senders")
                 : Mask(countries.size());
    actors.allies =
        m.allied.allies.empty()
            ? Mask(countries.size())
            : b.select.countries(m.allied.allies, m.location, "allies");

    Actor together;
    together.label = label_of(m);
    // Whose trade: that of the acting side, or of the senders if none is
    // named.
    together.members = actors.senders;
    if (acts_by_trade(m.type) && !acting_side(m).empty()) {
        together.members =
            b.select.countries(acting_side(m), m.location,
                               at_importer(m.type) ? "importers" : "exporters");
    }
    auto const acts_already = together.members;
    std::vector<Actor> leavers;
    auto const acting =
        std::count(together.members.begin(), together.members.end(), 1);
    for (std::uint32_t c = 0; c < countries.size(); ++c) {
        if (acting > 1 && together.members[c] &&
            some_package_leaves_out(b.campaign, countries[c].id)) {
            Actor leaver;
            leaver.country = c;
            leaver.members.assign(countries.size(), 0);
            leaver.members[c] = 1;
            leaver.tag = ":" + countries[c].id;
            leaver.label = countries[c].id;
            leavers.push_back(leaver);
        }
    }
    for (auto const& leaver : leavers) {
        together.members[leaver.country] = 0;
    }
    actors.of.push_back(together);
    actors.of.insert(actors.of.end(), leavers.begin(), leavers.end());
    std::uint32_t allies = 0;
    for (std::uint32_t c = 0; c < countries.size(); ++c) {
        if (actors.senders[c] || acts_already[c]) {
            actors.allies[c] = 0;
        }
        if (actors.allies[c]) {
            actors.of.push_back(following(b, m, c));
            ++allies;
        }
    }
    if (m.allied.members_needed > allies) {
        m.location.fail("members_needed",
                        fmt::format("{} of {} allies (senders do not count; "
                                    "needed: at most {})",
                                    m.allied.members_needed, allies, allies));
    }
    return actors;
}
}  // namespace chokepoint
