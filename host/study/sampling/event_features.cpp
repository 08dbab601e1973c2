#include "host/study/sampling/event_features.hpp"

#include <algorithm>

namespace chokepoint {
double weeks_of_effect(DrawnEvent const& event, std::int32_t weeks) {
    auto const left =
        std::max(0.0, double(weeks - event.start) - double{event.phase});
    auto const hold = std::min(double{event.hold}, left);
    double const recovery = event.recovery;
    if (!(recovery > 0)) {
        return hold;
    }
    // w falls from 1 to 0: the integral of w^2 over a part x of the recovery
    // is (1 - (1 - x)^3) / 3 of it.
    auto const rest = 1 - std::min(1.0, (left - hold) / recovery);
    return hold + recovery / 3 * (1 - rest * rest * rest);
}

std::vector<double> EventFeatures::operator()(
    std::vector<DrawnEvent> const& events) const {
    std::vector<double> features(size());
    for (auto const& event : events) {
        auto const effect = weeks_of_effect(event, weeks_);
        auto* const of_family = &features.at(3 * event.family);
        of_family[0] += 1;
        of_family[1] += effect;
        of_family[2] += effect * double{event.stopped};
    }
    return features;
}
}  // namespace chokepoint
