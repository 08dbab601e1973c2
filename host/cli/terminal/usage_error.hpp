/// \file usage_error.hpp
/// What is wrong with a command line, in one helpful line.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace chokepoint {
/// \return the message of a parse error, with the nearest command or option
///         where a name was misspelled
std::string usage_message(CLI::App const& app, CLI::ParseError const& error);
}  // namespace chokepoint
