#include "tests/support/reference/reference_limits.hpp"

#include <algorithm>

namespace chokepoint::test {
namespace {
/// Model B0.8.
double flushed(double activity) {
    return activity < 1e-6 ? 0 : activity;
}
}  // namespace

double stock_limit(Input const& in, double stock, double use) {
    return stock / (use * std::max(1.0, in.caution * (1 + in.cover_weeks)));
}

double important_limit(Input const& in, double rho, double cover) {
    return rho - in.importance * std::max(0.0, rho - cover);
}

double bundle_limit(Baseline const& base,
                    std::size_t node,
                    double rho,
                    std::vector<double> const& cover) {
    double lacking = 0;
    for (auto g : base.groups_of(node, InputClass::bundle)) {
        lacking += base.omega[g] * std::max(0.0, rho - cover[g]);
    }
    return rho - (1 - base.network.nodes[node].bundle_floor) * lacking;
}

Activity limited_activity(Baseline const& base,
                          std::size_t node,
                          double want,
                          std::vector<double> const& cover,
                          Flaws const& flaws) {
    double x = want;
    for (auto g : base.groups_of(node, InputClass::critical)) {
        x = std::min(x, cover[g]);
    }
    double const rho = flaws.limits_at_one ? 1 : std::max(1.0, x);
    for (auto g : base.groups_of(node, InputClass::important)) {
        x = std::min(x, important_limit(base.network.inputs[g], rho, cover[g]));
    }
    Activity activity;
    activity.before_bundle = flushed(std::max(0.0, x));
    activity.starts = activity.before_bundle;
    if (!base.groups_of(node, InputClass::bundle).empty()) {
        double const of_bundle =
            flaws.limits_at_one ? 1 : std::max(1.0, activity.before_bundle);
        activity.starts = std::min(activity.before_bundle,
                                   bundle_limit(base, node, of_bundle, cover));
        activity.starts = flushed(std::max(0.0, activity.starts));
    }
    return activity;
}
}  // namespace chokepoint::test
