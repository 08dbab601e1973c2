/// \file event_keys.hpp
/// Keys of random families and of scheduled events (see campaign_keys.hpp).
#pragma once

#include "host/campaign/toml/shared_keys.hpp"

namespace chokepoint {
inline constexpr Bounds surge_range{-1, 10};
inline constexpr Bounds delay_range{0, 104, "weeks"};

inline constexpr Key severity_key{
    "severity",
    "share of capacity lost; it falls with the square of the time that remains "
    "of the recovery"};
inline constexpr Key pass_key{"pass",
                              "share of the flow that passes during the hold"};
inline constexpr Key delay_key{
    "delay_weeks", "longer transit during the hold, fading over the recovery"};
inline constexpr Key surge_key =
    Key{"surge", "added to demand"}.in("of baseline");
inline constexpr Key recovery_key{"recovery_weeks",
                                  "time of fading after the hold"};
inline constexpr Key hold_key{"hold_weeks", "time of full effect"};
inline constexpr Key border_key{
    "pass", "share of all trade across the region's border that passes"};

/// Whom the events of a family hit, or whose trade they touch.
template <class Io>
void list_family_target(Io& io, FamilySpec& f) {
    switch (f.type) {
        case FamilyType::natural_hazard:
        case FamilyType::plant_accident:
        case FamilyType::blockade:
            return list_node_selector(io, f.target);
        case FamilyType::cyber_outage:
            list_node_selector(io, f.target);
            return io.choice(Key{"unit", "what is hit at once"}, f.unit,
                             {"node", "firm"});
        case FamilyType::logistic:
            return io(SelectorKey{"routes"}, f.target.routes);
        case FamilyType::demand_surge:
            io(SelectorKey{"countries"}, f.target.countries);
            return io(SelectorKey{"products"}, f.target.products);
        default:
            list_trade_selector(io, f.target);
            io.choices(Key{"split",
                           "one target for each combination of these; `[]`: "
                           "all act as one"},
                       f.split, {"exporter", "importer", "product"});
            return io.choice(
                Key{"arrival",
                    "`poisson`: a list of events, `weekly`: a test every week, "
                    "`auto`: weekly if a target has more than 8 candidates in "
                    "five years"},
                f.arrival, {"auto", "poisson", "weekly"});
    }
}

/// What an event of the family does.
template <class Io>
void list_family_effect(Io& io, FamilySpec& f) {
    switch (f.type) {
        case FamilyType::natural_hazard:
            io(Key{"fraction", "share of the country's nodes that are hit"},
               f.fraction, share);
            io(Key{"copula_correlation",
                   "ties the severities of one event by a t copula"},
               f.copula_correlation, share);
            io(Key{"copula_freedom",
                   "its degrees of freedom, 0: a Gaussian copula"},
               f.copula_freedom, Bounds{0, 1000});
            [[fallthrough]];
        case FamilyType::plant_accident:
        case FamilyType::cyber_outage:
            io(severity_key, f.severity, share);
            return io(recovery_key, f.recovery_weeks, weeks_range);
        case FamilyType::logistic:
            io(pass_key, f.pass, share);
            io(delay_key, f.delay_weeks, delay_range);
            return io(recovery_key, f.recovery_weeks, weeks_range);
        case FamilyType::demand_surge:
            return io(surge_key, f.surge, surge_range);
        case FamilyType::export_ban:
        case FamilyType::import_ban:
            io(pass_key, f.pass, share);
            return list_keys(io, f.leakage);
        case FamilyType::licence:
            list_keys(io, f.licence);
            return list_keys(io, f.leakage);
        case FamilyType::entity_list:
            io(Key{"batch", "entities listed at once"}, f.batch,
               Bounds{0, 1e6, "entities"});
            io(Key{"listed_share_per_entity",
                   "share of the trade that each is worth"},
               f.listed_share_per_entity, share);
            io(Key{"strictness", "how strictly it is applied"}, f.strictness,
               share);
            io(Key{"chill", "loss of the rest while any listing bites"},
               f.chill, share);
            return list_keys(io, f.leakage);
        case FamilyType::tariff:
            io(Key{"tariffs", "τ, at most 8"}, f.tariffs, Bounds{0, 10});
            return io(Key{"tariff_probabilities", "of each of them"},
                      f.tariff_probabilities, share);
        case FamilyType::blockade:
            io(border_key, f.pass, share);
            io(severity_key, f.severity, share);
            return io(recovery_key, f.recovery_weeks, weeks_range);
    }
}

/// Keys of [[family]], but for name and type.
template <class Io>
void list_keys(Io& io, FamilySpec& f) {
    list_family_target(io, f);
    if (f.type != FamilyType::blockade) {
        io(Key{"rate",
               "events per year and target while the multiplier is 1; of "
               "`natural_hazard`: where the network gives the country no rate "
               "of its own"}
               .in("per year"),
           f.rate, Bounds{0, 1000, "events per year"});
        io(Key{"multiplier",
               "of the rate, in calm, competition, crisis, conflict"},
           f.multiplier, Bounds{0, 1000});
        io(Key{"tension_slope",
               "b: the rate is multiplied by (1 + bT)⁺, T the tension"},
           f.tension_slope, Bounds{0, 10});
    }
    io(Key{"tension_jump",
           "added to tension when an event takes effect, times the blocked "
           "share"},
       f.tension_jump, jump_range);
    io(hold_key, f.hold_weeks, weeks_range);
    list_family_effect(io, f);
}

/// Keys of [[event]], but for name and type.
template <class Io>
void list_keys(Io& io, EventSpec& e) {
    io(start_key, e.start_week, start_range);
    switch (e.type) {
        case EventType::capacity:
            list_node_selector(io, e.target);
            io(severity_key, e.severity, share);
            io(recovery_key, e.recovery_weeks, weeks_range);
            break;
        case EventType::demand:
            io(SelectorKey{"countries"}, e.target.countries);
            io(SelectorKey{"products"}, e.target.products);
            io(surge_key, e.surge, surge_range);
            io(recovery_key, e.recovery_weeks, weeks_range);
            break;
        case EventType::logistic:
            io(SelectorKey{"routes"}, e.target.routes);
            io(pass_key, e.pass, share);
            io(delay_key, e.delay_weeks, delay_range);
            io(recovery_key, e.recovery_weeks, weeks_range);
            break;
        case EventType::blockade:
            list_node_selector(io, e.target);
            io(border_key, e.pass, share);
            io(severity_key, e.severity, share);
            io(recovery_key, e.recovery_weeks, weeks_range);
            break;
    }
    io.required(hold_key, e.hold_weeks, weeks_range);
}
}  // namespace chokepoint
