#include "host/cli/terminal/terminal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace chokepoint {
namespace {
/// Who started the program may have asked for errors instead of the signal.
bool pipe_signal_ignored = false;
/// errno of the first failure to write standard output.
int out_error = 0;

/// The C library forgets what it could not write: remember that it could not.
void flush_out() noexcept {
    if (std::fflush(stdout) != 0 && out_error == 0) {
        out_error = errno;
    }
}

[[noreturn]] void give_up(int error) {
    if (error == EPIPE && !pipe_signal_ignored) {
        std::signal(SIGPIPE, SIG_DFL);
        std::raise(SIGPIPE);
    }
    throw OutputError{std::string{"cannot write to standard output ("} +
                      std::strerror(error) + ")"};
}
}  // namespace

void prepare_streams() {
    for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
            // The wrong way round: reading or writing it fails. The lowest
            // free number is that of the stream.
            auto const opened =
                open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
            static_cast<void>(opened);
        }
    }
    pipe_signal_ignored = std::signal(SIGPIPE, SIG_IGN) == SIG_IGN;
    std::signal(SIGXFSZ, SIG_IGN);  // a write beyond `ulimit -f` fails instead
}

void write_out(std::string const& text) {
    auto const written = std::fwrite(text.data(), 1, text.size(), stdout);
    if (written != text.size() && out_error == 0) {
        out_error = errno;
    }
    if (out_error != 0) {
        give_up(out_error);
    }
}

void write_error(std::string const& text) noexcept {
    flush_out();  // where both go to one place, they stay in order
    auto const written = std::fwrite(text.data(), 1, text.size(), stderr);
    static_cast<void>(written);
}

void finish_out() {
    flush_out();
    if (out_error != 0) {
        give_up(out_error);
    }
}
}  // namespace chokepoint
