#include "host/statistics/quantile_difference.hpp"

#include <Random123/philox.h>
#include <thrust/execution_policy.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/sequence.h>
#include <thrust/sort.h>
#include <thrust/transform.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "host/statistics/replicates.hpp"

namespace chokepoint {
namespace {
/// P(Poisson(1) <= k) * 2^32, rounded; the last stands for all above.
std::array<std::uint32_t, 12> poisson_thresholds() {
    std::array<std::uint32_t, 12> threshold{};
    double term = std::exp(-1.0);
    double sum = 0;
    for (std::size_t k = 0; k < threshold.size(); ++k) {
        sum += term;
        term /= static_cast<double>(k + 1);
        threshold[k] = static_cast<std::uint32_t>(
            std::min(4294967295.0, std::round(sum * 4294967296.0)));
    }
    return threshold;
}

/// How often world i takes part in a resample: Poisson(1), a pure function of
/// (seed, resample, world).
class Participation {
  public:
    Participation(std::uint64_t seed, std::uint32_t resample)
        : key_{{static_cast<std::uint32_t>(seed),
                static_cast<std::uint32_t>(seed >> 32)}},
          resample_{resample} {}

    /// Four worlds from 4 * block on.
    std::array<std::uint8_t, 4> operator()(std::uint32_t block) const {
        static auto const threshold = poisson_thresholds();
        auto const words =
            r123::Philox4x32{}({{block, resample_, bootstrap_stream, 0}}, key_);
        std::array<std::uint8_t, 4> times{};
        for (std::size_t i = 0; i < 4; ++i) {
            while (times[i] < threshold.size() &&
                   words[i] >= threshold[times[i]]) {
                ++times[i];
            }
        }
        return times;
    }

  private:
    /// Keeps clear of the streams of world sampling.
    static constexpr std::uint32_t bootstrap_stream = 0xb0075742u;
    r123::Philox4x32::key_type key_;
    std::uint32_t resample_;
};

std::vector<std::uint32_t> descending_order(std::vector<float> loss) {
    std::vector<std::uint32_t> row(loss.size());
    thrust::sequence(thrust::seq, row.begin(), row.end());
    thrust::stable_sort_by_key(thrust::seq, loss.begin(), loss.end(),
                               row.begin(),
                               [](float a, float b) { return a > b; });
    return row;
}
}  // namespace

Estimate quantile_difference(std::vector<float> const& a,
                             std::vector<float> const& b,
                             double level,
                             std::vector<double> const& weights,
                             std::uint64_t seed,
                             std::uint32_t resamples) {
    auto const n = a.size();
    if (b.size() != n || n == 0) {
        throw std::invalid_argument{
            "a comparison needs the same worlds on both sides"};
    }
    if (!(level > 0 && level < 1) || resamples < 20) {
        throw std::invalid_argument{
            "a level lies between 0 and 1; at least 20 resamples are needed"};
    }
    auto const row_value = [&](std::vector<float> const& loss) {
        Sample const sample{loss, weights};
        return double{sample.sorted()[sample.quantile_row(level)]};
    };
    auto const estimate = row_value(a) - row_value(b);
    if (!weights.empty()) {
        auto difference = replicate_quantiles(Sample{a, weights}, level);
        auto const of_b = replicate_quantiles(Sample{b, weights}, level);
        for (std::uint32_t r = 0; r < replicates; ++r) {
            difference[r] -= of_b[r];
        }
        return replicate_interval(estimate, difference);
    }

    auto const order_a = descending_order(a);
    auto const order_b = descending_order(b);
    auto const one_resample = [&](std::uint32_t resample) {
        Participation const draw{seed, resample};
        std::vector<std::uint8_t> times(n + 3);
        double total = 0;
        for (std::size_t i = 0; i < n; i += 4) {
            auto const four = draw(static_cast<std::uint32_t>(i / 4));
            std::copy(four.begin(), four.end(), times.begin() + i);
            for (auto k = i; k < std::min(n, i + 4); ++k) {
                total += times[k];
            }
        }
        // From the top: the largest loss with F >= level is the first one at
        // which the weight of it and all above exceeds 1 - level.
        auto const quantile = [&](std::vector<std::uint32_t> const& order,
                                  std::vector<float> const& loss) {
            auto const beyond = (1 - level + level_slack) * total;
            double sum = 0;
            for (auto const row : order) {
                sum += times[row];
                if (sum > beyond) {
                    return double{loss[row]};
                }
            }
            return double{loss[order.back()]};
        };
        return quantile(order_a, a) - quantile(order_b, b);
    };
    std::vector<double> difference(resamples);
    thrust::transform(thrust::seq, thrust::counting_iterator<std::uint32_t>(0),
                      thrust::counting_iterator<std::uint32_t>(resamples),
                      difference.begin(), one_resample);
    thrust::sort(thrust::seq, difference.begin(), difference.end());
    auto const tail = static_cast<std::size_t>(0.025 * resamples);
    return {estimate, difference[tail], difference[resamples - 1 - tail]};
}
}  // namespace chokepoint
