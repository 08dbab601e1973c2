/// \file usage_error.hpp
/// What is wrong with a command line, in one helpful line.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace chokepoint {
/// \return the message of a parse error, with the nearest command or option
///         where a name was misspelled
std::string usage_message(CLI::App const& app, CLI::ParseError const& error);

/// For options that name a file or folder: `-o "$UNSET"` is a mistake and does
/// not ask for the default. \return what is wrong; empty: nothing
std::string no_empty_name(std::string const& value);
}  // namespace chokepoint
