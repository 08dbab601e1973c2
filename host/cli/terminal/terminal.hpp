/// \file terminal.hpp
/// All that the program writes to its standard streams goes through here.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "host/network/tables/utf8.hpp"

namespace chokepoint {
/// What was asked for could not be written to standard output.
class OutputError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Before anything is opened or written: a standard stream that is closed
/// gets a place holder, so that no file of ours takes its number and is
/// written over; writing to it still fails. A reader that goes away, or a
/// file that may grow no more, is seen by who writes, not by a signal in the
/// middle of a run.
void prepare_streams();

/// Write to standard output. If its reader is gone, end as SIGPIPE ends other
/// programs. \throw OutputError if it cannot be written
void write_out(std::string const& text);

/// Write to standard error. If that cannot be, the text is lost: nothing
/// depends on it, and there is nobody left to tell.
void write_error(std::string const& text) noexcept;

/// Have all of standard output written. \throw OutputError, as write_out
void finish_out();

/// Results and answers: formatted text on standard output. Names in it may be
/// a stranger's: what would command the terminal is shown instead.
template <class... T>
void say(fmt::format_string<T...> format, T&&... values) {
    write_out(visible(fmt::format(format, std::forward<T>(values)...)));
}

/// Progress, notices and warnings: formatted text on standard error, like
/// `say`.
template <class... T>
void remark(fmt::format_string<T...> format, T&&... values) {
    write_error(visible(fmt::format(format, std::forward<T>(values)...)));
}
}  // namespace chokepoint
