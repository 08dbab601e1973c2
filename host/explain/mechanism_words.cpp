#include "host/explain/mechanism_words.hpp"

#include <fmt/format.h>

#include "host/campaign/mechanisms/escalation.hpp"
#include "host/campaign/model/slot_store.hpp"

namespace chokepoint {
namespace {
using Lines = std::vector<WordLine>;

std::string reserve_words(ReserveSpec const& spec) {
    auto text = fmt::format("'{}' of {}: {} weeks' use of {}; ", spec.name,
                            listed(spec.countries), plain_number(spec.weeks),
                            listed(spec.products));
    if (spec.trigger == "off") {
        return text + "it is never opened";
    }
    text += fmt::format("at most {} weeks' use a week, ",
                        plain_number(spec.release_rate));
    text += spec.trigger == "price"
                ? fmt::format("while the price is above {} times the baseline",
                              plain_number(spec.release_price))
                : fmt::format("while less than {} of the orders arrive",
                              plain_percent(spec.release_below));
    if (spec.refill_rate > 0) {
        text += fmt::format(", refilled by {} weeks' use a week",
                            plain_number(spec.refill_rate));
    }
    return text;
}

std::string market_words(MarketSpec const& spec) {
    auto text = fmt::format("'{}' prices {}: demand elasticity {}, supply {}; ",
                            spec.name, listed(spec.products),
                            plain_number(spec.demand_elasticity),
                            plain_number(spec.supply_elasticity));
    if (spec.split.empty()) {
        return text + "one world price each";
    }
    return text + fmt::format(
                      "buyers in {} see a price of their own, all "
                      "others another",
                      listed(spec.split));
}

std::string retaliation_words(RetaliationSpec const& spec) {
    auto text = fmt::format(
        "{} may answer {} with {}: {} a week after a measure against it, "
        "+{} for each 1 % of its value added at stake, +{} a unit of "
        "tension, at most {}; half of its answers come within {} weeks and "
        "half last {} weeks or more",
        spec.reactor, listed(spec.against), listed(spec.measures, 6),
        plain_percent(spec.base), plain_percent(spec.by_loss / 100),
        plain_percent(spec.by_tension), plain_percent(spec.most),
        plain_number(spec.lag_weeks.quantile(.5, .5)),
        plain_number(spec.duration_weeks.quantile(.5, .5)));
    if (spec.restraint > 0) {
        text += fmt::format("; restraint takes {} of this off",
                            plain_percent(spec.restraint));
    }
    if (spec.available_above > 0) {
        text += fmt::format(
            "; a measure is open to it once it makes {} of "
            "the world's output of its products",
            plain_percent(spec.available_above));
    }
    return text;
}

void add_dynamics(Lines& lines, Campaign const& campaign) {
    auto const& d = campaign.dynamics;
    if (!d.on) {
        return;
    }
    lines.push_back(
        {"slow",
         fmt::format("plants lose {} a week of the capacity that the worst "
                     "served kind of their tools lacks parts for; sellers lose "
                     "standing with buyers, {} "
                     "a week times the share of sales lost, and regain {}",
                     plain_percent(d.tool_decay), plain_percent(d.erosion),
                     plain_percent(d.regain))});
    if (d.precaution > 0) {
        lines.push_back(
            {"slow", fmt::format("buyers stock {} more a unit of tension "
                                 "above {}",
                                 plain_percent(d.precaution),
                                 plain_number(d.precaution_tension))});
    }
}
}  // namespace

double expected_branching(CompiledModel const& model) {
    SlotStore slots;
    for (std::size_t s = 0; s < model.slot.size(); ++s) {
        slots.add(model.slot[s], model.slot_name[s], "", "", {});
    }
    return branching_ratio(model, slots);
}

std::vector<WordLine> mechanism_words(Study const& study) {
    auto const& campaign = study.campaign;
    Lines lines;
    for (std::size_t k = 0; k < study.adjusted.size(); ++k) {
        auto const& spec = campaign.adjustments[k];
        auto const& rows = study.adjusted[k];
        lines.push_back(
            {"adjusted",
             fmt::format("'{}': {} of {}, {} on average instead of {} ({})",
                         spec.name, spec.column, counted(rows.rows, "row"),
                         plain_number(rows.mean_now),
                         plain_number(rows.mean_before), rows.unit)});
    }
    for (auto const& reserve : campaign.reserves) {
        lines.push_back({"reserve", reserve_words(reserve)});
    }
    for (auto const& market : campaign.markets) {
        lines.push_back({"market", market_words(market)});
    }
    for (auto const& spec : campaign.retaliations) {
        lines.push_back({"answers", retaliation_words(spec)});
    }
    if (!campaign.retaliations.empty()) {
        auto const branching = expected_branching(study.model);
        lines.push_back(
            {"answers",
             fmt::format(
                 "one answer brings about {} others, on average: escalation "
                 "{}",
                 plain_number(branching),
                 branching < 1 ? "dies out" : "feeds on itself")});
    }
    add_dynamics(lines, campaign);
    for (auto const& growth : campaign.growth) {
        auto const& t = growth.target;
        lines.push_back(
            {"growth",
             fmt::format(
                 "'{}': producers{}{} grow {} a week at full denial of their "
                 "product at home, up to {} times their baseline",
                 growth.name,
                 t.products.empty() && t.stages.empty()
                     ? ""
                     : " of " +
                           listed(t.products.empty() ? t.stages : t.products),
                 t.countries.empty() ? "" : " in " + listed(t.countries),
                 plain_percent(growth.rate), plain_number(growth.ceiling))});
    }
    return lines;
}
}  // namespace chokepoint
