#include "host/explain/actor_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "host/campaign/model/compliance.hpp"
#include "host/campaign/selection/value_content.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
/// Countries told apart in a line; the others are added up.
constexpr std::size_t told_apart = 4;

std::string conduct(Follower const& f) {
    return fmt::format(
        "complies {}{}", plain_percent(f.compliance),
        f.lag_weeks > 0 ? fmt::format(", {} weeks later", f.lag_weeks) : "");
}

/// "12 links, 3.4 million USD a week; ", or nothing if there is no trade.
std::string trade_of(std::size_t links, double flow) {
    return links == 0 ? std::string{}
                      : fmt::format("{}, {} million USD a week; ",
                                    counted(links, "link"), plain_number(flow));
}

std::string followers_in_words(Study const& study,
                               std::vector<Follower> const& followers) {
    std::vector<std::string> parts;
    std::size_t links = 0;
    double flow = 0, complied = 0, weight = 0;
    for (std::size_t k = 0; k < followers.size(); ++k) {
        auto const& f = followers[k];
        if (k < told_apart || followers.size() == told_apart + 1) {
            parts.push_back(fmt::format(
                "{} ({}{})", study.network.countries[f.country].name,
                trade_of(f.links.size(), f.flow), conduct(f)));
            continue;
        }
        links += f.links.size();
        flow += f.flow;
        complied += f.compliance;
        weight += 1;
    }
    if (weight > 0) {
        parts.push_back(fmt::format("{:.0f} others ({}comply {} on average)",
                                    weight, trade_of(links, flow),
                                    plain_percent(complied / weight)));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

/// Which of the rules reaches the links of third countries.
std::string reach_in_words(Study const& study,
                           MeasureSpec const& m,
                           Actors const& actors,
                           std::vector<Follower> const& third) {
    auto const& rule = m.reach;
    std::size_t by_content = 0, by_tools = 0;
    double content_flow = 0, tools_flow = 0;
    std::vector<double> content;
    if (rule.de_minimis) {
        content = controller_content(study.network, actors.senders);
    }
    for (auto const& f : third) {
        for (auto const l : f.links) {
            auto const& link = study.network.links[l];
            // As the compiler does: a hair below the threshold counts.
            bool const enough = rule.de_minimis && content[link.supplier] >=
                                                       *rule.de_minimis - 1e-9;
            ++(enough ? by_content : by_tools);
            (enough ? content_flow : tools_flow) += link.flow;
        }
    }
    std::string text;
    if (rule.de_minimis) {
        text += fmt::format(
            "{} ({} million USD a week) hold at least {} of the senders' "
            "value",
            counted(by_content, "link"), plain_number(content_flow),
            plain_percent(*rule.de_minimis));
    }
    if (rule.direct_product) {
        text += fmt::format(
            "{}{} ({} million USD a week) are made with the senders' tools, "
            "up to {} stages upstream",
            text.empty() ? "" : "; ",
            counted(by_tools, rule.de_minimis ? "other link" : "link"),
            plain_number(tools_flow), rule.depth);
    }
    return text;
}
}  // namespace

std::vector<Follower> followers_of(Study const& study,
                                   ModelBuilder const& b,
                                   MeasureSpec const& m,
                                   Actors const& actors,
                                   ScopeFinder const& finder) {
    auto const& countries = study.network.countries;
    std::map<std::string, Rows> slots;
    for (auto const s : slots_of(study, m.name)) {
        slots[party_of(study.model.slot_name[s])].push_back(s);
    }
    std::vector<Follower> list;
    for (std::uint32_t c = 0; c < countries.size(); ++c) {
        bool const acts = std::any_of(
            actors.of.begin(), actors.of.end(), [&](Actor const& actor) {
                return actor.country == c && !actor.follows;
            });
        auto const found = slots.find(countries[c].id);
        bool const ally = actors.allies[c] != 0;
        if (acts || (!ally && found == slots.end())) {
            continue;
        }
        auto const actor = third_country_actor(b, m, c);
        auto const& row = *actor.follows;
        Follower f{};
        f.country = c;
        f.third = !ally;
        if (found != slots.end()) {
            auto const scope = finder.scope(found->second);
            f.links = scope.links;
            f.flow = scope.flow;
        }
        f.compliance =
            m.allied.compliance.value_or(row.alpha / (row.alpha + row.beta));
        f.lag_weeks = row.lag_weeks;
        list.push_back(f);
    }
    std::stable_sort(list.begin(), list.end(),
                     [](Follower const& a, Follower const& b) {
                         return std::make_pair(a.third, -a.flow) <
                                std::make_pair(b.third, -b.flow);
                     });
    return list;
}

std::vector<WordLine> actor_words(Study const& study,
                                  MeasureSpec const& m,
                                  Actors const& actors,
                                  std::vector<Follower> const& followers) {
    std::vector<Follower> allies, third;
    for (auto const& f : followers) {
        (f.third ? third : allies).push_back(f);
    }
    std::vector<WordLine> lines;
    if (!allies.empty()) {
        auto text = followers_in_words(study, allies);
        if (m.allied.firm_obedience) {
            text += "; each of their firms decides alone";
        }
        if (m.allied.members_needed > 0) {
            text += fmt::format("; the measure starts only if {} of {} agree",
                                m.allied.members_needed, allies.size());
        }
        lines.push_back({"allies", text});
    }
    bool const reaches = m.reach.de_minimis || m.reach.direct_product;
    if (reaches) {
        lines.push_back(
            {"reach",
             third.empty()
                 ? "no goods of third countries are in scope"
                 : fmt::format(
                       "goods of {}: {}",
                       third.size() == 1
                           ? "1 third country"
                           : fmt::format("{} third countries", third.size()),
                       reach_in_words(study, m, actors, third))});
    }
    if (!third.empty()) {
        lines.push_back({"they are", followers_in_words(study, third)});
    }
    return lines;
}
}  // namespace chokepoint
