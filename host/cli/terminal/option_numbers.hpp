/// \file option_numbers.hpp
/// Numbers on the command line: what is wrong with one is said in words.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace chokepoint {
/// A whole number, `low` to `high`. What else it might have meant ("1e3",
/// "10,000") is proposed.
CLI::Validator whole_number(std::int64_t low, std::int64_t high);

/// Any number, `low` to `high`, with a decimal point.
CLI::Validator number(double low, double high);
}  // namespace chokepoint
