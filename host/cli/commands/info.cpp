#include <fmt/format.h>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/installed_files.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/version.hpp"
#include "kernels/engine/engine.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
int show_info() {
    say("chokepoint {} ({})\n", program_version, git_commit);
    auto const why_not = cuda_unavailable();
    say("backends   cpu{}\n", why_not.empty() ? ", cuda" : "");
    if (!why_not.empty()) {
        say("           cuda: no ({})\n", why_not);
    }
    say("CPU        {} threads; levels, best first: {}\n", usable_cpus(),
        fmt::join(cpu_levels(), ", "));
    auto const devices = cuda_devices();
    for (std::size_t i = 0; i < devices.size(); ++i) {
        say("device     {}\n", devices[i]);
    }
    if (devices.empty()) {
        say("devices    none\n");
    }
    if (auto const configs = installed_file("configs"); !configs.empty()) {
        say("campaigns  {}\n", configs);
    }
    std::string const cuda = CHOKEPOINT_CUDA_VERSION;
    say("built with {}, {}HDF5 {}, fmt {}.{}.{}, CLI11 {}\n",
        CHOKEPOINT_COMPILER, cuda.empty() ? "" : "CUDA " + cuda + ", ",
        CHOKEPOINT_HDF5_VERSION, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
        FMT_VERSION % 100, CLI11_VERSION);
    return exit_done;
}
}  // namespace

void add_info(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "info", "Show version, backends, devices and library versions");
    command->callback([&chosen] { chosen = show_info; });
}
}  // namespace chokepoint
