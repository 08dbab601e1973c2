/// \file shared_keys.hpp
/// Keys that families, events and measures have in common (see
/// campaign_keys.hpp).
#pragma once

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "host/campaign/toml/key.hpp"

namespace chokepoint {
/// Of every entry of a list of sections; `type` of those that have one.
inline constexpr Key entry_name_key =
    Key{"name", "unique among its kind"}.allows("letters, digits, `-`, `_`");
inline constexpr Key type_key = Key{"type", "see below"};
inline constexpr Key country_key{"country", "whose; one section a country"};
inline constexpr Key start_key{"start_week", "week in which it starts"};

/// Which nodes: what matches all lists.
template <class Io>
void list_node_selector(Io& io, Selector& s) {
    io(SelectorKey{"countries"}, s.countries);
    io(SelectorKey{"products"}, s.products);
    io(SelectorKey{"stages"}, s.stages);
    io(SelectorKey{"firms"}, s.firms);
    io(SelectorKey{"nodes"}, s.nodes);
}

/// Which links: what matches all lists.
template <class Io>
void list_trade_selector(Io& io, Selector& s) {
    io(SelectorKey{"exporters"}, s.exporters);
    io(SelectorKey{"importers"}, s.importers);
    io(SelectorKey{"products"}, s.products);
    io(SelectorKey{"firms"}, s.firms);
}

/// What controls let through besides their rule.
template <class Io>
void list_keys(Io& io, Leakage& l) {
    io(Key{"leak",
           "share of the blocked flow that finds a way in the long run"},
       l.leak, share);
    io(Key{"leak_weeks", "time in which leaks open"}, l.leak_weeks,
       memory_range);
    io(Key{"enforcement", "takes this share of the leak away"}, l.enforcement,
       share);
}

/// The licence process; of families and measures.
template <class Io>
void list_keys(Io& io, LicenceTerms& l) {
    io.choice(Key{"record",
                  "past licences that give the defaults of the keys below: "
                  "`security`, US licences for listed Chinese parties; "
                  "`supply`, controls that let most trade through after a "
                  "stop (Korea 2019, gallium 2023, magnets 2025): utilisation "
                  "1, approval 0.95 and 0.9, median wait 9 weeks [J]"},
              l.record, {"security", "supply"});
    if (io.reading()) {
        l = default_licence(l.record);
    }
    io(Key{"utilisation", "share of a granted licence that is used"},
       l.utilisation, share);
    io(Key{"approval_small", "approval of ordinary applications"},
       l.approval_small, share);
    io(Key{"approval_large", "approval of large applications"},
       l.approval_large, share);
    io(Key{"large_value_share", "share of the value in large applications"},
       l.large_value_share, share);
    io(Key{"applications",
           "J: applications a value class stands for; 1: a single one with "
           "its own waiting time"},
       l.applications, Bounds{1, 64});
    io(Key{"wait_weeks", "time to a decision"}, l.wait_weeks, weeks_range);
}
}  // namespace chokepoint
