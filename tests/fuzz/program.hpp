/// \file program.hpp
/// The program, called within this process.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fuzz/targets.hpp"

namespace chokepoint::fuzz {
/// What a target must not see.
class Finding : public std::logic_error {
    using std::logic_error::logic_error;
};

/// Run the program in this process.
/// \param arguments  without the name of the program
/// \return whether it ends with 0 or with 2
/// \throw Finding if it ends with another code, says nothing of an error or
///        one where there is none, or writes what commands a terminal
Verdict run_program(std::vector<std::string> arguments);

/// A folder of this process, deleted when it ends. In it, `networks/teaching`
/// is the teaching network.
std::filesystem::path const& scratch();

/// A campaign with every mechanism that a results file has datasets of, on the
/// teaching network: a path in `scratch`.
std::string rich_campaign();

/// Results of that campaign: a path in `scratch`.
std::string sound_results();

/// \return all bytes of a file \throw Finding if it cannot be read
std::string contents(std::filesystem::path const& path);

/// Write a file anew. \throw Finding if it cannot be written
void put(std::filesystem::path const& path, std::string const& bytes);
}  // namespace chokepoint::fuzz
