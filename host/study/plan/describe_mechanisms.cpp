#include "host/study/plan/describe_mechanisms.hpp"

#include <algorithm>

#include "host/campaign/selection/package_sides.hpp"
#include "host/campaign/selection/trade_partner.hpp"

namespace chokepoint {
namespace {
std::vector<PackageSide> sides_of(PackageSpec const& package,
                                  SupplyNetwork const& network) {
    auto const sides = package_sides(package, network);
    std::vector<PackageSide> list(
        network.countries.size(),
        sides.named() ? PackageSide::third : PackageSide::not_accounted);
    for (std::size_t c = 0; sides.named() && c < list.size(); ++c) {
        list[c] = sides.sender[c]   ? PackageSide::sender
                  : sides.target[c] ? PackageSide::target
                  : sides.allies[c] ? PackageSide::ally
                                    : PackageSide::third;
    }
    return list;
}

/// Weekly value added of the country (or bloc) under the power of another.
double stake(Study const& study, std::string const& pair) {
    auto const& location = study.campaign.metrics.location;
    auto const over = split_pair(pair, location, "leverage").second;
    auto const countries =
        Selection{study.network}.countries({over}, location, "leverage");
    double sum = 0;
    for (std::size_t c = 0; c < countries.size(); ++c) {
        if (countries[c]) {
            sum += study.model.cell_value_added[c];
        }
    }
    return sum;
}
}  // namespace

MechanismDescription describe_mechanisms(Study const& study) {
    auto const& model = study.model;
    MechanismDescription m;
    m.reserve = model.reserve_name;
    m.market = model.market_name;
    m.flow = model.flow_name;
    m.denial = model.denial_name;
    m.leverage = model.leverage_name;
    for (auto const& pair : m.leverage) {
        m.leverage_value_added.push_back(stake(study, pair));
    }
    m.date = model.date;
    m.costs = model.rules.costs_on;
    m.slow_states = model.rules.capacity_moves || model.rules.sales_erode;
    m.retaliation = !model.pair.empty();
    auto const& packages = study.campaign.packages;
    bool const accounted =
        std::any_of(packages.begin(), packages.end(),
                    [](auto const& p) { return !p.sender.empty(); });
    for (std::size_t p = 0; accounted && p < packages.size(); ++p) {
        m.side.push_back(sides_of(packages[p], study.network));
    }
    return m;
}
}  // namespace chokepoint
