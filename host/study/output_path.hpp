/// \file output_path.hpp
#pragma once

#include <string>

namespace chokepoint {
/// Refuse a path that cannot be written as long as nothing ran: then it is
/// the user's slip, not a failure.
/// \throw InputError naming the path and the reason
void require_output(std::string const& path);
}  // namespace chokepoint
