#include "host/explain/other_effect_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/measure_traits.hpp"
#include "host/explain/plain_words.hpp"

namespace chokepoint {
namespace {
/// "3 producers in China".
std::string producers_of(Study const& study, MeasureSpec const& m) {
    auto const& network = study.network;
    auto const nodes = Selection{network}.nodes(m.target, m.location);
    std::set<std::uint32_t> countries;
    for (auto const node : nodes) {
        countries.insert(network.nodes[node].country);
    }
    std::vector<std::string> names;
    for (auto const c : countries) {
        names.push_back(network.countries[c].name);
    }
    return counted(nodes.size(), "producer") + " in " + listed(names);
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
    add_effect(text, m.effects.growth, "growth of their capacity");
    add_effect(text, m.effects.ramp, "time to qualify new suppliers");
    add_effect(text, m.effects.erosion, "their loss of standing");
    add_effect(text, m.effects.slack, "use of spare capacity");
    add_effect(text, m.effects.sender_erosion,
               "loss of standing of the sender");
    return fmt::format(
        "on knowledge, money or people of {}, not on goods: no link is "
        "filtered; {}{}",
        producers_of(study, m), text.empty() ? "nothing changes" : text,
        firmness_words(m));
}

std::string subsidy_words(Study const& study, MeasureSpec const& m) {
    auto const& t = m.of<SubsidyTerms>();
    return fmt::format(
        "capacity of {} {}{} from week {} on{}; no link is filtered",
        producers_of(study, m), t.capacity < 0 ? "" : "+",
        plain_percent(t.capacity), m.start_week + t.build_weeks,
        t.waits_for_demand > 0
            ? fmt::format(", once demand is {} of the baseline",
                          plain_percent(t.waits_for_demand))
            : "");
}
}  // namespace

std::string other_effect_words(Study const& study, MeasureSpec const& m) {
    if (influences(m.type)) {
        return influence_words(study, m);
    }
    switch (m.type) {
        case MeasureType::logistic:
            return fmt::format("{} passes on {}", plain_percent(m.pass),
                               m.target.routes.empty()
                                   ? "all routes"
                                   : listed(m.target.routes));
        case MeasureType::subsidy:
            return subsidy_words(study, m);
        case MeasureType::relocation: {
            auto const& t = m.of<RelocationTerms>();
            return fmt::format(
                "{} of the capacity of {} moves to {} a year; no link is "
                "filtered",
                plain_percent(t.rate), listed(t.from_countries),
                listed(t.to_countries));
        }
        case MeasureType::preclusive_buying: {
            auto const& t = m.of<PurchaseTerms>();
            return fmt::format(
                "buys {} of the sales of {} of {} on top; products that this "
                "crowds out there lose {} of their capacity a week; no link "
                "is filtered",
                plain_percent(t.surge), listed(m.target.products),
                listed(m.target.exporters), plain_percent(t.decay));
        }
        case MeasureType::engagement: {
            auto const& t = m.of<EngagementTerms>();
            return fmt::format(
                "opens alternate suppliers worth {} of what each buyer gets, "
                "shut in packages without it{}",
                plain_percent(t.weight),
                t.leak_effect > 0
                    ? "; leaks fall by " + plain_percent(t.leak_effect)
                    : "");
        }
        case MeasureType::prequalification: {
            auto const& t = m.of<PrequalificationTerms>();
            return fmt::format(
                "alternates of {} for {} are {} from week 0{}; no link is "
                "filtered",
                m.target.importers.empty() ? "all importers"
                                           : listed(m.target.importers),
                m.target.products.empty() ? "all products"
                                          : listed(m.target.products),
                t.level == "ready" ? "fully qualified"
                                   : "tested, not yet at volume,",
                t.kept ? " and stay so" : "");
        }
        case MeasureType::local_for_local: {
            auto const& t = m.of<LocalForLocalTerms>();
            return fmt::format(
                "{} of the region's imports give way to "
                "suppliers in it, qualified from week 0",
                plain_percent(t.share));
        }
        case MeasureType::blocking_statute: {
            auto const& t = m.of<BlockingStatuteTerms>();
            return fmt::format("firms of {} follow measures of others {} less",
                               listed(m.target.countries),
                               plain_percent(t.strength));
        }
        default:
            return "ends " + listed(m.lifted());
    }
}

std::string firmness_words(MeasureSpec const& m) {
    std::string text;
    if (m.strictness < 1) {
        text += fmt::format(" (strictness {})", plain_number(m.strictness));
    }
    bool const drawn = m.coverage.kind != Distribution::Kind::constant;
    if (drawn || m.coverage.first < 1) {
        text += fmt::format("; {} of what is announced is really covered{}",
                            plain_percent(mean_of(m.coverage)),
                            drawn ? " on average (drawn once a world)" : "");
    }
    if (senders_compliance(m) < 1) {
        text += fmt::format("; who acts complies {}",
                            plain_percent(senders_compliance(m)));
    }
    return text;
}

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

}  // namespace chokepoint
