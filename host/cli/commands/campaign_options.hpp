/// \file campaign_options.hpp
/// Options of the commands that read a campaign: run, sweep and check.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/study/run/run_study.hpp"

namespace chokepoint {
/// What the command line says; what is empty is left to the campaign.
struct CampaignOptions {
    std::string campaign;
    std::string output;
    std::optional<std::uint64_t> scenarios, seed;
    std::optional<std::int32_t> weeks;
    std::optional<std::string> backend;
    std::optional<unsigned> threads;
    std::vector<int> devices;
    std::string level;
    std::vector<std::string> overrides;
    std::vector<std::string> without_each_family;  ///< packages
};

/// Add the campaign and what may be changed of it; parsing fills `options`.
void add_campaign_options(CLI::App& command, CampaignOptions& options);

/// Read and compile the campaign with what the command line changes of it.
Study load_study(CampaignOptions const& options);

/// What the campaign says about its run, with what the command line changes.
RunOptions run_options(CampaignOptions const& options, Study const& study);

/// Options of the commands that choose an engine.
void add_backend(CLI::App& command, std::optional<std::string>& backend);
/// \param threads,devices,level  filled by parsing, as in EngineOptions
void add_engine_options(CLI::App& command,
                        std::optional<unsigned>& threads,
                        std::vector<int>& devices,
                        std::string& level);
}  // namespace chokepoint
