#include "host/cli/commands/campaign_options.hpp"
#include "host/cli/terminal/option_numbers.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "host/campaign/selection/left_out_families.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/study/plan/chosen_engine.hpp"

namespace chokepoint {
void add_backend(CLI::App& command, std::optional<std::string>& backend) {
    command
        .add_option("--backend", backend,
                    "auto: CUDA if it can run, else the CPU; cuda; cpu "
                    "[default: of the campaign, auto]")
        ->check(CLI::IsMember({"auto", "cuda", "cpu"}));
}

void add_engine_options(CLI::App& command,
                        std::optional<unsigned>& threads,
                        std::vector<int>& devices,
                        std::string& level) {
    std::int64_t const most_threads = 4096;
    std::int64_t const most_devices = 1023;
    command
        .add_option("--threads", threads,
                    "CPU threads, 0: one for each CPU that the program may "
                    "use [default: of the campaign, 0]")
        ->check(whole_number(0, most_threads));
    command
        .add_option("--devices", devices,
                    "CUDA devices, as 0,1 [default: all that can march]")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(whole_number(0, most_devices));
    command
        .add_option("--level", level,
                    "CPU instructions: v4 (AVX-512), v3 (AVX2), v2, baseline "
                    "[default: the best this machine has]")
        ->check(CLI::IsMember({"v4", "v3", "v2", "baseline"}));
}

void add_campaign_options(CLI::App& command, CampaignOptions& options) {
    std::int64_t const most_scenarios = 1000000000000;
    std::int64_t const most_weeks = 2600;
    command.add_option("CAMPAIGN", options.campaign, "campaign file (TOML)")
        ->required();
    command
        .add_option("-o,--output", options.output,
                    "results file (HDF5) [default: of the campaign, "
                    "NAME.h5 in the working folder]")
        ->check(no_empty_name);
    command
        .add_option("--scenarios", options.scenarios,
                    "worlds for each package [default: of the campaign]")
        ->check(whole_number(1, most_scenarios));
    command
        .add_option("--weeks", options.weeks,
                    "length of a world, weeks [default: of the campaign]")
        ->check(whole_number(1, most_weeks));
    std::int64_t const largest_seed = 9200000000000000000;
    command
        .add_option("--seed", options.seed,
                    "seed of all chance [default: of the campaign]")
        ->check(whole_number(0, largest_seed));
    add_backend(command, options.backend);
    add_engine_options(command, options.threads, options.devices,
                       options.level);
    command
        .add_option("--set", options.overrides,
                    "change a key of the campaign, KEY=VALUE: "
                    "family.accidents.rate=0.1; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    command
        .add_option("--without-each-family", options.without_each_family,
                    "march this package also without each of its families, "
                    "one at a time, for rank --families; may be repeated")
        ->type_name("PACKAGE")
        ->allow_extra_args(false);
}

Study load_study(CampaignOptions const& options) {
    auto overrides = options.overrides;
    auto const set = [&](char const* key, auto const& value) {
        if (value) {
            overrides.push_back(fmt::format("{}={}", key, *value));
        }
    };
    set("campaign.scenarios", options.scenarios);
    set("campaign.weeks", options.weeks);
    set("campaign.seed", options.seed);
    auto loaded = load_campaign(options.campaign, overrides);
    for (auto const& package : options.without_each_family) {
        leave_out_each_family(loaded, package);
    }
    return make_study(std::move(loaded));
}

RunOptions run_options(CampaignOptions const& options, Study const& study) {
    auto const& campaign = study.campaign;
    RunOptions run;
    run.output = options.output.empty() ? campaign.output.file : options.output;
    run.backend = options.backend.value_or(campaign.engine.backend);
    run.engine = engine_options(campaign.engine);
    if (options.threads) {
        run.engine.threads = *options.threads;
    }
    if (!options.devices.empty()) {
        run.engine.devices = options.devices;
    }
    run.engine.level = options.level;
    return run;
}
}  // namespace chokepoint
