#include "host/statistics/comparison.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "host/statistics/fixed_order.hpp"
#include "host/statistics/normal.hpp"
#include "host/statistics/replicates.hpp"
#include "host/statistics/weighted_shares.hpp"
#include "host/statistics/weights.hpp"

namespace chokepoint {
PairedComparison compare_pairs(std::vector<float> const& a,
                               std::vector<float> const& b,
                               std::vector<double> const& weights) {
    auto const n = a.size();
    if (b.size() != n || n < 2) {
        throw std::invalid_argument{
            "a comparison needs the same worlds on both sides, at least 2"};
    }
    auto const total =
        weights.empty() ? static_cast<double>(n) : checked_total(weights, n);
    auto const weight = [&](std::size_t i) {
        return (weights.empty() ? 1.0 : weights[i]) / total;
    };
    auto const difference = [&](std::size_t i) {
        return double{a[i]} - double{b[i]};
    };
    auto const average = [&](auto const& term) {
        return fixed_order_sum(
            n, [&](std::size_t i) { return weight(i) * term(i); });
    };
    auto const squares = average([&](std::size_t i) { return weight(i); });
    auto const effective = 1 / squares;
    auto const mean_a = average([&](std::size_t i) { return double{a[i]}; });
    auto const mean_b = average([&](std::size_t i) { return double{b[i]}; });
    auto const mean = average(difference);
    auto const variance = average([&](std::size_t i) {
        return (difference(i) - mean) * (difference(i) - mean);
    });
    auto const variance_a = average(
        [&](std::size_t i) { return (a[i] - mean_a) * (a[i] - mean_a); });
    auto const variance_b = average(
        [&](std::size_t i) { return (b[i] - mean_b) * (b[i] - mean_b); });
    auto const covariance = average(
        [&](std::size_t i) { return (a[i] - mean_a) * (b[i] - mean_b); });

    PairedComparison result{};
    result.deviation = std::sqrt(variance * effective / (effective - 1));
    double error = result.deviation / std::sqrt(effective);
    result.mean = {mean, mean - normal_975 * error, mean + normal_975 * error};
    if (!weights.empty()) {
        Replicates sum{}, share{};
        for (std::size_t i = 0; i < n; ++i) {
            sum[i % replicates] += weight(i) * difference(i);
            share[i % replicates] += weight(i);
        }
        for (std::uint32_t r = 0; r < replicates; ++r) {
            sum[r] /= share[r];
        }
        error = replicate_error(sum);
        result.mean = replicate_interval(mean, sum);
    }
    result.t = error > 0 ? mean / error : 0;

    auto const share_of = [&](auto const& holds) {
        return average(
            [&](std::size_t i) { return holds(difference(i)) ? 1.0 : 0.0; });
    };
    auto const a_worse = share_of([](double d) { return d > 0; });
    auto const b_worse = share_of([](double d) { return d < 0; });
    WeightedShares worse{2, weights};
    for (std::size_t i = 0; i < n; ++i) {
        worse.world(i);
        if (difference(i) != 0) {
            worse.hit(difference(i) > 0 ? 0 : 1, i);
        }
    }
    result.a_worse = worse.share(0);
    result.b_worse = worse.share(1);
    result.sign_p = sign_test(a_worse * effective, b_worse * effective);
    result.correlation = variance_a > 0 && variance_b > 0
                             ? covariance / std::sqrt(variance_a * variance_b)
                             : std::numeric_limits<double>::quiet_NaN();
    return result;
}

double sign_test(double above, double below) {
    auto const n = std::round(above + below);
    auto const fewer = std::round(std::min(above, below));
    if (n == 0) {
        return 1;
    }
    // Beyond this the normal form with continuity correction is as good.
    double const exact_up_to = 1000;
    if (n > exact_up_to) {
        auto const z = (n / 2 - fewer - 0.5) / (std::sqrt(n) / 2);
        return z <= 0 ? 1 : std::min(1.0, std::erfc(z / std::sqrt(2.0)));
    }
    double term = std::pow(0.5, n);
    double sum = 0;
    for (double k = 0; k <= fewer; ++k) {
        sum += term;
        term *= (n - k) / (k + 1);
    }
    return std::min(1.0, 2 * sum);
}
}  // namespace chokepoint
