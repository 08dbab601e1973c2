/// \file type_defaults.cpp
/// Rates, severities and durations by family type: model C2,
/// C3. Most are judgement, marked [J] there: the user must be able to
/// override every one.
#include "host/campaign/spec/type_defaults.hpp"

#include "host/campaign/spec/measure_types.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
namespace {
using D = Distribution;

/// Policy families react to regime and tension (model C3).
void make_policy(FamilySpec& f) {
    f.multiplier = {0.3, 1, 3, 5};
    f.tension_slope = 0.25;
    f.tension_jump = 0.3;
    f.split = {"exporter", "importer", "product"};
}

InstrumentTerms default_terms(MeasureType type) {
    switch (type) {
        case MeasureType::vendor_exclusion:
            return VendorExclusionTerms{};
        case MeasureType::subsidy:
            return SubsidyTerms{};
        case MeasureType::relocation:
            return RelocationTerms{};
        case MeasureType::preclusive_buying:
            return PurchaseTerms{};
        case MeasureType::engagement:
            return EngagementTerms{};
        case MeasureType::prequalification:
            return PrequalificationTerms{};
        case MeasureType::local_for_local:
            return LocalForLocalTerms{};
        case MeasureType::blocking_statute:
            return BlockingStatuteTerms{};
        case MeasureType::relief:
            return ReliefTerms{};
        default:
            return {};
    }
}
}  // namespace

FamilySpec default_family(FamilyType type) {
    FamilySpec f;
    f.type = type;
    f.name = family_names()[static_cast<std::size_t>(type)];
    switch (type) {
        case FamilyType::natural_hazard:
            f.rate = 0.10;
            f.fraction = D::beta(1, 4);
            f.severity = D::beta(1.2, 3);
            f.hold_weeks = D::lognormal(1.5, 0.8);
            f.recovery_weeks = D::lognormal(10, 0.7);
            break;
        case FamilyType::plant_accident:  // Renesas Naka, 2021
            f.rate = 0.015;
            f.severity = D::beta(6, 1.5);
            f.hold_weeks = D::lognormal(4, 0.5);
            f.recovery_weeks = D::lognormal(9.7, 0.4);
            break;
        case FamilyType::cyber_outage:
            f.rate = 0.03;
            f.multiplier = {0.7, 1, 2, 5};
            f.severity = D::beta(3, 2);
            f.hold_weeks = D::lognormal(0.7, 0.6);
            f.recovery_weeks = D::lognormal(2, 0.5);
            break;
        case FamilyType::logistic:
            f.rate = 0.10;
            f.pass = D::beta(2, 2);
            f.delay_weeks = D::uniform(1, 3);
            f.hold_weeks = D::lognormal(2, 1.2);
            f.recovery_weeks = D::lognormal(4, 0.7);
            break;
        case FamilyType::demand_surge:
            f.rate = 0.05;
            f.surge = D::lognormal(0.17, 0.4);
            f.hold_weeks = D::lognormal(52, 0.4);
            break;
        case FamilyType::export_ban:
            make_policy(f);
            f.rate = 0.05;
            f.pass = D::mixture(0, 0.4, D::beta(2, 2));
            f.hold_weeks = D::lognormal(70, 0.7);
            break;
        case FamilyType::licence:
            make_policy(f);
            f.tension_jump = 0;
            f.rate = 0.15;
            f.hold_weeks = D::lognormal(104, 0.7);
            break;
        case FamilyType::entity_list:
            make_policy(f);
            f.split = {"exporter", "importer"};
            f.tension_jump = 0.05;
            f.rate = 12;
            f.batch = D::negative_binomial(9.5, 1);
            f.hold_weeks = D::lognormal(260, 0.6);
            break;
        case FamilyType::import_ban:
            make_policy(f);
            f.rate = 0.05;
            f.pass = D::uniform(0, 0.5);
            f.hold_weeks = D::lognormal(260, 0.6);
            break;
        case FamilyType::tariff:
            make_policy(f);
            f.split = {"exporter", "importer"};
            f.rate = 0.15;
            f.hold_weeks = D::lognormal(104, 0.8);
            break;
        case FamilyType::blockade:
            f.tension_jump = 1;
            f.pass = D::uniform(0, 0.1);
            f.severity = D::beta(5, 2);
            f.hold_weeks = D::lognormal(13, 1.0);
            f.recovery_weeks = D::lognormal(78, 0.6);
            break;
    }
    return f;
}

EventSpec default_event(EventType type) {
    EventSpec e;
    e.type = type;
    e.severity = type == EventType::capacity ? 1 : 0;
    e.pass = type == EventType::blockade ? 0 : 1;
    return e;
}

LicenceTerms default_licence(LicenceRecord record) {
    LicenceTerms l;
    l.record = record;
    if (record == LicenceRecord::supply) {
        l.utilisation = 1;
        l.approval_small = 0.95;
        l.approval_large = 0.90;
        l.wait_weeks = D::lognormal(9, 0.383);
    }
    return l;
}

MeasureSpec default_measure(MeasureType type) {
    auto const& row = row_of(type);
    MeasureSpec m;
    m.type = type;
    m.terms = default_terms(type);
    m.tension_jump = row.tension_jump;
    m.effects = row.effects;
    return m;
}
}  // namespace chokepoint
