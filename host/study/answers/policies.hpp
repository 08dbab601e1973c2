/// \file policies.hpp
/// Which packages of a file are policies.
#pragma once

#include <cstdint>
#include <vector>

#include "host/storage/results/results_description.hpp"

namespace chokepoint {
/// \return packages in the order of the file, without the copies "P-without-F"
///         of a package P that lack a family F (`run --without-each-family`):
///         nobody can choose that it does not happen
std::vector<std::uint32_t> policies(ResultsDescription const& d);
}  // namespace chokepoint
