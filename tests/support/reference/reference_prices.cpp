#include "tests/support/reference/reference_prices.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint::test {
namespace {
std::size_t constexpr unpriced = static_cast<std::size_t>(-1);

double clamp(double v, double low, double high) {
    return std::min(high, std::max(low, v));
}
}  // namespace

PriceBook::PriceBook(Baseline const& base, Shocks const& shocks)
    : base_{base},
      market_{shocks.markets},
      market_of_group_(base.groups(), unpriced),
      market_of_node_(base.network.nodes.size(), unpriced) {
    for (std::size_t k = 0; k < market_.size(); ++k) {
        for (auto g : market_[k].groups) {
            market_of_group_.at(g) = k;
        }
        for (auto i : market_[k].nodes) {
            market_of_node_.at(i) = k;
        }
    }
}

double PriceBook::thrift(std::size_t group, ReferenceWeek const& w) const {
    auto const k = market_of_group_[group];
    return k == unpriced
               ? 1
               : std::exp(-market_[k].demand_elasticity * w.log_price[k]);
}

double PriceBook::boost(std::size_t node,
                        CoreRules const& rules,
                        ReferenceWeek const& w) const {
    auto const k = market_of_node_[node];
    return k == unpriced
               ? 1
               : std::min(
                     rules.boost_limit,
                     std::exp(market_[k].supply_elasticity * w.log_price[k]));
}

void PriceBook::move(CoreRules const& rules,
                     Flaws const& flaws,
                     ReferenceWeek& w) const {
    std::vector<double> wanted(market_.size(), 0), received(wanted),
        offered(wanted), baseline(wanted);
    for (std::size_t g = 0; g < base_.groups(); ++g) {
        auto const k = market_of_group_[g];
        if (k == unpriced) {
            continue;
        }
        // D = Rbar min(theta q a, O): a is what the owner would make, A of
        // final demand (sinks keep A a theta in `wanted`); who orders less
        // wants less.
        double const need = base_.is_sink(g)
                                ? w.wanted[g - base_.inputs()]
                                : thrift(g, w) * w.savings[g] *
                                      w.desired[base_.network.inputs[g].buyer];
        wanted[k] += base_.receipts[g] * (flaws.supplier_side_prices
                                              ? w.placed[g]
                                              : std::min(need, w.placed[g]));
        received[k] += base_.receipts[g] * w.shipped[g];
        offered[k] += w.released[g];
        baseline[k] += base_.receipts[g];
    }
    for (std::size_t l = 0; l < base_.group_of.size(); ++l) {
        auto const k = market_of_group_[base_.group_of[l]];
        if (k != unpriced) {
            auto const& link = base_.network.links[l];
            offered[k] += w.fill[link.supplier][link.priority] *
                          w.link_order[l] * w.offer[link.supplier];
        }
    }
    for (std::size_t k = 0; k < market_.size(); ++k) {
        double const least = 0.05 * baseline[k];
        double const supply =
            flaws.price_against_receipts ? received[k] : offered[k];
        double const excess = (wanted[k] - supply) / std::max(supply, least);
        w.log_price[k] =
            clamp(w.log_price[k] + rules.price_speed * clamp(excess, -0.5, 0.5),
                  -rules.price_limit, rules.price_limit);
    }
}
}  // namespace chokepoint::test
