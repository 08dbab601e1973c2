#include "host/campaign/measures/compiled_measure.hpp"

#include <fmt/format.h>

#include "host/campaign/measures/bound_countries.hpp"
#include "host/campaign/measures/influences.hpp"
#include "host/campaign/measures/measure_writer.hpp"
#include "host/campaign/measures/other_measures.hpp"
#include "host/campaign/measures/trade_controls.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
Rows CompiledMeasure::senders_slots() const {
    Rows list;
    for (auto const& part : parts) {
        if (!part.follows_others &&
            (list.empty() || list.back() != part.activation.slot)) {
            list.push_back(part.activation.slot);
        }
    }
    return list;
}

void scale_compliance(ModelBuilder& b, Activation& a, double share) {
    a.comply_scale *= static_cast<float>(share);
    if (a.comply_scale != 1 && a.comply_table == none) {
        a.comply_table = b.table(Distribution::constant(1), 0, 1);
    }
}

CompiledMeasure compile_measure(ModelBuilder& b,
                                MeasureSpec const& m,
                                EmptyScope empty) {
    auto const actors = actors_of(b, m);
    warn_of_bound_countries(b, m, actors);
    MeasureWriter writer{b, m};
    switch (m.type) {
        case MeasureType::logistic:
            write_logistic(b, m, actors.of.front(), writer);
            break;
        case MeasureType::relocation:
            write_relocation(b, m, actors.of.front(), writer);
            break;
        case MeasureType::local_for_local:
            write_local_chains(b, m, actors, writer);
            break;
        case MeasureType::preclusive_buying:
            write_purchases(b, m, actors, writer);
            break;
        default:
            influences(m.type) ? write_influences(b, m, actors, writer)
                               : write_controls(b, m, actors, writer);
    }
    if (writer.empty() && empty == EmptyScope::refuse) {
        if (m.foreign_availability > 0) {
            b.warnings.push_back(fmt::format(
                "{}: {}: controls nothing: free suppliers can replace all of "
                "the trade in scope (foreign_availability)",
                m.location.section, m.location.title));
        } else {
            m.location.fail(
                "",
                "selects no trade: no link crosses a border from "
                "the exporters to the importers with these products "
                "and firms");
        }
    }
    return writer.finish(actors);
}
}  // namespace chokepoint
