#include "host/campaign/spec/campaign_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <set>

#include "host/network/input_error.hpp"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
void check_name(std::string const& name, SourceLocation const& location) {
    bool const good =
        !name.empty() &&
        std::all_of(name.begin(), name.end(), [](unsigned char c) {
            return std::isalnum(c) || c == '-' || c == '_' || c >= 0x80;
        });
    if (!good) {
        location.fail(
            "name", fmt::format("'{}' is not a name (needed: letters, digits, "
                                "- and _)",
                                name));
    }
}

void check_model(ModelOptions const& m) {
    if (m.order_rule == OrderRule::capacity && m.mode != Mode::ario) {
        m.location.fail(
            "order_rule",
            fmt::format("'capacity' is a rule of mode 'ario', not of '{}' "
                        "(write order_rule = \"fixed\" or mode = \"ario\")",
                        mode_names()[static_cast<std::size_t>(m.mode)]));
    }
}

void check_sampling(Campaign const& campaign) {
    if (campaign.sampling.method == SamplingMethod::plain) {
        return;
    }
    if (campaign.families.empty()) {
        campaign.sampling.location.fail(
            "method",
            "'screened' chooses between worlds, but without a [[family]] all "
            "worlds are the same (write method = \"plain\")");
    }
    auto const worlds = campaign.header.scenarios;
    auto const fewest = 10 * sampling_groups;  // some of each in every group
    if (worlds < fewest || worlds % sampling_groups != 0) {
        auto const nearest =
            std::max(fewest, (worlds + sampling_groups / 2) / sampling_groups *
                                 sampling_groups);
        campaign.header.location.fail(
            "scenarios",
            fmt::format("is {}, but a screened run has {} groups of equally "
                        "many worlds (nearest: {})",
                        worlds, sampling_groups, nearest));
    }
}

void check_family(FamilySpec& f) {
    if (f.type == FamilyType::blockade && f.target.countries.empty()) {
        f.location.fail(
            "",
            "key 'countries' is missing (needed: the region that is "
            "blockaded)");
    }
    if (f.type != FamilyType::tariff) {
        return;
    }
    if (f.tariffs.empty() || f.tariffs.size() > tariff_levels) {
        f.location.fail("tariffs",
                        fmt::format("has {} levels (needed: 1 to {})",
                                    f.tariffs.size(), tariff_levels));
    }
    auto& p = f.tariff_probabilities;
    if (f.location.key.count("tariff_probabilities") == 0) {
        p.assign(f.tariffs.size(), 1.0 / static_cast<double>(f.tariffs.size()));
    }
    double const sum = std::accumulate(p.begin(), p.end(), 0.0);
    if (p.size() != f.tariffs.size() || std::abs(sum - 1) > 1e-9) {
        f.location.fail("tariff_probabilities",
                        fmt::format("{} values with sum {} (needed: one a "
                                    "tariff, {}, with sum 1)",
                                    p.size(), sum, f.tariffs.size()));
    }
}

void check_members(Names const& members,
                   Names const& known,
                   char const* key,
                   char const* kind,
                   SourceLocation const& location) {
    std::set<std::string> seen;
    for (auto const& member : members) {
        if (std::find(known.begin(), known.end(), member) == known.end()) {
            location.fail(key,
                          fmt::format("no {} is named '{}' (this campaign has: "
                                      "{}{})",
                                      kind, member, fmt::join(known, ", "),
                                      nearest_hint(member, known)));
        }
        if (!seen.insert(member).second) {
            location.fail(key, fmt::format("names '{}' twice", member));
        }
    }
}

void check_horizons(MetricsOptions& metrics,
                    std::int32_t weeks,
                    std::vector<std::string>& warnings) {
    auto& h = metrics.horizons;
    std::sort(h.begin(), h.end());
    h.erase(std::unique(h.begin(), h.end()), h.end());
    auto const beyond = std::upper_bound(h.begin(), h.end(), weeks);
    if (beyond != h.end()) {
        warnings.push_back(fmt::format(
            "[metrics]: horizons beyond the run of {} weeks are left out",
            weeks));
        h.erase(beyond, h.end());
    }
    if (h.empty() || h.size() > max_horizons) {
        metrics.location.fail(
            "horizons",
            fmt::format("{} horizons within the run of {} weeks (needed: 1 "
                        "to {})",
                        h.size(), weeks, max_horizons));
    }
}

void warn_of_unused_measures(Campaign& campaign) {
    for (auto const& measure : campaign.measures) {
        auto const named_in = [&](auto const& entries) {
            return std::any_of(
                entries.begin(), entries.end(), [&](auto const& entry) {
                    return std::count(entry.measures.begin(),
                                      entry.measures.end(), measure.name) > 0;
                });
        };
        if (!named_in(campaign.packages) && !named_in(campaign.retaliations)) {
            campaign.warnings.push_back(
                fmt::format("{}: {}: no package has this measure",
                            measure.location.section, measure.location.title));
        }
    }
}
}  // namespace chokepoint
