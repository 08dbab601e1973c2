/// \file world_losses.hpp
/// What each world loses, of the countries that are asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Indices of countries of a file; of all if none is named.
/// \throw InputError  "--country 'X': the file has no such country"
std::vector<std::uint32_t> countries_of(ResultsDescription const& d,
                                        std::vector<std::string> const& names);

/// \param countries  indices, each once
/// \param horizon    index
/// \return [scenario] their lost value added together, million USD, summed in
///         the order of the file
std::vector<double> world_losses(ResultsReader const& reader,
                                 std::uint32_t package,
                                 std::vector<std::uint32_t> const& countries,
                                 std::uint32_t horizon);
}  // namespace chokepoint
