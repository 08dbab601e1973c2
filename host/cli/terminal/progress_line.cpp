#include "host/cli/terminal/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"

namespace chokepoint {
namespace {
std::string line_of(RunProgress const& p) {
    auto line =
        fmt::format("chunk {} of {}, {} of {} worlds", p.chunks_done, p.chunks,
                    grouped(p.worlds_done), grouped(p.worlds));
    if (p.worlds_per_second > 0) {
        line += fmt::format(", {} worlds/s", plain_number(p.worlds_per_second));
    }
    if (p.seconds_left > 0) {
        line += fmt::format(", {} left", duration(p.seconds_left));
    }
    return line;
}

std::string bar_of(RunProgress const& p) {
    std::size_t const width = 20;
    auto const done = static_cast<std::size_t>(
        p.worlds == 0 ? 0 : p.worlds_done * width / p.worlds);
    return "[" + std::string(done, '#') + std::string(width - done, '.') + "]";
}
}  // namespace

ProgressLine::ProgressLine(bool quiet)
    : quiet_{quiet}, terminal_{isatty(STDERR_FILENO) == 1} {}

void ProgressLine::operator()(RunProgress const& progress) {
    if (quiet_) {
        return;
    }
    if (terminal_) {
        // Erase to the end of the line: the new text may be shorter.
        write_error(
            fmt::format("\r{} {}\033[K", bar_of(progress), line_of(progress)));
        open_ = true;
        return;
    }
    auto const tenths =
        progress.worlds ? 10 * progress.worlds_done / progress.worlds : 10;
    if (tenths > tenths_) {
        tenths_ = tenths;
        remark("{}\n", line_of(progress));
    }
}

void ProgressLine::notice(std::string const& text) {
    if (!quiet_) {
        close();
        remark("{}\n", text);
    }
}

void ProgressLine::warning(std::string const& text) {
    close();
    remark("chokepoint: warning: {}\n", text);
}

void ProgressLine::close() {
    if (open_) {
        remark("\n");
        open_ = false;
    }
}
}  // namespace chokepoint
