#include "host/campaign/model/quantile_table.hpp"

#include <algorithm>
#include <cmath>

#include "host/campaign/spec/special_functions.hpp"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
namespace {
constexpr double two_32 = 4294967296.0;

float clamped(double value, double low, double high) {
    return static_cast<float>(std::min(std::max(value, low), high));
}
}  // namespace

double knot_position(std::uint32_t j) {
    if (j == 0) {
        return 0;
    }
    auto const octave = (j - 1) / 32, step = (j - 1) % 32;
    return std::ldexp(32.0 + step, static_cast<int>(octave));
}

std::vector<float> quantile_knots(QuantileFunction const& quantile,
                                  double low,
                                  double high) {
    std::vector<float> table(knots);
    for (std::uint32_t j = 0; j < knots_per_half; ++j) {
        double const p = j == 0 ? 0.5 / two_32 : knot_position(j) / two_32;
        table[j] = clamped(quantile(p, 1 - p), low, high);
        table[knots_per_half + j] = clamped(quantile(1 - p, p), low, high);
    }
    return table;
}

float read_quantile(float const* table, std::uint32_t word) {
    bool const upper = word >> 31;
    auto const v = upper ? ~word : word;
    int const shift = v >= 32 ? 26 - __builtin_clz(v) : 0;
    auto const j = v >= 32 ? 1 + static_cast<std::uint32_t>(shift) * 32 +
                                 ((v >> shift) - 32)
                           : 0;
    auto const width = v >= 32 ? std::ldexp(1.0f, shift) : 32.0f;
    auto const from = static_cast<std::uint32_t>(knot_position(j));
    auto const* half = table + (upper ? knots_per_half : 0);
    float const fraction =
        static_cast<float>(static_cast<std::int32_t>(v - from)) / width;
    return std::fma(fraction, half[j + 1] - half[j], half[j]);
}

QuantileFunction inverse_chi_scale(double freedom) {
    return [freedom](double p, double complement) {
        return std::sqrt(freedom / chi_square_quantile(complement, p, freedom));
    };
}

std::vector<float> latent_knots_of(Distribution const& severity,
                                   double freedom,
                                   double low,
                                   double high) {
    std::vector<float> table(latent_knots);
    for (std::uint32_t j = 0; j < latent_knots; ++j) {
        double const x = -8 + 16.0 * j / (latent_knots - 1);
        double const tail =
            freedom > 0 ? student_upper_tail(x, freedom) : normal_upper_tail(x);
        double const value = x < 0 ? severity.quantile(tail, 1 - tail)
                                   : severity.quantile(1 - tail, tail);
        table[j] = clamped(value, low, high);
    }
    return table;
}

std::uint32_t threshold_of(double p) {
    double const words = std::ceil(p * two_32);
    if (words >= two_32) {
        return 0xffffffffu;
    }
    return words <= 0 ? 0 : static_cast<std::uint32_t>(words);
}

std::vector<std::uint32_t> poisson_thresholds(double mean) {
    std::vector<std::uint32_t> thresholds;
    double cumulative = 0;
    for (int k = 0; mean > 0; ++k) {
        double const term =
            std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
        cumulative += term;
        // Beyond the mean and below the resolution of a word: the end. For
        // large means the sum may miss 1 by rounding; then the term tells.
        if (k > mean &&
            (1 - cumulative < 1 / two_32 || term < 1 / (256 * two_32))) {
            break;
        }
        thresholds.push_back(threshold_of(cumulative));
    }
    return thresholds;
}

std::vector<std::uint32_t> binomial_thresholds(std::uint32_t n, double p) {
    std::vector<std::uint32_t> thresholds;
    double cumulative = 0;
    for (std::uint32_t k = 0; k < n; ++k) {
        double const log_choose = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) -
                                  std::lgamma(n - k + 1.0);
        cumulative +=
            std::exp(log_choose) * std::pow(p, k) * std::pow(1 - p, n - k);
        thresholds.push_back(threshold_of(cumulative));
    }
    return thresholds;
}

std::vector<std::uint32_t> discrete_thresholds(
    std::vector<double> const& probabilities) {
    std::vector<std::uint32_t> thresholds;
    double cumulative = 0;
    for (std::size_t i = 0; i + 1 < probabilities.size(); ++i) {
        cumulative += probabilities[i];
        thresholds.push_back(threshold_of(cumulative));
    }
    return thresholds;
}
}  // namespace chokepoint
