#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
bool filters_trade(MeasureType type) {
    switch (type) {
        case MeasureType::ban:
        case MeasureType::quota:
        case MeasureType::tariff:
        case MeasureType::entity_list:
        case MeasureType::import_ban:
        case MeasureType::licence:
        case MeasureType::export_control:
        case MeasureType::financial_sanction:
        case MeasureType::vendor_exclusion:
            return true;
        default:
            return false;
    }
}

bool influences(MeasureType type) {
    switch (type) {
        case MeasureType::deemed_export:
        case MeasureType::inbound_investment:
        case MeasureType::outbound_investment:
        case MeasureType::judicial:
        case MeasureType::innovation:
        case MeasureType::intra_firm_decoupling:
            return true;
        default:
            return false;
    }
}

bool selects_nodes(MeasureType type) {
    return influences(type) || type == MeasureType::subsidy;
}

bool at_importer(MeasureType type) {
    return type == MeasureType::import_ban || type == MeasureType::tariff ||
           type == MeasureType::vendor_exclusion;
}

bool is_standing(MeasureType type) {
    return type == MeasureType::engagement ||
           type == MeasureType::prequalification ||
           type == MeasureType::blocking_statute;
}

bool has_slots(MeasureType type) {
    return !is_standing(type) && type != MeasureType::subsidy &&
           type != MeasureType::relief;
}

ComplianceKind compliance_kind(MeasureSpec const& m) {
    switch (m.type) {
        case MeasureType::inbound_investment:
        case MeasureType::outbound_investment:
            return ComplianceKind::fdi_review;
        case MeasureType::entity_list:
        case MeasureType::financial_sanction:
            return ComplianceKind::entity_list;
        case MeasureType::import_ban:
        case MeasureType::tariff:
        case MeasureType::vendor_exclusion:
            return ComplianceKind::import_restriction;
        case MeasureType::deemed_export:
        case MeasureType::judicial:
            return ComplianceKind::personnel;
        case MeasureType::intra_firm_decoupling:
            return ComplianceKind::supply_coalition;
        case MeasureType::innovation:
            return ComplianceKind::technology_coalition;
        default:
            return m.target.firms.empty() ? ComplianceKind::export_control
                                          : ComplianceKind::entity_list;
    }
}
}  // namespace chokepoint
