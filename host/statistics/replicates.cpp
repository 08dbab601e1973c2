#include "host/statistics/replicates.hpp"

#include <cmath>
#include <limits>

#include "host/statistics/normal.hpp"

namespace chokepoint {
namespace {
double const nan = std::numeric_limits<double>::quiet_NaN();
double const infinity = std::numeric_limits<double>::infinity();

Replicates weight_by_replicate(Sample const& sample) {
    Replicates total{};
    for (std::size_t k = 0; k < sample.size(); ++k) {
        total[sample.replicate(k)] += sample.weight(k);
    }
    return total;
}
}  // namespace

double replicate_error(Replicates const& values) {
    double mean = 0;
    for (auto const value : values) {
        mean += value / replicates;
    }
    double squares = 0;
    for (auto const value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / (replicates - 1) / replicates);
}

Estimate replicate_interval(double estimate, Replicates const& values) {
    auto const error = replicate_error(values);
    if (std::isnan(error)) {
        return {estimate, -infinity, infinity};
    }
    auto const reach = student_975_19 * error;
    return {estimate, estimate - reach, estimate + reach};
}

Replicates replicate_means(Sample const& sample) {
    auto const total = weight_by_replicate(sample);
    Replicates sum{};
    for (std::size_t k = 0; k < sample.size(); ++k) {
        sum[sample.replicate(k)] +=
            sample.weight(k) * double{sample.sorted()[k]};
    }
    for (std::uint32_t r = 0; r < replicates; ++r) {
        sum[r] = total[r] > 0 ? sum[r] / total[r] : nan;
    }
    return sum;
}

Replicates replicate_quantiles(Sample const& sample, double level) {
    auto const total = weight_by_replicate(sample);
    Replicates below{}, quantile;
    quantile.fill(nan);
    std::array<bool, replicates> beyond{};
    for (std::size_t k = 0; k < sample.size(); ++k) {
        auto const r = sample.replicate(k);
        below[r] += sample.weight(k);
        if (!std::isnan(quantile[r])) {
            beyond[r] = true;
        } else if (below[r] >= (level - level_slack) * total[r] &&
                   total[r] > 0) {
            quantile[r] = sample.sorted()[k];
        }
    }
    // Who has nothing beyond knows a lower bound, and not how far it is off.
    for (std::uint32_t r = 0; r < replicates; ++r) {
        if (!beyond[r]) {
            quantile[r] = nan;
        }
    }
    return quantile;
}

Replicates replicate_tail_means(Sample const& sample, double level) {
    auto const total = weight_by_replicate(sample);
    auto const quantile = replicate_quantiles(sample, level);
    Replicates beyond{}, sum{};
    for (std::size_t k = 0; k < sample.size(); ++k) {
        auto const r = sample.replicate(k);
        if (sample.sorted()[k] > quantile[r]) {
            beyond[r] += sample.weight(k);
            sum[r] += sample.weight(k) * double{sample.sorted()[k]};
        }
    }
    for (std::uint32_t r = 0; r < replicates; ++r) {
        auto const atom = (1 - level) * total[r] - beyond[r];
        sum[r] = (sum[r] + quantile[r] * atom) / ((1 - level) * total[r]);
    }
    return sum;
}
}  // namespace chokepoint
