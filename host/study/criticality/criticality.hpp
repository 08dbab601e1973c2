/// \file criticality.hpp
/// What it costs if one country ceases to make one product: each such stop in
/// a world of its own, without chance and without policy.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// The stops that are tried.
struct StopPlan {
    std::int32_t weeks = 104;           ///< length of a world, >= 1
    double hold_weeks = 26;             ///< out in full, >= 0
    double recovery_weeks = 0;          ///< then coming back, >= 0
    double severity = 1;                ///< share of the capacity lost, 0-1
    double least_share = 0.05;          ///< of the world's sales, to be tried
    std::vector<std::string> products;  ///< names or group:NAME; empty: all
    unsigned threads = 0;               ///< 0: one for each usable CPU
};

/// One stop: what it costs, and why.
struct ExporterStop {
    std::uint32_t product = 0, country = 0;
    double share = 0;          ///< of what the world sells of the product
    double loss = 0;           ///< value added of all countries, million USD
    double loss_share = 0;     ///< of all value added in these weeks
    std::uint32_t bearer = 0;  ///< country that loses most
    double bearer_loss = 0;    ///< million USD
    /// First node that an input holds back, else `none`; since when, and of
    /// what it has too little.
    std::uint32_t first_node = none, lacked = none;
    std::int32_t first_week = -1;
    /// Stock of those who buy it there, weeks of use beyond the working week,
    /// weighted by purchases; NaN if nobody keeps any of it as an input.
    double cover_weeks = 0;
    /// What makers elsewhere can add at once, share of what stops.
    double spare = 0;
};

/// What of a campaign stays for such worlds: its network with adjustments, its
/// rules, prices, reserves and slow dynamics. Families, events, measures,
/// packages and retaliation do not.
Campaign without_chance_and_policy(Campaign campaign, std::int32_t weeks);

/// March all stops of exporters with at least the planned share.
/// \param study     of a campaign as above
/// \param progress  called with (done, all) by any thread, never by two at
///                  once; may be empty
/// \return the dearest first; ties by product, then country, in table order
/// \throw InputError if a name is unknown or no exporter has the share
std::vector<ExporterStop> exporter_stops(
    Study const& study,
    StopPlan const& plan,
    std::function<void(std::size_t, std::size_t)> const& progress = {});
}  // namespace chokepoint
