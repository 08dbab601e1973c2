/// \file granted.hpp
/// What of this machine the program may use.
#pragma once

#include <cstdint>
#include <string>

namespace chokepoint {
/// Limits of the control groups of Linux that a process is in. 0: no limit.
struct Granted {
    unsigned cpus = 0;         ///< quota, rounded up
    std::uint64_t memory = 0;  ///< bytes
};

/// Read the limits of this process: cgroup v2, v1 or both, its own group and
/// all above it. Containers and batch systems set them.
/// \param root  before /proc and /sys, for tests
Granted granted_by_groups(std::string const& root = "");
}  // namespace chokepoint
