/// \file installed_files.hpp
#pragma once

#include <string>

namespace chokepoint {
/// Where `cmake --install` put what comes with the program: beside the folder
/// of the program, in share/chokepoint.
/// \param path  as in the sources, "configs/networks/teaching"
/// \return the full path; empty if it is not there
std::string installed_file(std::string const& path);
}  // namespace chokepoint
