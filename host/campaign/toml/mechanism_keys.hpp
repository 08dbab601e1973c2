/// \file mechanism_keys.hpp
/// Keys of slow dynamics, prices, reserves and retaliation (see
/// campaign_keys.hpp).
#pragma once

#include "host/campaign/spec/adjustable_columns.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/toml/shared_keys.hpp"

namespace chokepoint {
/// Keys of [[adjust]], but for its name.
template <class Io>
void list_keys(Io& io, Adjustment& a) {
    io.choice(Key{"column", "of inputs.csv or nodes.csv"}, a.column,
              adjustable_columns());
    list_node_selector(io, a.target);
    io(Key{"inputs", "bought products; only with a column of inputs.csv"}
           .allows("products, `group:NAME`")
           .otherwise("all"),
       a.inputs);
    io(Key{"scale", "the value is multiplied by it"}, a.scale, Bounds{0, 1e6});
    io(Key{"add",
           "then this is added, in the column's unit. `scale = 0` with `add` "
           "sets a value"},
       a.add, Bounds{-1e6, 1e6});
}

/// Keys of [dynamics].
template <class Io>
void list_keys(Io& io, DynamicsOptions& d) {
    io(Key{"tool_decay",
           "capacity that is lost where the worst served kind of tool gets no "
           "parts and service (CAPITAL inputs), and won back with them"}
           .in("a week")
           .judged("19 % a year"),
       d.tool_decay, share);
    io(Key{"erosion",
           "standing with buyers that a seller loses, per share of sales lost "
           "beyond what its standing explains"}
           .in("a week")
           .derived("BCG 2020, full decoupling"),
       d.erosion, share);
    io(Key{"regain", "share of lost standing that comes back while sales hold"}
           .in("a week")
           .derived(),
       d.regain, share);
    io(Key{"precaution",
           "extra cover that buyers keep, per unit of tension above "
           "`precaution_tension`"},
       d.precaution, Bounds{0, 10});
    io(Key{"precaution_tension", "tension from which they do"},
       d.precaution_tension, tension_range);
}

/// Keys of [[growth]], but for its name.
template <class Io>
void list_keys(Io& io, GrowthSpec& g) {
    list_node_selector(io, g.target);
    io(Key{"rate", "growth at full denial"}.in("a week").judged(
           "doubles in 70 weeks"),
       g.rate, share);
    io(Key{"ceiling", "most capacity"}.in("of baseline"), g.ceiling,
       Bounds{0.01, 1e6});
}

/// Keys of [prices].
template <class Io>
void list_keys(Io& io, PriceOptions& p) {
    io(Key{"speed", "of log prices, at an excess demand of 1"}.in("a week"),
       p.speed, share);
    io(Key{"limit", "highest price; its inverse is the lowest"}.in(
           "of baseline"),
       p.limit, Bounds{1, 1e4});
    io(Key{"boost_limit", "most output that price brings back"}, p.boost_limit,
       Bounds{1, 100});
    io(Key{"switching_premium",
           "extra cost of what is ordered from other suppliers, share of its "
           "value (only counted, see `costs`)"}
           .judged(),
       p.switching_premium, Bounds{0, 100});
}

/// Keys of [[market]], but for its name.
template <class Io>
void list_keys(Io& io, MarketSpec& m) {
    io.required(
        Key{"products", "one market each; a product in one section at most"}
            .allows("products, `group:NAME`"),
        m.products);
    io(Key{"demand_elasticity", "of what buyers use"}, m.demand_elasticity,
       Bounds{0.01, 10});
    io(Key{"supply_elasticity", "of the capacity that producers bring back"},
       m.supply_elasticity, Bounds{0, 10});
    io(Key{"split",
           "buyers in each see a price of their own, the rest of the world "
           "another one. Inside and outside prices part when a control cuts "
           "the trade between them"}
           .allows("country selectors, as `[\"CHN\", \"bloc:G7\"]`")
           .otherwise("one world market"),
       m.split);
}

/// Keys of [[reserve]], but for its name.
template <class Io>
void list_keys(Io& io, ReserveSpec& r) {
    io.required(
        Key{"countries", "whose buyers it serves; several: pooled"}.allows(
            "countries, `bloc:NAME`"),
        r.countries);
    io.required(Key{"products",
                    "a reserve each. A buyer draws on one reserve a product"}
                    .allows("products, `group:NAME`"),
                r.products);
    io.required(Key{"weeks", "content at the start"}.in("weeks of use"),
                r.weeks, weeks_range);
    if (io.reading()) {
        r.target_weeks = r.weeks;
    }
    io(Key{"target_weeks", "refilled up to it"}
           .in("weeks of use")
           .otherwise("`weeks`"),
       r.target_weeks, weeks_range);
    io(Key{"release_rate", "most that leaves in a week"}, r.release_rate,
       Bounds{0, 1000, "weeks of use"});
    io(Key{"refill_rate",
           "most that is bought in a week, from the usual suppliers and after "
           "their customers, while nothing is short and tension is low"}
           .otherwise("0: never"),
       r.refill_rate, Bounds{0, 1000, "weeks of use"});
    io.choice(Key{"trigger",
                  "`shortage`: releases while less than `release_below` of the "
                  "orders arrive; `price`: while the price is above "
                  "`release_price` (needs a [[market]])"},
              r.trigger, {"shortage", "price", "off"});
    io(Key{"release_below", "share of the orders"}, r.release_below, share);
    io(Key{"release_price", "price above which it releases"}.in("of baseline"),
       r.release_price, Bounds{0.05, 1e4});
    io(Key{"refill_tension", "refills while tension is below"},
       r.refill_tension, tension_range);
    constexpr char const* users =
        "only these producers may draw (final demand then may not); all "
        "buyers count for the shortage";
    io(Key{"users_products", users}.allows("products").otherwise("everyone"),
       r.users_products);
    io(Key{"users_stages", users}.allows("stages").otherwise("everyone"),
       r.users_stages);
    io(Key{"users_firms", users}.allows("firms").otherwise("everyone"),
       r.users_firms);
}

/// Keys of [[retaliation]], but for its name.
template <class Io>
void list_keys(Io& io, RetaliationSpec& r) {
    io.required(Key{"reactor", "who answers"}.allows("one country"), r.reactor);
    io.required(Key{"against", "whom it answers, a pair each"}.allows(
                    "countries, `bloc:NAME`"),
                r.against);
    io.required(
        Key{"measures",
            "the menu, of controls that may answer (see their table). Their "
            "products, firms and strength hold; exporters and importers "
            "become the two countries. One that touches no trade between them "
            "is left out"}
            .allows("names of measures"),
        r.measures);
    io(Key{"restraint", "tempers the weekly probability"}, r.restraint, share);
    io(Key{"base", "of the weekly probability"}.judged(), r.base, share);
    io(Key{"by_loss", "of the weekly probability, per Λ"}.judged(), r.by_loss,
       Bounds{0, 1000});
    io(Key{"by_tension", "of the weekly probability, per T"}.judged(),
       r.by_tension, share);
    io(Key{"most", "highest weekly probability"}.in("a week"), r.most, share);
    io(Key{"lag_weeks", "from the decision to its effect, cut at 25"},
       r.lag_weeks, weeks_range);
    io(Key{"duration_weeks", "how long the answer is in force"},
       r.duration_weeks, weeks_range);
    io(Key{"tension_jump",
           "added to tension by the decision, times the blocked share"},
       r.tension_jump, jump_range);
    io(Key{"information",
           "power of (their loss / own loss) in the choice; 0: blind"},
       r.information, Bounds{0, 10});
    io(Key{"available_above",
           "a choice is open while the reactor makes more than this share of "
           "the world's output of the products; 0: always"},
       r.available_above, share);
}
}  // namespace chokepoint
