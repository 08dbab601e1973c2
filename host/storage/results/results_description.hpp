/// \file results_description.hpp
/// What a results file says about the run that made it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/mechanism_description.hpp"

namespace chokepoint {
/// Version of the file format; the first number changes when a reader of an
/// older file would read something wrong (outputs/README.md).
inline constexpr char results_format_version[] = "1.5";

/// Root attributes and names of the axes. Names are UTF-8 and unique within
/// their axis.
struct ResultsDescription {
    std::string program_version, git_commit;
    std::string backend;         ///< "cpu" or "cuda"
    std::string device;          ///< for people, as Engine::device says
    std::string campaign;        ///< effective campaign, TOML
    std::string network_sha256;  ///< of the network's tables, hexadecimal
    /// Of the tables of the compiled campaign (host/campaign/compiled_sha256),
    /// hexadecimal; empty: not known, files of older programs.
    std::string compiled_sha256;
    std::string created;  ///< ISO 8601, UTC; empty: now

    std::uint64_t seed = 1;
    std::uint64_t scenarios = 0;  ///< > 0
    /// [scenarios] numbers of the worlds, each once; empty: 0, 1, 2 ...
    std::vector<std::uint64_t> scenario;
    std::int32_t weeks = 0;  ///< > 0
    bool shortages = true;   ///< metrics of shortage were counted
    /// Groups of datasets under /losses that are stored, as [metrics] losses
    /// names them; {"all"}: each. value_added always is: statistics need it.
    std::vector<std::string> losses{"all"};

    std::vector<std::string> package;  ///< at least one
    std::vector<std::string> country;  ///< at least one
    /// Cells as the engine numbers them: the countries, then further ones.
    std::vector<std::string> node_cell, sink_cell;
    std::vector<std::string> product, node;
    std::vector<std::string> family;  ///< as /world/event_count has them
    /// [family] Family::id, 1-30: bit id - 1 of the family mask; empty: 1, 2...
    std::vector<std::uint32_t> family_id;
    std::vector<std::string> measure;   ///< [<= 32] bits of the measure mask
    std::vector<std::int32_t> horizon;  ///< weeks, ascending; at least one
    MechanismDescription mechanisms;
};
}  // namespace chokepoint
