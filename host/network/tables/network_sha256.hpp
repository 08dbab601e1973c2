/// \file network_sha256.hpp
/// Which tables a run has read.
#pragma once

#include <string>

namespace chokepoint {
/// SHA-256 over names, sizes and bytes of the tables that are there, in the
/// order of `table_files`. \return 64 hexadecimal digits
/// \throw InputError if a required table is missing
std::string network_sha256(std::string const& folder);
}  // namespace chokepoint
