#include "host/cli/interruption.hpp"

#include <unistd.h>

#include <csignal>

#include "host/cli/commands.hpp"

namespace chokepoint {
namespace {
volatile std::sig_atomic_t interruptions = 0;

/// Only what a signal handler may do: a flag, write, _exit.
void handle(int) {
    static char const text[] =
        "\nchokepoint: finishing the chunk, then stopping; finished chunks "
        "are kept (once more: stop now)\n";
    interruptions = interruptions + 1;
    if (interruptions > 1) {
        _exit(exit_interrupted);
    }
    auto const written = write(STDERR_FILENO, text, sizeof text - 1);
    static_cast<void>(written);  // a closed terminal is no reason to fail
}
}  // namespace

void catch_interruptions() {
    struct sigaction action {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return interruptions > 0;
}
}  // namespace chokepoint
