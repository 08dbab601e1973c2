#include "host/study/plan/granted.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace chokepoint {
namespace {
/// Version 1 writes "no limit" as a number near 2^63.
constexpr std::uint64_t most_memory = std::uint64_t{1} << 60;

/// The words of a small file; empty if it is not there.
std::string words_of(std::string const& path) {
    std::ifstream file{path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

template <class Number>
void lower(Number& limit, Number other) {
    if (other > 0) {
        limit = limit == 0 ? other : std::min(limit, other);
    }
}

void lower_memory(Granted& granted, std::string const& path) {
    std::uint64_t bytes = 0;  // stays 0 at "max"
    std::istringstream{words_of(path)} >> bytes;
    if (bytes < most_memory) {
        lower(granted.memory, bytes);
    }
}

/// \param text  "QUOTA PERIOD", microseconds; "max" or -1: no limit
void lower_cpus(Granted& granted, std::string const& text) {
    long long quota = 0, period = 0;
    if (std::istringstream{text} >> quota >> period && quota > 0 &&
        period > 0) {
        lower(granted.cpus,
              static_cast<unsigned>((quota + period - 1) / period));
    }
}

/// Call `look(folder)` for a group and all above it. In a container the path
/// may be that of the host; then the topmost folder is the container's own.
template <class Look>
void climb(std::string const& mount, std::string path, Look const& look) {
    while (path.size() > 1) {
        look(mount + path);
        path.resize(path.rfind('/'));
    }
    look(mount);
}

bool names(std::string const& controllers, std::string const& one) {
    return (',' + controllers + ',').find(',' + one + ',') != std::string::npos;
}
}  // namespace

Granted granted_by_groups(std::string const& root) {
    Granted granted;
    auto const groups = root + "/sys/fs/cgroup";
    std::istringstream lines{words_of(root + "/proc/self/cgroup")};
    for (std::string line; std::getline(lines, line);) {
        // NUMBER:CONTROLLERS:PATH; version 2 has no controllers.
        auto const first = line.find(':');
        auto const second = line.find(':', first + 1);
        if (second == std::string::npos) {
            continue;
        }
        auto const controllers = line.substr(first + 1, second - first - 1);
        auto const path = line.substr(second + 1);
        if (controllers.empty()) {
            for (auto const* mount : {"", "/unified"}) {
                climb(groups + mount, path, [&](std::string const& folder) {
                    lower_memory(granted, folder + "/memory.max");
                    lower_cpus(granted, words_of(folder + "/cpu.max"));
                });
            }
        }
        if (names(controllers, "memory")) {
            climb(groups + "/memory", path, [&](std::string const& folder) {
                lower_memory(granted, folder + "/memory.limit_in_bytes");
            });
        }
        if (names(controllers, "cpu")) {
            climb(groups + "/" + controllers, path,
                  [&](std::string const& folder) {
                      lower_cpus(granted,
                                 words_of(folder + "/cpu.cfs_quota_us") + ' ' +
                                     words_of(folder + "/cpu.cfs_period_us"));
                  });
        }
    }
    return granted;
}
}  // namespace chokepoint
