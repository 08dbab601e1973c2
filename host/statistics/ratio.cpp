#include "host/statistics/ratio.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "host/statistics/fixed_order.hpp"
#include "host/statistics/normal.hpp"
#include "host/statistics/replicates.hpp"
#include "host/statistics/weights.hpp"

namespace chokepoint {
namespace {
using Losses = std::vector<float>;

PairedMeans plain_means(Losses const& a, Losses const& b) {
    auto const rows = a.size();
    auto const n = static_cast<double>(rows);
    auto const sum = [&](auto const& term) {
        return fixed_order_sum(rows, term);
    };
    PairedMeans m{};
    m.a = sum([&](std::size_t i) { return double{a[i]}; }) / n;
    m.b = sum([&](std::size_t i) { return double{b[i]}; }) / n;
    auto const covariance = [&](Losses const& x, double mean_x, Losses const& y,
                                double mean_y) {
        return sum([&](std::size_t i) {
                   return (x[i] - mean_x) * (y[i] - mean_y);
               }) /
               (n - 1) / n;
    };
    m.aa = covariance(a, m.a, a, m.a);
    m.ab = covariance(a, m.a, b, m.b);
    m.bb = covariance(b, m.b, b, m.b);
    m.reach = normal_975;
    return m;
}

PairedMeans weighted_means(Losses const& a,
                           Losses const& b,
                           std::vector<double> const& weights) {
    auto const total = checked_total(weights, a.size());
    Replicates sum_a{}, sum_b{}, share{};
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const r = i % replicates;
        sum_a[r] += weights[i] * double{a[i]};
        sum_b[r] += weights[i] * double{b[i]};
        share[r] += weights[i];
    }
    PairedMeans m{};
    for (std::uint32_t r = 0; r < replicates; ++r) {
        m.a += sum_a[r] / total;
        m.b += sum_b[r] / total;
        sum_a[r] /= share[r];  // NaN: a replicate without weight
        sum_b[r] /= share[r];
    }
    double const n = replicates;
    auto const covariance = [&](Replicates const& x, Replicates const& y) {
        double mean_x = 0, mean_y = 0, sum = 0;
        for (std::uint32_t r = 0; r < replicates; ++r) {
            mean_x += x[r] / n;
            mean_y += y[r] / n;
        }
        for (std::uint32_t r = 0; r < replicates; ++r) {
            sum += (x[r] - mean_x) * (y[r] - mean_y);
        }
        return sum / (n - 1) / n;
    };
    m.aa = covariance(sum_a, sum_a);
    m.ab = covariance(sum_a, sum_b);
    m.bb = covariance(sum_b, sum_b);
    m.reach = student_975_19;
    return m;
}
}  // namespace

Estimate fieller_ratio(PairedMeans const& m) {
    auto const infinity = std::numeric_limits<double>::infinity();
    if (m.b == 0) {
        return {std::numeric_limits<double>::quiet_NaN(), -infinity, infinity};
    }
    auto const ratio = m.a / m.b;
    // (a - r b)^2 <= reach^2 (aa - 2 r ab + r^2 bb), a parabola in r that is
    // not above 0 at the ratio itself.
    auto const square = m.reach * m.reach;
    auto const p = m.b * m.b - square * m.bb;
    auto const q = m.a * m.b - square * m.ab;
    auto const s = m.a * m.a - square * m.aa;
    if (!(p > 0)) {
        return {ratio, -infinity, infinity};
    }
    auto const root = std::sqrt(std::max(0.0, q * q - p * s));
    return {ratio, (q - root) / p, (q + root) / p};
}

Estimate mean_ratio(std::vector<float> const& a,
                    std::vector<float> const& b,
                    std::vector<double> const& weights) {
    if (b.size() != a.size() || a.size() < 2) {
        throw std::invalid_argument{
            "a ratio needs the same worlds on both sides, at least 2"};
    }
    return fieller_ratio(weights.empty() ? plain_means(a, b)
                                         : weighted_means(a, b, weights));
}
}  // namespace chokepoint
