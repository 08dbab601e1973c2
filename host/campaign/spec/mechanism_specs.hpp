/// \file mechanism_specs.hpp
/// What a campaign says of slow dynamics, prices, reserves and retaliation
/// (model B5.7-B8). A mechanism that no section names does not run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/spec/distribution.hpp"
#include "host/campaign/spec/selector.hpp"
#include "host/campaign/spec/source_location.hpp"

namespace chokepoint {
/// [dynamics]: what moves slowly, a week. The section switches it on.
struct DynamicsOptions {
    bool on = false;
    double tool_decay = 0.004;  ///< of capacity whose tools get no service
    double erosion = 0.003;     ///< of standing, per share of sales lost
    double regain = 0.002;      ///< of lost standing
    double precaution = 0;      ///< extra cover at high tension, share
    double precaution_tension = 1;
    SourceLocation location;
};

/// A [[growth]]: producers that expand while they are denied inputs (M8).
struct GrowthSpec {
    std::string name;
    Selector target;
    double rate = 0.01;  ///< a week at denial 1
    double ceiling = 3;  ///< most capacity, 1 = baseline
    SourceLocation location;
};

/// [prices]: how all markets move.
struct PriceOptions {
    double speed = 0.15;             ///< of log price, a week
    double limit = 20;               ///< highest price, 1 = baseline
    double boost_limit = 1.5;        ///< most extra output at high prices
    double switching_premium = 0.1;  ///< extra cost of extra orders
    SourceLocation location;
};

/// A [[market]]: products that have prices.
struct MarketSpec {
    std::string name;
    std::vector<std::string> products;
    double demand_elasticity = 0.15, supply_elasticity = 0.15;
    /// Country selectors, each a market of its own for buyers there.
    std::vector<std::string> split;
    SourceLocation location;
};

/// A [[reserve]]: a stockpile of one country or of several together.
struct ReserveSpec {
    std::string name;
    std::vector<std::string> countries, products;
    double weeks = 0;         ///< content at the start, weeks of use
    double target_weeks = 0;  ///< refilled up to it; default: weeks
    double release_rate = 1, refill_rate = 0;  ///< weeks of use, a week
    std::string trigger = "shortage";          ///< shortage, price, off
    double release_below = 0.9;                ///< share of orders that arrive
    double release_price = 2;                  ///< 1 = baseline
    double refill_tension = 0;  ///< refills while tension is below
    /// Who may draw; empty: everyone.
    std::vector<std::string> users_products, users_stages, users_firms;
    SourceLocation location;
};

/// A [[retaliation]]: one country answers the measures of others.
struct RetaliationSpec {
    std::string name;
    std::string reactor;
    std::vector<std::string> against, measures;
    double restraint = 0;
    double base = 0.002, by_loss = 0.5, by_tension = 0.01;  ///< a week
    double most = 0.25;                                     ///< a week
    Distribution lag_weeks = Distribution::lognormal(4, 0.8);
    Distribution duration_weeks = Distribution::lognormal(104, 0.7);
    double tension_jump = 0.3;
    double information = 1;      ///< power of (their loss / own loss)
    double available_above = 0;  ///< share of world output that it needs
    SourceLocation location;
};
}  // namespace chokepoint
