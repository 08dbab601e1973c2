#include "host/storage/output/process_identity.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/storage/output/utc_now.hpp"

namespace chokepoint {
namespace {
std::string first_line(std::string const& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    return line;
}

struct ProcessState {
    std::string letter;   ///< Z: ended, not yet collected by its parent
    std::string started;  ///< clock ticks after the boot
};

/// Fields 3 and 22 of /proc/N/stat (proc(5)); empty if it cannot be read.
ProcessState state_of(long process) {
    int const fields_after_state = 19;
    auto const line = first_line("/proc/" + std::to_string(process) + "/stat");
    auto const name_end = line.rfind(')');  // names may hold anything
    if (name_end == std::string::npos) {
        return {};
    }
    std::istringstream fields{line.substr(name_end + 1)};
    ProcessState state;
    fields >> state.letter;
    for (int i = 0; i < fields_after_state; ++i) {
        fields >> state.started;
    }
    return state;
}
}  // namespace

ProcessIdentity this_process() {
    ProcessIdentity p;
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0) {
        p.host = host.data();
    }
    p.machine = first_line("/etc/machine-id");
    p.boot = first_line("/proc/sys/kernel/random/boot_id");
    std::error_code ignored;
    p.space =
        std::filesystem::read_symlink("/proc/self/ns/pid", ignored).string();
    p.process = ::getpid();
    p.started = state_of(p.process).started;
    p.since = utc_now();
    return p;
}

std::string to_text(ProcessIdentity const& p) {
    return identity_begin + p.host + '\n' + p.machine + '\n' + p.boot + '\n' +
           p.space + '\n' + std::to_string(p.process) + '\n' + p.started +
           '\n' + p.since + '\n';
}

std::optional<ProcessIdentity> parse_identity(std::string const& text) {
    std::string const begin = identity_begin;
    if (text.compare(0, begin.size(), begin) != 0 || text.back() != '\n') {
        return {};
    }
    std::istringstream lines{text.substr(begin.size())};
    ProcessIdentity p;
    std::string number;
    for (auto* field : {&p.host, &p.machine, &p.boot, &p.space, &number,
                        &p.started, &p.since}) {
        if (!std::getline(lines, *field)) {
            return {};
        }
    }
    std::istringstream{number} >> p.process;
    return p.process > 0 ? std::optional{p} : std::nullopt;
}

Life life_of(ProcessIdentity const& p) {
    auto const here = this_process();
    if (p.boot != here.boot || (p.boot.empty() && p.host != here.host)) {
        // The same machine has been started again since: nothing runs on.
        bool const same_machine = p.host == here.host && !p.machine.empty() &&
                                  p.machine == here.machine;
        return same_machine ? Life::ended : Life::unknown;
    }
    if (p.space != here.space) {
        return Life::unknown;
    }
    if (::kill(static_cast<pid_t>(p.process), 0) != 0 && errno == ESRCH) {
        return Life::ended;
    }
    auto const state = state_of(p.process);
    if (state.letter.empty()) {
        return Life::running;  // it is there, and hidden from us
    }
    bool const gone = state.letter == "Z" || state.letter == "X";
    return !gone && state.started == p.started ? Life::running : Life::ended;
}
}  // namespace chokepoint
