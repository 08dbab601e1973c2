#include "tests/support/reference/reference_shocks.hpp"

#include <algorithm>

namespace chokepoint::test {
namespace {
double damage(CapacityEvent const& e, int week) {
    double const age = week - e.start + e.phase;
    double left = 0;
    if (week >= e.start && age < e.hold) {
        left = 1;
    } else if (week >= e.start && e.recovery > 0) {
        left = clamp01((e.hold + e.recovery - age) / e.recovery);
    }
    return e.severity * left * left;
}

template <class Event>
bool lasts(Event const& e, int week) {
    return week >= e.start && week - e.start < e.hold;
}

bool lasts(MeasureTerm const& term, int week) {
    return week < term.end;
}
}  // namespace

std::vector<double> damage_factors(Baseline const& base,
                                   Shocks const& shocks,
                                   int week) {
    std::vector<double> k(base.network.nodes.size(), 1);
    for (auto const& e : shocks.capacity) {
        k[e.node] *= 1 - damage(e, week);
    }
    return k;
}

std::vector<double> demand_paths(Baseline const& base,
                                 Shocks const& shocks,
                                 int week) {
    std::vector<double> path(base.network.final_demand.size(), 1);
    for (auto const& s : shocks.demand) {
        path[s.sink] += lasts(s, week) ? s.surge : 0;
    }
    for (auto& a : path) {
        a = std::max(0.0, a);
    }
    return path;
}

std::vector<double> lead_times(Baseline const& base,
                               Shocks const& shocks,
                               int week) {
    auto const& links = base.network.links;
    std::vector<double> lead(base.groups(), 0);
    for (std::size_t g = 0; g < base.inputs(); ++g) {
        lead[g] = base.network.inputs[g].lead_time_weeks;
    }
    for (auto const& delay : shocks.delays) {
        if (!lasts(delay, week)) {
            continue;
        }
        for (std::size_t l = 0; l < links.size(); ++l) {
            auto const& routes = links[l].routes;
            auto const passes =
                std::count(routes.begin(), routes.end(), delay.route);
            double const share =
                links[l].flow / base.receipts[base.group_of[l]];
            lead[base.group_of[l]] +=
                delay.delay * share * (passes > 0 ? 1 : 0);
        }
    }
    return lead;
}

ControlFilter control_filter(Baseline const& base,
                             Shocks const& shocks,
                             std::vector<MeasureTerm> const& term,
                             std::vector<double> const& leak,
                             int week) {
    auto const links = base.network.links.size();
    ControlFilter f;
    f.pass.assign(links, 1);
    f.ceiling.assign(links, no_limit);
    f.measure_pass.assign(shocks.measures.size(), 1);
    f.duty.assign(links, 0);
    for (std::size_t m = 0; m < shocks.measures.size(); ++m) {
        auto const& measure = shocks.measures[m];
        if (!lasts(term[m], week)) {
            continue;
        }
        f.measure_pass[m] = term[m].pass + (1 - term[m].pass) * leak[m];
        for (auto l : measure.links) {
            f.pass[l] *= f.measure_pass[m];
            f.duty[l] += measure.duty;
            if (measure.quantity && term[m].pass < 1) {
                f.ceiling[l] = 1;
            }
        }
    }
    return f;
}

void move_leak(Shocks const& shocks,
               std::vector<MeasureTerm> const& term,
               int week,
               std::vector<double>& leak) {
    for (std::size_t m = 0; m < shocks.measures.size(); ++m) {
        auto const& measure = shocks.measures[m];
        double const ceiling = lasts(term[m], week) ? measure.leak_ceiling : 0;
        leak[m] += (ceiling - leak[m]) / measure.leak_weeks;
    }
}
}  // namespace chokepoint::test
