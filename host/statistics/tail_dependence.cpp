#include "host/statistics/tail_dependence.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "host/statistics/proportion.hpp"
#include "host/statistics/risk.hpp"
#include "host/statistics/weighted_shares.hpp"
#include "host/statistics/weights.hpp"

namespace chokepoint {
Exceedances find_exceedances(Sample const& sample,
                             std::vector<float> const& losses,
                             double level,
                             std::vector<double> const& weights) {
    if (losses.size() != sample.size() ||
        sample.weighted() == weights.empty()) {
        throw std::invalid_argument{"a sample of other losses"};
    }
    Exceedances found{};
    found.worlds = tail_worlds(sample, level);
    found.value_at_risk = sample.sorted()[sample.quantile_row(level)];
    // Unweighted: n (1 - level) as a whole number where it is one.
    found.tail_weight =
        weights.empty() ? found.worlds
                        : (1 - level) * checked_total(weights, losses.size());
    if (!weights.empty()) {
        found.tail_of_replicate.resize(replicates);
        for (std::size_t i = 0; i < losses.size(); ++i) {
            found.tail_of_replicate[i % replicates] += (1 - level) * weights[i];
        }
    }
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (losses[i] > found.value_at_risk) {
            found.row.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return found;
}

Estimate tail_dependence(Exceedances const& a,
                         Exceedances const& b,
                         std::vector<double> const& weights) {
    if (a.row.empty() || b.row.empty()) {
        auto const nan = std::numeric_limits<double>::quiet_NaN();
        return {nan, nan, nan};
    }
    double both = 0;
    Replicates hits{}, trials_of{};
    for (std::size_t i = 0, j = 0; i < a.row.size() && j < b.row.size();) {
        if (a.row[i] == b.row[j]) {
            auto const weight = weights.empty() ? 1 : weights.at(a.row[i]);
            both += weight;
            hits[a.row[i] % replicates] += weight;
        }
        auto const row = std::min(a.row[i], b.row[j]);
        i += a.row[i] == row ? 1 : 0;
        j += b.row[j] == row ? 1 : 0;
    }
    auto const trials = std::min(a.worlds, b.worlds);
    if (!a.tail_of_replicate.empty()) {
        std::copy(a.tail_of_replicate.begin(), a.tail_of_replicate.end(),
                  trials_of.begin());
        return share_of_weight(hits, trials_of, trials);
    }
    auto const share = std::min(1.0, both / a.tail_weight);
    return wilson_interval(share * trials, trials);
}
}  // namespace chokepoint
