/// \file stored_run.hpp
/// Which run a results file holds: read without trust, before it is replaced.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace chokepoint {
/// By what a run is told from another one.
struct StoredRun {
    std::string campaign, network_sha256;  ///< empty if they cannot be read
    std::uint64_t seed = 0, scenarios = 0;
    bool damaged = false;  ///< its seal is broken (hdf5/seal.hpp)
};

/// \return nothing if the file is no results file
std::optional<StoredRun> stored_run(std::string const& path);
}  // namespace chokepoint
