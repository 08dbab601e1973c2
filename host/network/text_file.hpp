/// \file text_file.hpp
#pragma once

#include <string>

namespace chokepoint {
/// Read a whole file.
/// \throw InputError if it is missing (with the nearest name of its folder),
///        not a file, or unreadable
std::string read_file(std::string const& path);

/// Write a whole file or nothing: beside it first, then renamed.
/// \throw InputError if it cannot be created
/// \throw std::runtime_error if the disk fails (full)
void write_file(std::string const& path, std::string const& bytes);
}  // namespace chokepoint
