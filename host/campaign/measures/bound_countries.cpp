#include "host/campaign/measures/bound_countries.hpp"

#include <fmt/format.h>

#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
constexpr std::size_t most_named = 4;

/// "JPN, KOR and 3 more"
std::string listed(ModelBuilder const& b, Rows const& countries) {
    std::vector<std::string> names;
    for (auto const c : countries) {
        if (names.size() < most_named) {
            names.push_back(b.network.countries[c].id);
        }
    }
    auto const more = countries.size() - names.size();
    return more > 0
               ? fmt::format("{} and {} more", fmt::join(names, ", "), more)
               : fmt::format("{}", fmt::join(names, ", "));
}

/// Those whose trade is in scope though they neither send nor follow.
Rows bound_bystanders(Actors const& actors) {
    Mask outside(actors.senders.size());
    for (auto const& actor : actors.of) {
        for (std::uint32_t c = 0; !actor.follows && c < outside.size(); ++c) {
            outside[c] |= actor.members[c] && !actors.senders[c] ? 1 : 0;
        }
    }
    return rows_of(outside);
}

/// The senders' own trade is out of scope altogether.
bool spares_senders(Actors const& actors) {
    for (auto const& actor : actors.of) {
        for (std::uint32_t c = 0; c < actor.members.size(); ++c) {
            if (actor.members[c] && actors.senders[c]) {
                return false;
            }
        }
    }
    return true;
}
}  // namespace

void warn_of_bound_countries(ModelBuilder& b,
                             MeasureSpec const& m,
                             Actors const& actors) {
    bool const own_scope = m.type == MeasureType::licence ||
                           m.type == MeasureType::financial_sanction ||
                           !filters_trade(m.type);
    if (own_scope || m.senders.empty() || m.allied.compliance) {
        return;
    }
    auto const countries = bound_bystanders(actors);
    if (countries.empty()) {
        return;
    }
    char const* const key = at_importer(m.type) ? "importers" : "exporters";
    bool const one = countries.size() == 1;
    b.warnings.push_back(fmt::format(
        "{}: {}: {}: {} {} not among the `senders` but bound as they are: "
        "wholly, at once, whatever {}{} (leave `{}` out and name in `allies` "
        "who may follow later or in part; name in `senders` who acts by "
        "itself; or give `compliance` a number if all of it is meant)",
        m.location.place(key), m.location.title, key, listed(b, countries),
        one ? "is" : "are",
        one ? "its [[compliance]] row says" : "their [[compliance]] rows say",
        spares_senders(actors) ? "; trade of the senders stays free" : "",
        key));
}
}  // namespace chokepoint
