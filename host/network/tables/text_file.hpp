/// \file text_file.hpp
#pragma once

#include <string>

namespace chokepoint {
/// Read a whole file.
/// \throw InputError if it is missing (with the nearest name of its folder),
///        not a file, or unreadable
std::string read_file(std::string const& path);
}  // namespace chokepoint
