#include "host/study/worlds/family_shares.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "host/campaign/toml/effective_keys.hpp"
#include "host/statistics/proportion.hpp"
#include "host/statistics/risk.hpp"
#include "host/statistics/tail_attribution.hpp"
#include "host/study/worlds/world_losses.hpp"

namespace chokepoint {
namespace {
double const tail_level = 0.95;
using Losses = std::vector<float>;

/// A package but for its name: keys and values, and the families alive.
struct Conduct {
    std::map<std::string, std::string> keys;
    std::set<std::string> families;
};

/// The names of a TOML list of texts.
std::set<std::string> names_in(std::string const& list) {
    std::set<std::string> names;
    for (std::size_t from = list.find('"'); from != list.npos;) {
        auto const to = list.find('"', from + 1);
        if (to == list.npos) {
            break;
        }
        names.insert(list.substr(from + 1, to - from - 1));
        from = list.find('"', to + 1);
    }
    return names;
}

std::map<std::string, Conduct> conducts(ResultsDescription const& d) {
    std::map<std::string, Conduct> all;
    for (auto const& key : effective_keys(d.campaign)) {
        if (key.section != "package") {
            continue;
        }
        auto& conduct = all[key.entry];
        if (key.key == "families") {
            conduct.families = names_in(key.value);
            if (conduct.families == std::set<std::string>{"all"}) {
                conduct.families = {d.family.begin(), d.family.end()};
            }
        } else if (key.key != "name" && key.key != "description" &&
                   key.key != "leave_one_out") {
            conduct.keys[key.key] = key.value;
        }
    }
    return all;
}

/// \return name of the package that is `package` without a family
std::optional<std::string> package_without(ResultsDescription const& d,
                                           std::string const& package,
                                           std::string const& family) {
    auto const all = conducts(d);
    auto const given = all.find(package);
    if (given == all.end() || given->second.families.count(family) == 0) {
        return {};
    }
    auto wanted = given->second;
    wanted.families.erase(family);
    for (auto const& name : d.package) {
        auto const other = all.find(name);
        if (other != all.end() && other->second.keys == wanted.keys &&
            other->second.families == wanted.families) {
            return name;
        }
    }
    return {};
}

/// Part of the weighted sum of `loss` in worlds that have an event.
double part_with(std::vector<std::int32_t> const& events,
                 Losses const& loss,
                 std::vector<double> const& weights) {
    double with = 0, all = 0;
    for (std::size_t s = 0; s < loss.size(); ++s) {
        auto const part = double{loss[s]} * (weights.empty() ? 1 : weights[s]);
        all += part;
        with += events[s] > 0 ? part : 0;
    }
    return all > 0 ? with / all : 0;
}

Losses kept_with(std::vector<std::int32_t> const& events, Losses loss) {
    for (std::size_t s = 0; s < loss.size(); ++s) {
        loss[s] = events[s] > 0 ? loss[s] : 0.0f;
    }
    return loss;
}
}  // namespace

FamilyShares family_shares(ResultsReader const& reader,
                           std::uint32_t package,
                           std::vector<std::uint32_t> const& countries,
                           std::uint32_t horizon) {
    auto const& d = reader.description();
    auto const weights = reader.weights();
    auto const losses_under = [&](std::uint32_t p) {
        auto const sums = world_losses(reader, p, countries, horizon);
        return Losses{sums.begin(), sums.end()};
    };
    auto const loss = losses_under(package);
    auto const tail = find_tail(loss, tail_level, weights);
    FamilyShares shares{
        mean(Sample{loss, weights}).value, tail_contribution(tail, loss), {}};
    for (std::uint32_t f = 0; f < d.family.size(); ++f) {
        auto const events = reader.counts("/world/event_count", package, f);
        std::vector<float> here;
        for (auto const count : events) {
            here.push_back(count > 0 ? 1.0f : 0.0f);
        }
        Sample const met{here, weights};
        auto const rows = met.effective_size();
        FamilyShare one{
            d.family[f],
            wilson_interval(met.probability_above(0) * rows, rows),
            part_with(events, loss, weights),
            shares.tail > 0
                ? tail_contribution(tail, kept_with(events, loss)) / shares.tail
                : 0,
            {}};
        if (auto const other =
                package_without(d, d.package[package], d.family[f])) {
            auto const q = static_cast<std::uint32_t>(
                std::find(d.package.begin(), d.package.end(), *other) -
                d.package.begin());
            auto difference = losses_under(q);
            for (std::size_t s = 0; s < difference.size(); ++s) {
                difference[s] = loss[s] - difference[s];
            }
            one.left_out =
                FamilyLeftOut{*other, mean(Sample{difference, weights}),
                              tail_contribution(tail, difference)};
        }
        shares.families.push_back(one);
    }
    return shares;
}
}  // namespace chokepoint
