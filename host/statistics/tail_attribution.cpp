#include "host/statistics/tail_attribution.hpp"

#include <limits>
#include <stdexcept>

#include "host/statistics/fixed_order.hpp"
#include "host/statistics/weighted_shares.hpp"
#include "host/statistics/weights.hpp"

namespace chokepoint {
Tail find_tail(std::vector<float> const& losses,
               double level,
               std::vector<double> const& weights) {
    if (!(level > 0 && level < 1)) {
        throw std::invalid_argument{"a level lies between 0 and 1"};
    }
    Tail tail{};
    double total = static_cast<double>(losses.size());
    {
        Sample const sample{losses, weights};
        tail.value_at_risk = sample.sorted()[sample.quantile_row(level)];
    }
    if (!weights.empty()) {
        total = checked_total(weights, losses.size());
    }
    double beyond = 0;
    double atom = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (losses[i] < tail.value_at_risk) {
            continue;
        }
        auto const weight = (weights.empty() ? 1.0 : weights[i]) / total;
        tail.row.push_back(static_cast<std::uint32_t>(i));
        tail.share.push_back(weight);
        (losses[i] > tail.value_at_risk ? beyond : atom) += weight;
    }
    auto const share = 1 - level;
    auto const part = atom > 0 ? std::max(0.0, share - beyond) / atom : 0.0;
    for (std::size_t i = 0; i < tail.row.size(); ++i) {
        bool const at_atom = losses[tail.row[i]] == tail.value_at_risk;
        tail.share[i] *= (at_atom ? part : 1) / share;
    }
    return tail;
}

double tail_contribution(Tail const& tail, std::vector<float> const& part) {
    return fixed_order_sum(tail.row.size(), [&](std::size_t i) {
        return tail.share[i] * double{part.at(tail.row[i])};
    });
}

std::vector<TailLift> tail_lift(Tail const& tail,
                                std::vector<std::uint32_t> const& mask,
                                std::uint32_t bits,
                                std::vector<double> const& weights) {
    auto const n = mask.size();
    if (!weights.empty()) {
        checked_total(weights, n);
    }
    auto const add = [&](WeightedShares& shares, std::size_t row) {
        shares.world(row);
        for (std::uint32_t b = 0; b < bits; ++b) {
            if (mask[row] >> b & 1u) {
                shares.hit(b, row);
            }
        }
    };
    WeightedShares in_tail{bits, weights}, overall{bits, weights};
    for (auto const row : tail.row) {
        add(in_tail, row);
    }
    for (std::size_t row = 0; row < n; ++row) {
        add(overall, row);
    }
    std::vector<TailLift> lift;
    for (std::uint32_t b = 0; b < bits; ++b) {
        auto const tail_share = in_tail.share(b);
        auto const overall_share = overall.share(b);
        lift.push_back({tail_share, overall_share,
                        overall_share.value > 0
                            ? tail_share.value / overall_share.value
                            : std::numeric_limits<double>::quiet_NaN()});
    }
    return lift;
}
}  // namespace chokepoint
