#include "host/campaign/spec/measure_traits.hpp"

#include "host/campaign/spec/measure_types.hpp"

namespace chokepoint {
bool filters_trade(MeasureType type) {
    return row_of(type).field == MeasureField::trade;
}

bool influences(MeasureType type) {
    return row_of(type).field == MeasureField::influence;
}

bool selects_nodes(MeasureType type) {
    return row_of(type).target == MeasureTarget::nodes;
}

bool at_importer(MeasureType type) {
    return row_of(type).side == ActingSide::importer;
}

bool is_standing(MeasureType type) {
    return row_of(type).term == MeasureTerm::standing;
}

bool has_slots(MeasureType type) {
    return row_of(type).term == MeasureTerm::start_to_end;
}

bool can_retaliate(MeasureType type) {
    return row_of(type).answer == Answer::possible;
}

bool has_followers(MeasureSpec const& m) {
    return !m.allied.allies.empty() || m.reach.de_minimis ||
           m.reach.direct_product;
}

double senders_compliance(MeasureSpec const& m) {
    return has_followers(m) ? 1 : m.allied.compliance.value_or(1);
}

ComplianceKind compliance_kind(MeasureSpec const& m) {
    auto const row = row_of(m.type).compliance;
    return row == ComplianceKind::export_control && !m.target.firms.empty()
               ? ComplianceKind::entity_list
               : row;
}
}  // namespace chokepoint
