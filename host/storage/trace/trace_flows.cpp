#include "host/storage/trace/trace_flows.hpp"

#include <limits>

#include "host/storage/trace/trace.hpp"

namespace chokepoint {
MeasureFlows measure_flows(TraceDescription const& description,
                           Trace const& trace) {
    auto const slots = description.slot.size();
    auto const& flow = description.class_flow;
    auto const for_each_scope = [&](auto&& add) {
        for (std::size_t c = 0; c < flow.size(); ++c) {
            for (auto const slot : description.class_slots.at(c)) {
                add(c, slot);
            }
        }
    };
    MeasureFlows flows;
    flows.baseline.assign(slots, 0);
    for_each_scope([&](std::size_t c, std::uint32_t slot) {
        flows.baseline.at(slot) += flow[c];
    });
    for (auto const& week : trace.weeks) {
        if (week.pass.size() != flow.size()) {
            throw StorageError{"trace", "week " + std::to_string(week.week) +
                                            " has " +
                                            std::to_string(week.pass.size()) +
                                            " classes of links, not " +
                                            std::to_string(flow.size())};
        }
        std::vector<double> passing(slots, 0);
        for_each_scope([&](std::size_t c, std::uint32_t slot) {
            passing[slot] += flow[c] * double{week.pass[c]};
        });
        for (std::size_t i = 0; i < slots; ++i) {
            flows.passing.push_back(passing[i]);
            flows.share.push_back(
                flows.baseline[i] > 0
                    ? passing[i] / flows.baseline[i]
                    : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return flows;
}
}  // namespace chokepoint
