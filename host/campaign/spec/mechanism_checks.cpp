#include "host/campaign/spec/mechanism_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/spec/campaign_checks.hpp"
#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
namespace {
constexpr std::size_t most_reserves = 32;  ///< bits of Package::reserve_mask

void check_reserves(Campaign const& campaign) {
    if (campaign.reserves.size() > most_reserves) {
        campaign.reserves.back().location.fail(
            "", fmt::format("{} reserves (at most {})",
                            campaign.reserves.size(), most_reserves));
    }
    for (auto const& reserve : campaign.reserves) {
        if (reserve.trigger == "price" && campaign.markets.empty()) {
            reserve.location.fail("trigger",
                                  "price: this campaign has no prices (needed: "
                                  "a [[market]] for these products)");
        }
        if (reserve.target_weeks < reserve.weeks) {
            reserve.location.fail(
                "target_weeks",
                fmt::format("{} is less than the content at the start, {}",
                            reserve.target_weeks, reserve.weeks));
        }
    }
}

void check_menu(Campaign const& campaign, RetaliationSpec const& r) {
    Names controls;
    for (auto const& measure : campaign.measures) {
        if (can_retaliate(measure.type)) {
            controls.push_back(measure.name);
        }
    }
    for (auto const& measure : campaign.measures) {
        if (!can_retaliate(measure.type) &&
            std::count(r.measures.begin(), r.measures.end(), measure.name)) {
            r.location.fail(
                "measures",
                fmt::format("'{}' is no control of trade between two "
                            "countries (this campaign has: {})",
                            measure.name, fmt::join(controls, ", ")));
        }
    }
    check_members(r.measures, controls, "measures", "control", r.location);
    if (r.measures.empty()) {
        r.location.fail("measures",
                        "is empty (needed: controls to answer with)");
    }
}
}  // namespace

void check_mechanisms(Campaign& campaign) {
    check_reserves(campaign);
    for (auto const& r : campaign.retaliations) {
        check_menu(campaign, r);
        bool const never = r.most == 0 || r.restraint == 1 ||
                           (r.base == 0 && r.by_loss == 0 && r.by_tension == 0);
        if (never) {
            campaign.warnings.push_back(
                fmt::format("{}: {}: never answers (its hazard is always 0)",
                            r.location.section, r.location.title));
        }
    }
}

void check_sides(PackageSpec const& package, SourceLocation const& location) {
    auto const lacks = [&](char const* key, char const* needed) {
        location.fail(key, fmt::format("needs '{}' too (losses are accounted "
                                       "between a sender and a target)",
                                       needed));
    };
    if (!package.sender.empty() && package.target.empty()) {
        lacks("sender", "target");
    }
    if (!package.target.empty() && package.sender.empty()) {
        lacks("target", "sender");
    }
    if (!package.allies.empty() && package.sender.empty()) {
        lacks("allies", "sender");
    }
}
}  // namespace chokepoint
