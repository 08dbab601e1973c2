/// \file campaign_keys.hpp
/// Every key of a campaign, once: name, meaning, field, range and unit. Here
/// the single sections and packages; beside it event_keys.hpp,
/// measure_keys.hpp, mechanism_keys.hpp and what they share.
///
/// The reader (load_campaign.cpp) and the writer (effective_toml.cpp) walk
/// these lists, so what is written can be read again and nothing is missed;
/// a test walks them too and compares the tables of configs/README.md.
/// A key that depends on another one (a type, a mode) comes after it.
#pragma once

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/key.hpp"

namespace chokepoint {
/// Keys of [campaign].
template <class Io>
void list_keys(Io& io, CampaignHeader& h) {
    io(Key{"name", "name of the campaign"}
           .allows("letters, digits, `-`, `_`")
           .otherwise("the file's name"),
       h.name);
    io(Key{"description", "for people"}, h.description);
    io.required(
        Key{"network", "folder of the network's tables, relative to this file"},
        h.network);
    io(Key{"scenarios", "worlds to march, each under every package"},
       h.scenarios, Bounds{1, 1e12});
    io(Key{"weeks", "length of a world"}, h.weeks,
       Bounds{1, longest_run, "weeks"});
    io(Key{"seed", "the same seed gives the same worlds, on any machine"},
       h.seed, Bounds{0, 9.2e18});
    io(Key{"chunk",
           "scenarios computed and stored at once: unit of progress and of "
           "resuming"},
       h.chunk, Bounds{1, 1 << 24, "scenarios"});
}

/// Keys of [model]; mode ario has the values of ARIO unless told not to.
template <class Io>
void list_keys(Io& io, ModelOptions& m) {
    io.choice(Key{"mode",
                  "the standard model, or a variant that equals a published "
                  "one, see below"},
              m.mode, mode_names());
    if (io.reading() && m.mode == Mode::ario) {
        m.target_adaptation = 1;
        m.demand_destruction = 0;
        m.overtime_weeks = 52;
    }
    io.choice(Key{"order_rule",
                  "mode ario: orders go to suppliers in fixed shares, or in "
                  "proportion to their capacity of last week"},
              m.order_rule, order_rule_names());
    io(Key{"reliability_memory_weeks",
           "how long buyers remember what suppliers delivered"},
       m.reliability_memory_weeks, memory_range);
    io(Key{"overtime_weeks",
           "time in which overtime builds up (needs `overtime_max` > 1 in the "
           "network)"},
       m.overtime_weeks, memory_range);
    io(Key{"target_adaptation",
           "0: stock targets stay; 1: they follow activity"}
           .otherwise("0 (`ario`: 1)"),
       m.target_adaptation, share);
    io(Key{"demand_destruction",
           "weekly loss of customers per unit of unmet demand above 5 %"}
           .otherwise("0.01 (`ario`: 0)"),
       m.demand_destruction, share);
    io(Key{"demand_floor", "demand that is never lost"}, m.demand_floor, share);
}

/// Keys of [world]; noise follows from persistence unless it is given.
template <class Io>
void list_keys(Io& io, WorldOptions& w) {
    io.choice(Key{"start_regime", "regime of the first week"}, w.start_regime,
              regime_names());
    io(Key{"transition",
           "weekly probabilities, row = from, column = to; rows sum to 1"}
           .allows("0–1"),
       w.transition);
    io(Key{"tension_start",
           "tension of the first week; `\"random\"`: standard normal"},
       w.tension_start, "random", tension_range);
    io(Key{"tension_persistence", "weekly: ρ of T' = ρT + σε + jumps"}
           .otherwise("0.97 (half-life 23 weeks)"),
       w.tension_persistence, Bounds{0, 0.9999});
    if (io.reading()) {
        w.tension_noise = stationary_noise(w.tension_persistence);
    }
    io(Key{"tension_noise", "σ"}.otherwise("√(1−ρ²)"), w.tension_noise,
       Bounds{0, 10});
}

/// Keys of [[package]], but for its name.
template <class Io>
void list_keys(Io& io, PackageSpec& p) {
    io(Key{"description", "for people"}, p.description);
    io(Key{"measures", "started in this order"}.allows("names of measures"),
       p.measures);
    io(Key{"families", "those alive under it"}.allows(
           "names of families, or `[\"all\"]`"),
       p.families);
    io(Key{"restraint",
           "tempers retaliation: its probability is multiplied by (1 − "
           "restraint)(1 − openness)"},
       p.restraint, share);
    io(Key{"openness",
           "tempers retaliation likewise, and the erosion of standing"},
       p.openness, share);
    io(Key{"leak_prevention", "share of all leaks that is stopped"},
       p.leak_prevention, share);
    io(Key{"reserves", "those that it has; the others are empty"}.allows(
           "names of reserves, or `[\"all\"]`"),
       p.reserves);
    io(Key{"sender",
           "with `target`: the run tells what the sender, its allies and "
           "third countries lose or gain per loss of the target (net, against "
           "`none`). Both or neither"}
           .allows("countries, `bloc:NAME`"),
       p.sender);
    io(Key{"target", "the other side"}.allows("countries, `bloc:NAME`"),
       p.target);
    io(Key{"allies", "on the sender's side"}.allows("countries, `bloc:NAME`"),
       p.allies);
    io(Key{"leave_one_out",
           "for each a package NAME`-without-`COUNTRY is added, where it takes "
           "no part as an ally, a third country or one of several senders"}
           .allows("countries"),
       p.leave_one_out);
}

/// Keys of [metrics].
template <class Io>
void list_keys(Io& io, MetricsOptions& m) {
    io(Key{"horizons",
           "weeks at which losses are stored, at most 8; those beyond the run "
           "are left out"}
           .otherwise("those of 13, 26, 52, 104, 156, 208, 260 below `weeks`, "
                      "and `weeks`"),
       m.horizons, Bounds{1, longest_run, "weeks"});
    io.all_or_list(Key{"products", "extra losses by product"}.allows(
                       "`true` (each), or products and `group:NAME`"),
                   m.products);
    io.all_or_list(Key{"groups", "extra losses by product group"}.allows(
                       "`true` (each), or groups"),
                   m.groups);
    io(Key{"shortages", "count weeks of shortage"}, m.shortages);
    io.choices(Key{"losses",
                   "which losses the results file keeps; `value_added` is "
                   "kept, listed or not"}
                   .otherwise("all"),
               m.losses, loss_names());
    io(Key{"leverage",
           "weekly value added of B that hangs on inputs from A, and on sales "
           "to A, at the start of weeks 0, 26, 52, 104, 156, 208, 260"}
           .allows("pairs `\"A>B\"` of countries or blocs"),
       m.leverage);
    io(Key{"flows", "shipments"}.allows(
           "pairs `\"FROM>TO\"` of countries, blocs or firms, as "
           "`\"JPN>CHN\"`, `\"KIOXIA>HUAWEI\"`"),
       m.flows);
    io(Key{"denial",
           "deliveries to their buyers below baseline, and the delay until "
           "they regain 0.9"}
           .allows("countries or blocs"),
       m.denial);
    io(Key{"denial_products",
           "products that count; several: each is also followed alone"}
           .allows("products, `group:NAME`")
           .otherwise("products marked `dual_use`"),
       m.denial_products);
    io(Key{"costs",
           "book duties, higher prices and the premium on other suppliers by "
           "importing country"},
       m.costs);
}

/// Keys of [sampling].
template <class Io>
void list_keys(Io& io, SamplingOptions& s) {
    io.choice(Key{"method",
                  "`plain`: scenarios 0, 1, 2...; `screened`: many more are "
                  "drawn, and those marched more often that look costly"},
              s.method, sampling_names());
    io(Key{"draws", "screened: worlds drawn for each that is marched"}, s.draws,
       Bounds{2, 1000});
    io(Key{"pilot",
           "screened: worlds marched first under `none`, from which it is "
           "learnt what is costly; they enter no figure"},
       s.pilot, Bounds{200, 1e6});
    io(Key{"return_period",
           "screened: the tail that is to be sharp, one world in so many"},
       s.return_period, Bounds{2, 10000});
}

/// Keys of [output].
template <class Io>
void list_keys(Io& io, OutputOptions& o) {
    io(Key{"file", "results file"}.otherwise("NAME`.h5` in the working folder"),
       o.file);
    io(Key{"compression", "deflate level"}, o.compression, Bounds{0, 9});
}

/// Keys of [engine].
template <class Io>
void list_keys(Io& io, EngineChoice& e) {
    io.choice(Key{"backend",
                  "`auto`: CUDA if a device can march the model, else the CPU, "
                  "with a notice"},
              e.backend, {"auto", "cpu", "cuda"});
    io(Key{"threads",
           "CPU threads of the march and of the statistics, 0: one for each "
           "CPU that the program may use (affinity)"},
       e.threads, Bounds{0, 4096});
    io(Key{"devices",
           "CUDA devices, `[]`: all that can march; one that is named and "
           "cannot is an error"}
           .otherwise("`[]`"),
       e.devices, Bounds{0, 1023});
}
}  // namespace chokepoint
