#include "host/study/effect_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace chokepoint {
namespace {
/// Share of applications that are large ones: with the default terms it gives
/// both the US record by count (0.67, 2018 to 2023) and that by value (0.38).
constexpr double large_applications = 0.12;

using Lines = std::vector<WordLine>;

/// Share that the senders take away of what they mean to, on average.
double firmness(MeasureSpec const& m) {
    return m.strictness * mean_of(m.coverage) * m.allied.compliance.value_or(1);
}

/// The same in words; empty: all of it.
std::string firmness_words(MeasureSpec const& m) {
    std::string text;
    if (m.strictness < 1) {
        text += fmt::format("; enforced with strictness {}",
                            plain_number(m.strictness));
    }
    bool const drawn = m.coverage.kind != Distribution::Kind::constant;
    if (drawn || m.coverage.first < 1) {
        text += fmt::format("; {} of what is announced is really covered{}",
                            plain_percent(mean_of(m.coverage)),
                            drawn ? " on average (drawn once a world)" : "");
    }
    return text;
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
         fmt::format("nothing passes until a permit is given: half of the "
                     "applications are decided within {} weeks, nine in ten "
                     "within {}{}",
                     plain_number(terms.wait_weeks.quantile(0.5, 0.5)),
                     plain_number(terms.wait_weeks.quantile(0.9, 0.1)),
                     firmness_words(m))},
        {"permits",
         fmt::format("approved: {} of ordinary and {} of large applications, "
                     "that is {} by value and {} by count (if {} of them are "
                     "large); {} of an approval is used, so that {} of the "
                     "trade passes in the end",
                     plain_percent(terms.approval_small),
                     plain_percent(terms.approval_large),
                     plain_percent(expected.by_value),
                     plain_percent(expected.by_count),
                     plain_percent(large_applications),
                     plain_percent(terms.utilisation),
                     plain_percent(1 - firmness(m) * (1 - expected.passes)))}};
}

void add_effect(std::string& text, double effect, char const* what) {
    if (effect != 0) {
        text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", what,
                            effect > 0 ? "+" : "-",
                            plain_percent(std::abs(effect)));
    }
}

std::string influence_words(Study const& study, MeasureSpec const& m) {
    std::string text;
    add_effect(text, m.effects.growth, "capacity growth of the target");
    add_effect(text, m.effects.ramp, "its time to qualify new suppliers");
    add_effect(text, m.effects.erosion, "its loss of standing");
    add_effect(text, m.effects.slack, "its use of spare capacity");
    add_effect(text, m.effects.sender_erosion,
               "loss of standing of the sender");
    auto const nodes = Selection{study.network}.nodes(m.target, m.origin);
    return fmt::format(
        "on knowledge, money or people of {}, not on goods: no link is "
        "filtered; {}{}",
        counted(nodes.size(), "producer"),
        text.empty() ? "nothing changes" : text, firmness_words(m));
}

std::string other_words(MeasureSpec const& m) {
    auto const& t = m.terms;
    switch (m.type) {
        case MeasureType::logistic:
            return fmt::format("{} passes on the route", plain_percent(m.pass));
        case MeasureType::subsidy:
            return fmt::format(
                "capacity {}{} from week {} on{}; no link is filtered",
                t.capacity < 0 ? "" : "+", plain_percent(t.capacity),
                m.start_week + t.build_weeks,
                t.waits_for_demand > 0
                    ? fmt::format(", once demand is {} of the baseline",
                                  plain_percent(t.waits_for_demand))
                    : "");
        case MeasureType::relocation:
            return fmt::format(
                "{} of the capacity moves a year; no link is "
                "filtered",
                plain_percent(t.relocation));
        case MeasureType::preclusive_buying:
            return fmt::format(
                "buys {} of the target's sales on top; its crowded-out "
                "products lose {} of their capacity a week; no link is "
                "filtered",
                plain_percent(t.surge), plain_percent(t.decay));
        case MeasureType::engagement:
            return fmt::format(
                "opens alternate suppliers worth {} of what each buyer gets, "
                "shut in packages without it{}",
                plain_percent(t.weight),
                t.leak_effect > 0
                    ? "; leaks fall by " + plain_percent(t.leak_effect)
                    : "");
        case MeasureType::prequalification:
            return fmt::format(
                "alternates are {} from week 0{}; no link is filtered",
                t.level == "ready" ? "fully qualified" : "tested, not ramped",
                t.kept ? " and stay so" : "");
        case MeasureType::local_for_local:
            return fmt::format(
                "{} of the region's imports are replaced by "
                "suppliers in it, qualified from week 0",
                plain_percent(t.share));
        case MeasureType::blocking_statute:
            return fmt::format("firms there follow measures of others {} less",
                               plain_percent(t.strength));
        default:
            return "ends the measures " + listed(t.lifts);
    }
}
}  // namespace

double mean_of(Distribution const& d) {
    if (d.kind == Distribution::Kind::constant) {
        return d.first;
    }
    int const points = 1000;
    double sum = 0;
    for (int i = 0; i < points; ++i) {
        double const p = (i + 0.5) / points;
        sum += d.quantile(p, 1 - p);
    }
    return sum / points;
}

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
                                 m.terms.exclusion_weeks, passes(m, 0),
                                 firmness_words(m))}};
        case MeasureType::ban:
        case MeasureType::import_ban:
        case MeasureType::export_control:
            return {{"effect", passes(m, 0) + firmness_words(m)}};
        case MeasureType::deemed_export:
        case MeasureType::inbound_investment:
        case MeasureType::outbound_investment:
        case MeasureType::judicial:
        case MeasureType::innovation:
        case MeasureType::intra_firm_decoupling:
            return {{"effect", influence_words(study, m)}};
        default:
            return {{"effect", other_words(m)}};
    }
}
}  // namespace chokepoint
