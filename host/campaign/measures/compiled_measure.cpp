#include <fmt/format.h>

#include "host/campaign/measures/bound_countries.hpp"
#include "host/campaign/measures/measure_kinds.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
CompiledMeasure compile_measure(ModelBuilder& b,
                                MeasureSpec const& m,
                                EmptyScope empty) {
    auto const parties = parties_of(b, m);
    warn_of_drafted_countries(b, m, parties);
    MeasureWriter writer{b, m};
    switch (m.type) {
        case MeasureType::logistic:
            write_logistic(b, m, parties.of.front(), writer);
            break;
        case MeasureType::relocation:
            write_relocation(b, m, parties.of.front(), writer);
            break;
        case MeasureType::local_for_local:
            write_local_chains(b, m, parties, writer);
            break;
        case MeasureType::preclusive_buying:
            write_purchases(b, m, parties, writer);
            break;
        default:
            influences(m.type) ? write_influences(b, m, parties, writer)
                               : write_controls(b, m, parties, writer);
    }
    if (writer.empty() && empty == EmptyScope::refuse) {
        if (m.foreign_availability > 0) {
            b.warnings.push_back(fmt::format(
                "{}: {}: controls nothing: free suppliers can replace all of "
                "the trade in scope (foreign_availability)",
                m.origin.section, m.origin.title));
        } else {
            m.origin.fail("",
                          "selects no trade: no link crosses a border from "
                          "the exporters to the importers with these products "
                          "and firms");
        }
    }
    return writer.finish(parties);
}
}  // namespace chokepoint
