/// \file mechanism_keys.hpp
/// Keys of slow dynamics, prices, reserves and retaliation (see
/// campaign_keys.hpp).
#pragma once

#include "host/campaign/toml/campaign_keys.hpp"

namespace chokepoint {
inline constexpr Bounds tension_range{-3, 5};

/// Keys of [dynamics].
template <class Io>
void list_keys(Io& io, DynamicsOptions& d) {
    io("tool_decay", d.tool_decay, share);
    io("erosion", d.erosion, share);
    io("regain", d.regain, share);
    io("precaution", d.precaution, Bounds{0, 10});
    io("precaution_tension", d.precaution_tension, tension_range);
}

/// Keys of [[growth]].
template <class Io>
void list_keys(Io& io, GrowthSpec& g) {
    list_node_selector(io, g.target);
    io("rate", g.rate, share);
    io("ceiling", g.ceiling, Bounds{0.01, 1e6});
}

/// Keys of [prices].
template <class Io>
void list_keys(Io& io, PriceOptions& p) {
    io("speed", p.speed, share);
    io("limit", p.limit, Bounds{1, 1e4});
    io("boost_limit", p.boost_limit, Bounds{1, 100});
    io("switching_premium", p.switching_premium, Bounds{0, 100});
}

/// Keys of [[market]].
template <class Io>
void list_keys(Io& io, MarketSpec& m) {
    io.required("products", m.products);
    io("demand_elasticity", m.demand_elasticity, Bounds{0.01, 10});
    io("supply_elasticity", m.supply_elasticity, Bounds{0, 10});
    io("split", m.split);
}

/// Keys of [[reserve]]; the target is what there is unless it is given.
template <class Io>
void list_keys(Io& io, ReserveSpec& r) {
    io.required("countries", r.countries);
    io.required("products", r.products);
    io.required("weeks", r.weeks, weeks_range);
    if (io.reading()) {
        r.target_weeks = r.weeks;
    }
    io("target_weeks", r.target_weeks, weeks_range);
    io("release_rate", r.release_rate, Bounds{0, 1000, "weeks of use"});
    io("refill_rate", r.refill_rate, Bounds{0, 1000, "weeks of use"});
    io.choice("trigger", r.trigger, {"shortage", "price", "off"});
    io("release_below", r.release_below, share);
    io("release_price", r.release_price, Bounds{0.05, 1e4});
    io("refill_tension", r.refill_tension, tension_range);
    io("users_products", r.users_products);
    io("users_stages", r.users_stages);
    io("users_firms", r.users_firms);
}

/// Keys of [[retaliation]].
template <class Io>
void list_keys(Io& io, RetaliationSpec& r) {
    io.required("reactor", r.reactor);
    io.required("against", r.against);
    io.required("measures", r.measures);
    io("restraint", r.restraint, share);
    io("base", r.base, share);
    io("by_loss", r.by_loss, Bounds{0, 1000});
    io("by_tension", r.by_tension, share);
    io("most", r.most, share);
    io("lag_weeks", r.lag_weeks, weeks_range);
    io("duration_weeks", r.duration_weeks, weeks_range);
    io("tension_jump", r.tension_jump, Bounds{-8, 8});
    io("information", r.information, Bounds{0, 10});
    io("available_above", r.available_above, share);
}
}  // namespace chokepoint
