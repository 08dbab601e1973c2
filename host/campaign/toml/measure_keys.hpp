/// \file measure_keys.hpp
/// Keys of measures (see campaign_keys.hpp).
#pragma once

#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/toml/shared_keys.hpp"

namespace chokepoint {
/// How firmly a measure is applied: p = 1 - a comply strict (1 - q).
template <class Io>
void list_firmness(Io& io, MeasureSpec& m) {
    io(Key{"strictness", "strict: how strictly it is applied"}, m.strictness,
       share);
    io(Key{"coverage",
           "a: realised breadth; a distribution is drawn once a world, e.g. "
           "Beta(1, 6) for a control that is narrowed down on its way"},
       m.coverage, share);
}

inline constexpr Key senders_key =
    Key{"senders",
        "countries that act. Stands for the exporters (importers) if these are "
        "not given. `exporters` (`importers`) that are no senders are bound as "
        "the senders are, wholly and at once: a warning says so, but for "
        "licences and where `compliance` is a number. Who is only asked "
        "belongs in `allies`"}
        .allows("countries, `bloc:NAME`")
        .otherwise("the exporters; where the importer acts, the importers");

/// Who acts and who joins.
template <class Io>
void list_parties(Io& io, MeasureSpec& m) {
    if (m.type == MeasureType::financial_sanction) {
        io.required(SelectorKey{"senders"}, m.senders);
    } else {
        io(senders_key, m.senders);
    }
    io(Key{"allies",
           "countries that are asked to do the same: on their exports to the "
           "same importers, or on their imports where the importer acts. "
           "Senders do not count"}
           .allows("countries, `bloc:NAME`"),
       m.allied.allies);
    io(Key{"compliance",
           "comply: the share that those carry out who follow, allies and "
           "third countries; or `\"by table\"`: as their `[[compliance]]` "
           "row says. The senders carry out all, whatever it says; only of a "
           "measure without `allies` and reach keys is a number that of the "
           "senders. It replaces the share, not the lag: followers still "
           "start after the weeks of their row"},
       m.allied.compliance, "by table", share);
    io(Key{"firm_obedience",
           "each firm that follows decides alone: it obeys wholly, with "
           "probability comply, or not at all; nodes without a firm follow as "
           "a share"},
       m.allied.firm_obedience);
    io(Key{"members_needed", "allies that must agree, or nothing starts"},
       m.allied.members_needed, Bounds{0, 64, "members"});
    io(Key{"implementation_weeks",
           "delay of the start, drawn once a world; the end moves with it. "
           "LN(52, 0.8) [D] for the emerging-technology list of 2018"},
       m.implementation_weeks, weeks_range);
}

/// How a measure may end before its time.
template <class Io>
void list_keys(Io& io, ExitTerms& e) {
    io(Key{"exit_hazard",
           "weekly chance that the sender gives up, at tension 0 (times (1 − "
           "T)⁺); 0.003 [J] is a fair value"}
           .in("a week"),
       e.hazard, share);
    io(Key{"exit_loss_hazard",
           "more of it, per share of the sender's output lost beyond "
           "`exit_tolerance`; needs one sender; 0.5 [J]"}
           .in("a week"),
       e.loss_hazard, Bounds{0, 1000});
    io(Key{"exit_tolerance", "loss that the sender bears"}.judged(),
       e.tolerance, share);
    io(Key{"follows",
           "this one ends `follow_exit_weeks` after that; a package with one "
           "has both"}
           .allows("name of a measure")
           .otherwise("none"),
       e.follows);
    io(Key{"follow_exit_weeks",
           "also the delay with which `allies` leave when the senders have "
           "given up or a `relief` has lifted their part"}
           .in("weeks")
           .judged("13–52"),
       e.follow_weeks, start_range);
}

/// Which third-country goods are reached.
template <class Io>
void list_keys(Io& io, ReachTerms& r) {
    io(Key{"de_minimis",
           "third countries are reached by goods whose content of the senders' "
           "value added, at all stages, is at least this; `\"off\"`: no such "
           "rule. 0.25 and 0.10 are US thresholds"},
       r.de_minimis, "off", share);
    io(Key{"direct_product",
           "third countries are reached by goods made with a tool of the "
           "senders"},
       r.direct_product);
    io(Key{"depth",
           "how many stages up such a tool may stand; 1: among the maker's own "
           "inputs"},
       r.depth, Bounds{1, 16, "stages"});
    io(Key{"direct_products", "products that are tools, besides CAPITAL inputs"}
           .allows("products, `group:NAME`")
           .otherwise("those at the stages `tool`, `equipment`, `software`"),
       r.direct_products);
}

/// What a measure changes of nodes at full bite.
template <class Io>
void list_keys(Io& io, InfluenceEffects& e) {
    io(Key{"growth_effect", "on growth ([[growth]]) of the target"}, e.growth,
       Bounds{-1, 100});
    io(Key{"erosion_effect", "on erosion ([dynamics]) of the target"},
       e.erosion, Bounds{-1, 100});
    io(Key{"ramp_effect", "on the ramp of qualification"}, e.ramp,
       Bounds{-0.99, 100});
    io(Key{"slack_effect", "on spare capacity and re-sourcing"}, e.slack,
       Bounds{-1, 0});
    io(Key{"sender_erosion_effect",
           "on erosion of the sender's nodes with the same products and "
           "stages"},
       e.sender_erosion, Bounds{-1, 100});
}

/// Who or what the measure is aimed at.
template <class Io>
void list_measure_target(Io& io, MeasureSpec& m) {
    SelectorKey const countries{"countries"}, exporters{"exporters"},
        importers{"importers"}, products{"products"};
    switch (m.type) {
        case MeasureType::logistic:
            return io(SelectorKey{"routes"}, m.target.routes);
        case MeasureType::financial_sanction:
            io(countries, m.target.countries);
            return io(SelectorKey{"firms"}, m.target.firms);
        case MeasureType::relocation:
            io.required(SelectorKey{"from_countries"},
                        m.of<RelocationTerms>().from_countries);
            io.required(SelectorKey{"to_countries"},
                        m.of<RelocationTerms>().to_countries);
            return io(products, m.target.products);
        case MeasureType::preclusive_buying:
            io.required(exporters, m.target.exporters);
            return io(products, m.target.products);
        case MeasureType::engagement:
            io.required(countries, m.target.countries);
            io(importers, m.target.importers);
            return io(products, m.target.products);
        case MeasureType::prequalification:
            io(importers, m.target.importers);
            return io(products, m.target.products);
        case MeasureType::local_for_local:
            io.required(SelectorKey{"region"}, m.target.countries);
            return io(products, m.target.products);
        case MeasureType::blocking_statute:
            return io.required(countries, m.target.countries);
        case MeasureType::relief:
            return io.required(
                Key{"lifts", "what it ends"}.allows("names of measures"),
                m.of<ReliefTerms>().lifts);
        default:
            return selects_nodes(m.type) ? list_node_selector(io, m.target)
                                         : list_trade_selector(io, m.target);
    }
}

/// Keys of the controls on trade.
template <class Io>
void list_control(Io& io, MeasureSpec& m) {
    switch (m.type) {
        case MeasureType::quota:
            io(Key{"quota", "q"}.in("of baseline volume"), m.quota, share);
            break;
        case MeasureType::tariff:
            io(Key{"rate", "0.25 is 25 %"}, m.rate, Bounds{0, 10});
            return list_firmness(io, m);
        case MeasureType::entity_list:
            if (m.target.firms.empty()) {
                io(Key{"listed_share",
                       "share of the trade that is listed, if no `firms` are "
                       "given"},
                   m.listed_share, share);
            }
            [[fallthrough]];
        case MeasureType::financial_sanction:
            io(Key{"chill", "share of other trade that is lost"}.judged(
                   "3–10 %"),
               m.chill, share);
            break;
        case MeasureType::licence:
            list_keys(io, m.licence);
            break;
        case MeasureType::export_control:
            list_keys(io, m.reach);
            break;
        case MeasureType::vendor_exclusion:
            io(Key{"exclusion_weeks", "time of phasing out"}.in("weeks").judged(
                   "52–260"),
               m.of<VendorExclusionTerms>().exclusion_weeks, start_range);
            io(Key{"operators", "buyers besides final demand"}.allows("stages"),
               m.of<VendorExclusionTerms>().operators);
            break;
        default:
            break;
    }
    list_firmness(io, m);
    list_keys(io, m.leakage);
    if (m.type != MeasureType::financial_sanction && !at_importer(m.type)) {
        io(Key{"foreign_availability",
               "a link stays free if alternates outside senders and allies are "
               "worth that much of the buyer's receipts (sum of "
               "`alternate_weight` / receipts); 0: no such test"},
           m.foreign_availability, Bounds{0, 1e6});
    }
}

/// Keys of the measures that filter no trade.
template <class Io>
void list_other_effect(Io& io, MeasureSpec& m) {
    switch (m.type) {
        case MeasureType::logistic:
            return io(Key{"pass", "share of the flow that passes"}, m.pass,
                      share);
        case MeasureType::subsidy: {
            auto& t = m.of<SubsidyTerms>();
            io(Key{"capacity", "what is added"}.in("of baseline"), t.capacity,
               Bounds{-1, 100});
            io(Key{"build_weeks", "from the start until it is there"}
                   .in("weeks")
                   .judged("fabs 104–208"),
               t.build_weeks, start_range);
            return io(Key{"waits_for_demand",
                          "not added before demand is that high; 0: at once"}
                          .in("of baseline"),
                      t.waits_for_demand, Bounds{0, 100});
        }
        case MeasureType::relocation: {
            auto& t = m.of<RelocationTerms>();
            return io(
                Key{"rate", "share of the origin's capacity that moves"}.judged(
                    "0–0.1"),
                t.rate, Bounds{0, 10, "a year"});
        }
        case MeasureType::preclusive_buying: {
            auto& t = m.of<PurchaseTerms>();
            io.required(SelectorKey{"senders"}, m.senders);
            io(Key{"surge",
                   "what is bought on top, share of the target's sales"},
               t.surge, Bounds{0, 100});
            io(Key{"decay", "capacity that the crowded out lose"}
                   .in("a week")
                   .judged(),
               t.decay, share);
            return io(Key{"crowded_out", "the sender's products that suffer"}
                          .allows("products, `group:NAME`")
                          .otherwise("all others"),
                      t.crowded_out);
        }
        case MeasureType::engagement: {
            auto& t = m.of<EngagementTerms>();
            io(Key{"weight", "of each alternate"}
                   .in("of the buyer's receipts")
                   .judged(),
               t.weight, Bounds{0, 1e6});
            return io(Key{"leak_effect", "share of all leaks that is stopped"},
                      t.leak_effect, share);
        }
        case MeasureType::prequalification: {
            auto& t = m.of<PrequalificationTerms>();
            io.choice(Key{"level",
                          "`delay`: the ramp is still ahead; `ready`: it is "
                          "over"},
                      t.level, {"delay", "ready"});
            return io(
                Key{"kept", "`false`: they are forgotten when not needed"},
                t.kept);
        }
        case MeasureType::local_for_local: {
            auto& t = m.of<LocalForLocalTerms>();
            return io(Key{"share", "imports that are given up"}, t.share,
                      share);
        }
        case MeasureType::blocking_statute: {
            auto& t = m.of<BlockingStatuteTerms>();
            return io(
                Key{"strength", "by which compliance falls"}.judged("0–0.5"),
                t.strength, share);
        }
        default:
            return;
    }
}

/// When it starts and how it ends.
template <class Io>
void list_course(Io& io, MeasureSpec& m) {
    if (is_standing(m.type)) {
        return;  // part of its package from the first week to the last
    }
    io(start_key, m.start_week, start_range);
    if (m.type == MeasureType::subsidy) {
        return;
    }
    io(Key{"tension_jump",
           "added to tension at the start, times the blocked share"},
       m.tension_jump, jump_range);
    if (m.type == MeasureType::relief) {
        return;
    }
    io(Key{"duration_weeks", "how long it is in force"}, m.duration_weeks,
       "to the end", Bounds{0, longest_run, "weeks"});
    io(Key{"visibility",
           "v: share of the measure that those who may retaliate see"},
       m.visibility, share);
    list_keys(io, m.exit);
}

/// Keys of [[measure]], but for name and type.
template <class Io>
void list_keys(Io& io, MeasureSpec& m) {
    list_measure_target(io, m);
    if (filters_trade(m.type)) {
        list_control(io, m);
        list_parties(io, m);
    } else if (influences(m.type)) {
        list_firmness(io, m);
        list_keys(io, m.effects);
        list_parties(io, m);
    } else {
        list_other_effect(io, m);
    }
    list_course(io, m);
}
}  // namespace chokepoint
