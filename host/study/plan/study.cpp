#include "host/study/plan/study.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/model/augmented_network.hpp"
#include "host/campaign/model/compiled_sha256.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/review/network_warnings.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "host/study/plan/describe_mechanisms.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
/// The folder of the network in full: a results file may be moved before a
/// world of it is replayed.
std::string stored_campaign(Campaign campaign) {
    campaign.header.network = std::filesystem::absolute(campaign.network_path)
                                  .lexically_normal()
                                  .string();
    return effective_toml(campaign);
}

template <class Rows>
std::vector<std::string> ids(Rows const& rows) {
    std::vector<std::string> names;
    for (auto const& row : rows) {
        names.push_back(row.id);
    }
    return names;
}
/// What is compiled for several packages or menus warns each time.
std::vector<std::string> each_once(std::vector<std::string> const& warnings) {
    std::vector<std::string> kept;
    for (auto const& warning : warnings) {
        if (std::find(kept.begin(), kept.end(), warning) == kept.end()) {
            kept.push_back(warning);
        }
    }
    return kept;
}
}  // namespace

Study make_study(Campaign campaign) {
    auto warnings = campaign.warnings;
    auto given = load_network(campaign.network_path);
    std::vector<AdjustedRows> adjusted;
    for (auto const& adjustment : campaign.adjustments) {
        adjusted.push_back(adjust(adjustment, given));
    }
    bool const ario = campaign.model.mode == Mode::ario;
    auto const doubts = network_warnings(
        given, campaign.network_path,
        ario ? StoppedBy::every_input : StoppedBy::critical_inputs);
    warnings.insert(warnings.end(), doubts.begin(), doubts.end());
    auto network = augmented_network(campaign, given);
    auto sha256 = network_sha256(campaign.network_path);
    auto model = compile(campaign, network, &warnings);
    return {std::move(campaign), std::move(network),  std::move(model),
            std::move(sha256),   each_once(warnings), std::move(adjusted)};
}

Study load_study(std::string const& campaign_path,
                 std::vector<std::string> const& overrides) {
    return make_study(load_campaign(campaign_path, overrides));
}

ResultsDescription describe(Study const& study) {
    auto const& model = study.model;
    ResultsDescription d;
    d.program_version = program_version;
    d.git_commit = git_commit;
    d.campaign = stored_campaign(study.campaign);
    d.network_sha256 = study.network_sha256;
    d.compiled_sha256 = compiled_sha256(model);
    d.seed = model.seed;
    d.scenarios = study.campaign.header.scenarios;
    d.scenario = model.chosen;
    d.weeks = model.weeks;
    d.shortages = model.shortages_on;
    d.losses = study.campaign.metrics.losses;
    d.package = model.package_name;
    d.country = ids(study.network.countries);
    d.node_cell = model.node_cell_name;
    d.sink_cell = model.sink_cell_name;
    d.product = ids(study.network.products);
    d.node = ids(study.network.nodes);
    d.family = model.family_name;
    for (auto const& family : model.family) {
        d.family_id.push_back(family.id);
    }
    d.measure = model.mask_name;
    d.horizon = model.horizon;
    d.mechanisms = describe_mechanisms(study);
    return d;
}
}  // namespace chokepoint
