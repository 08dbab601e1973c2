#include "host/statistics/proportion.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/statistics/normal.hpp"

namespace chokepoint {
Estimate wilson_interval(double successes, double trials) {
    if (!(trials > 0) || !(successes >= 0) || successes > trials) {
        throw std::invalid_argument{"successes lie between 0 and trials > 0"};
    }
    auto const z2 = normal_975 * normal_975;
    auto const share = successes / trials;
    auto const scale = 1 + z2 / trials;
    auto const centre = (share + z2 / (2 * trials)) / scale;
    auto const reach =
        normal_975 *
        std::sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials)) /
        scale;
    // The ends at 0 and 1 are exact; rounding must not move them.
    return {share, successes == 0 ? 0 : std::max(0.0, centre - reach),
            successes == trials ? 1 : std::min(1.0, centre + reach)};
}
}  // namespace chokepoint
