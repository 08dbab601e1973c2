#include "host/statistics/risk.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "host/statistics/fixed_order.hpp"
#include "host/statistics/normal.hpp"
#include "host/statistics/replicates.hpp"

namespace chokepoint {
namespace {
double const infinity = std::numeric_limits<double>::infinity();

void require_level(double level) {
    if (!(level > 0 && level < 1)) {
        throw std::invalid_argument{"a level lies between 0 and 1"};
    }
}

Estimate normal_interval(double estimate, double error) {
    auto const reach = normal_975 * error;
    return {estimate, estimate - reach, estimate + reach};
}

/// Mean and variance of the part of the sample beyond the level, the atom at
/// VaR split.
struct TailMoments {
    double value_at_risk, mean, variance;
};

TailMoments tail_moments(Sample const& sample, double level) {
    auto const value = double{sample.sorted()[sample.quantile_row(level)]};
    auto const first = sample.first_above(value);
    auto const rows = sample.size() - first;
    auto const share = 1 - level;
    auto const loss = [&](std::size_t i) {
        return double{sample.sorted()[first + i]};
    };
    auto const weight = [&](std::size_t i) { return sample.weight(first + i); };
    auto const beyond = fixed_order_sum(rows, weight);
    auto const sum = fixed_order_sum(
        rows, [&](std::size_t i) { return weight(i) * loss(i); });
    // F(VaR) - level, at least 0: the part of the atom that is in the tail.
    auto const atom = std::max(0.0, share - beyond);
    auto const mean = (sum + value * atom) / share;
    auto const squares = fixed_order_sum(rows, [&](std::size_t i) {
        return weight(i) * (loss(i) - mean) * (loss(i) - mean);
    });
    auto const from_atom = atom * (value - mean) * (value - mean);
    return {value, mean, (squares + from_atom) / share};
}
}  // namespace

std::pair<std::uint64_t, std::uint64_t> quantile_ranks(std::uint64_t n,
                                                       double level) {
    require_level(level);
    // Probabilities relative to that of the mode, by recurrence outwards;
    // what lies beyond 12 standard deviations does not matter.
    auto const size = static_cast<double>(n);
    auto const reach = 12 * std::sqrt(size * level * (1 - level)) + 40;
    auto const mode = std::floor((size + 1) * level);
    auto const first = std::max(0.0, std::floor(mode - reach));
    auto const last = std::min(size, std::ceil(mode + reach));
    std::vector<double> probability(static_cast<std::size_t>(last - first) + 1);
    auto const middle = static_cast<std::size_t>(std::min(mode, last) - first);
    auto const odds = level / (1 - level);
    probability[middle] = 1;
    for (auto i = middle; i + 1 < probability.size(); ++i) {
        auto const k = first + static_cast<double>(i);
        probability[i + 1] = probability[i] * (size - k) / (k + 1) * odds;
    }
    for (auto i = middle; i > 0; --i) {
        auto const k = first + static_cast<double>(i);
        probability[i - 1] = probability[i] * k / (size - k + 1) / odds;
    }
    double total = 0;
    for (auto const p : probability) {
        total += p;
    }
    auto const quantile = [&](double share) {
        double sum = 0;
        std::size_t i = 0;
        for (; i + 1 < probability.size(); ++i) {
            sum += probability[i];
            if (sum >= share * total) {
                break;
            }
        }
        return static_cast<std::uint64_t>(first) + i;
    };
    return {quantile(0.025), quantile(0.975) + 1};
}

Estimate mean(Sample const& sample) {
    auto const n = sample.size();
    auto const loss = [&](std::size_t k) { return double{sample.sorted()[k]}; };
    if (sample.weighted() && loss(0) == loss(n - 1)) {
        return {loss(0), loss(0), loss(0)};  // whatever sums are rounded to
    }
    if (sample.weighted()) {
        auto const average = fixed_order_sum(
            n, [&](std::size_t k) { return sample.weight(k) * loss(k); });
        return replicate_interval(average, replicate_means(sample));
    }
    auto const size = static_cast<double>(n);
    auto const average = fixed_order_sum(n, loss) / size;
    if (n == 1) {
        return {average, -infinity, infinity};
    }
    auto const squares = fixed_order_sum(n, [&](std::size_t k) {
        return (loss(k) - average) * (loss(k) - average);
    });
    return normal_interval(average, std::sqrt(squares / (size - 1) / size));
}

Estimate value_at_risk(Sample const& sample, double level) {
    require_level(level);
    auto const& loss = sample.sorted();
    auto const value = double{loss[sample.quantile_row(level)]};
    if (sample.weighted()) {
        return replicate_interval(value, replicate_quantiles(sample, level));
    }
    auto const [lower, upper] = quantile_ranks(sample.size(), level);
    return {value, lower > 0 ? double{loss[lower - 1]} : -infinity,
            upper <= sample.size() ? double{loss[upper - 1]} : infinity};
}

Estimate tail_value_at_risk(Sample const& sample, double level) {
    require_level(level);
    auto const tail = tail_moments(sample, level);
    if (sample.weighted()) {
        return replicate_interval(tail.mean,
                                  replicate_tail_means(sample, level));
    }
    auto const distance = tail.mean - tail.value_at_risk;
    auto const variance = tail.variance + level * distance * distance;
    auto const worlds = static_cast<double>(sample.size()) * (1 - level);
    return normal_interval(tail.mean, std::sqrt(variance / worlds));
}

double tail_worlds(Sample const& sample, double level) {
    require_level(level);
    if (!sample.weighted()) {
        // Rounded: 0.99 has no exact binary form, and 20,000 are enough.
        auto const worlds = static_cast<double>(sample.size()) * (1 - level);
        auto const whole = std::round(worlds);
        return std::abs(worlds - whole) < level_slack * worlds ? whole : worlds;
    }
    auto const row = sample.quantile_row(level);
    double sum = 0;
    double squares = 0;
    if (row + 1 == sample.size()) {
        return 0;  // nothing was drawn beyond
    }
    for (auto k = row; k < sample.size(); ++k) {
        sum += sample.weight(k);
        squares += sample.weight(k) * sample.weight(k);
    }
    return squares > 0 ? sum * sum / squares : 0;
}
}  // namespace chokepoint
