#include "host/explain/effect_words.hpp"

#include <fmt/format.h>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/explain/other_effect_words.hpp"

namespace chokepoint {
namespace {
/// Share of applications that are large ones: with the default terms it gives
/// both the US record by count (0.67, 2018 to 2023) and that by value (0.38).
constexpr double large_applications = 0.12;

using Lines = std::vector<WordLine>;

/// Share that the senders take away of what they mean to, on average.
double firmness(MeasureSpec const& m) {
    return m.strictness * mean_of(m.coverage) * senders_compliance(m);
}

/// "nothing passes", or "20 % passes", of a rule that lets `allowed` pass.
std::string passes(MeasureSpec const& m, double allowed) {
    auto const share = 1 - firmness(m) * (1 - allowed);
    return share <= 0 ? std::string{"nothing passes"}
                      : plain_percent(share) + " of the baseline passes";
}

std::string tariff_words(Study const& study,
                         MeasureSpec const& m,
                         ScopeFinder const& finder,
                         Rows const& own) {
    double flow = 0, left = 0;
    for (auto const s : own) {
        auto const here = finder.scope({s}).flow;
        flow += here;
        left += here * double{study.model.slot[s].level_pass[0]};
    }
    return fmt::format(
        "a duty of {} on the value; orders fall to {} of the baseline by "
        "the products' elasticities{}",
        plain_percent(m.rate), plain_percent(flow > 0 ? left / flow : 1),
        firmness_words(m));
}

/// Peers that lose a share unmeant: friction slots beside quantity ones.
std::string chill_words(Study const& study,
                        MeasureSpec const& m,
                        ScopeFinder const& finder) {
    Rows chilled;
    for (auto const s : slots_of(study, m.name)) {
        auto const& slot = study.model.slot[s];
        if (slot.type == SlotType::fixed && !slot.quantity) {
            chilled.push_back(s);
        }
    }
    if (chilled.empty()) {
        return {};
    }
    auto const scope = finder.scope(chilled);
    return fmt::format(
        "; {} of their peers ({} million USD a week) shrink by {}, as sellers "
        "take no risk",
        counted(scope.links.size(), "link"), plain_number(scope.flow),
        plain_percent(m.chill));
}

Lines licence_words(MeasureSpec const& m) {
    auto const& terms = m.licence;
    auto const expected = expected_licences(terms);
    return {
        {"effect",
         fmt::format("nothing passes until a permit is given: half are "
                     "decided within {} weeks, nine in ten within {}{}",
                     plain_number(terms.wait_weeks.quantile(0.5, 0.5)),
                     plain_number(terms.wait_weeks.quantile(0.9, 0.1)),
                     firmness_words(m))},
        {"permits",
         fmt::format("{} of ordinary and {} of large applications are "
                     "approved: {} by value, {} by count (if {} of them are "
                     "large); {} of an approval is used, so in the end {} of "
                     "the trade passes",
                     plain_percent(terms.approval_small),
                     plain_percent(terms.approval_large),
                     plain_percent(expected.by_value),
                     plain_percent(expected.by_count),
                     plain_percent(large_applications),
                     plain_percent(terms.utilisation),
                     plain_percent(1 - firmness(m) * (1 - expected.passes)))}};
}
}  // namespace

ExpectedLicences expected_licences(LicenceTerms const& terms) {
    auto const mix = [&](double large) {
        return (1 - large) * terms.approval_small +
               large * terms.approval_large;
    };
    auto const value = mix(terms.large_value_share);
    return {mix(large_applications), value, value * terms.utilisation};
}

std::string kind_in_words(MeasureType type) {
    switch (type) {
        case MeasureType::ban:
            return "export ban";
        case MeasureType::quota:
            return "export quota";
        case MeasureType::tariff:
            return "import tariff";
        case MeasureType::entity_list:
            return "entity list";
        case MeasureType::import_ban:
            return "import ban";
        case MeasureType::logistic:
            return "closed route";
        case MeasureType::licence:
            return "export licences";
        case MeasureType::export_control:
            return "export control";
        case MeasureType::financial_sanction:
            return "financial sanction";
        case MeasureType::vendor_exclusion:
            return "exclusion of vendors";
        case MeasureType::deemed_export:
            return "control of knowledge (deemed exports)";
        case MeasureType::inbound_investment:
            return "review of inbound investment";
        case MeasureType::outbound_investment:
            return "limits on outbound investment";
        case MeasureType::judicial:
            return "prosecution";
        case MeasureType::innovation:
            return "joint innovation";
        case MeasureType::intra_firm_decoupling:
            return "decoupling within firms";
        case MeasureType::subsidy:
            return "subsidy";
        case MeasureType::relocation:
            return "relocation of plants";
        case MeasureType::preclusive_buying:
            return "preclusive buying";
        case MeasureType::engagement:
            return "engagement of third countries";
        case MeasureType::prequalification:
            return "qualification in advance";
        case MeasureType::local_for_local:
            return "local-for-local chains";
        case MeasureType::blocking_statute:
            return "blocking statute";
        case MeasureType::relief:
            return "relief";
    }
    return {};
}

Lines effect_words(Study const& study,
                   MeasureSpec const& m,
                   ScopeFinder const& finder,
                   Rows const& own) {
    switch (m.type) {
        case MeasureType::licence:
            return licence_words(m);
        case MeasureType::tariff:
            return {{"effect", tariff_words(study, m, finder, own)}};
        case MeasureType::quota:
            return {{"effect", passes(m, m.quota) + firmness_words(m)}};
        case MeasureType::entity_list:
            if (m.target.firms.empty()) {
                return {
                    {"effect",
                     fmt::format("{} of the trade is with firms that are "
                                 "listed: it stops; the rest shrinks by "
                                 "{}, as sellers take no risk{}",
                                 plain_percent(m.listed_share),
                                 plain_percent(m.chill), firmness_words(m))}};
            }
            [[fallthrough]];
        case MeasureType::financial_sanction:
            return {{"effect", passes(m, 0) + firmness_words(m) +
                                   chill_words(study, m, finder)}};
        case MeasureType::vendor_exclusion:
            return {{"effect",
                     fmt::format("phased out in equal steps within {} weeks, "
                                 "then {}{}",
                                 m.of<VendorExclusionTerms>().exclusion_weeks,
                                 passes(m, 0), firmness_words(m))}};
        case MeasureType::ban:
        case MeasureType::import_ban:
        case MeasureType::export_control:
            return {{"effect", passes(m, 0) + firmness_words(m)}};
        default:
            return {{"effect", other_effect_words(study, m)}};
    }
}
}  // namespace chokepoint
