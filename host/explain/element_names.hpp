/// \file element_names.hpp
/// Chemical elements: products are often named by symbols, people ask by name.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace chokepoint {
/// Name (small letters) and symbol of the elements of the lists of critical
/// minerals of the EU (Regulation 2024/1252) and the U.S. (USGS 2025), and of
/// those traded beside them.
std::vector<std::pair<std::string, std::string>> const& element_names();

/// Is the symbol in a text, alone ("Dy, Tb") or in a formula ("NdPr", "GaN")?
bool has_element(std::string const& text, std::string const& symbol);
}  // namespace chokepoint
