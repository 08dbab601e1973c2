/// \file process_identity.hpp
/// Which process, of all machines that share a disk.
#pragma once

#include <optional>
#include <string>

namespace chokepoint {
/// Tells a process from all others that ever were, as far as the machine says;
/// what it does not say is empty.
struct ProcessIdentity {
    std::string host;     ///< name of the machine
    std::string machine;  ///< /etc/machine-id; may be empty
    std::string boot;     ///< another one after each start of the machine
    std::string space;    ///< processes are numbered within it (containers)
    long process = 0;     ///< its number
    std::string started;  ///< ticks after the boot: numbers are used again
    std::string since;    ///< UTC, for people
};

/// \return who we are
ProcessIdentity this_process();

/// A line for each field. \return nothing if the text is none of ours or torn
std::string to_text(ProcessIdentity const& identity);
std::optional<ProcessIdentity> parse_identity(std::string const& text);

/// The first words of such a text.
inline constexpr char identity_begin[] = "chokepoint-process 1\n";

/// unknown: of another machine, or of a container that this one cannot see.
enum class Life { running, ended, unknown };

/// Does the process still run? Of one that we cannot see: unknown.
Life life_of(ProcessIdentity const& identity);
}  // namespace chokepoint
