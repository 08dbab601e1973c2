#include "host/cli/terminal/interruption.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <initializer_list>

#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/messages.hpp"

namespace chokepoint {
namespace {
volatile std::sig_atomic_t interruptions = 0;
volatile std::sig_atomic_t in_json = 0;

void write_now(char const* text, std::size_t size) {
    auto const written = ::write(STDERR_FILENO, text, size);
    static_cast<void>(written);  // a closed terminal is no reason to fail
}

/// Only what a signal handler may do: a flag, write, _exit.
void handle(int signal) {
    static char const text[] =
        "\nchokepoint: stopping; finished chunks are kept, those under way "
        "given up (once more: stop now)\n";
    static char const json[] =
        "{\"event\":\"stopping\",\"text\":\"finished chunks are kept, those "
        "under way given up (once more: stop now)\"}\n";
    // Shell and kernel may both tell of a terminal that goes away, and a
    // limit is told of every second: only people mean more by a second one.
    auto const insists = signal == SIGINT || signal == SIGTERM;
    if (interruptions > 0) {
        if (insists) {
            _exit(exit_interrupted);
        }
        return;
    }
    interruptions = 1;
    auto const before = errno;
    if (in_json != 0) {
        write_now(json, sizeof json - 1);
    } else {
        write_now(text, sizeof text - 1);
    }
    errno = before;
}
}  // namespace

void catch_interruptions() {
    in_json = message_form() == MessageForm::json ? 1 : 0;
    struct sigaction action {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) {  // nohup, or a job of a script
            sigaction(signal, &action, nullptr);
        }
    }
}

bool interrupted() {
    return interruptions > 0;
}
}  // namespace chokepoint
