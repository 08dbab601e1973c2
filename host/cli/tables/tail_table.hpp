/// \file tail_table.hpp
/// Whose bad worlds coincide, as report shows it.
#pragma once

#include <cstdint>

#include "host/cli/tables/loss_tables.hpp"

namespace chokepoint {
/// \throw InputError if the file is of a version that has no such table
void require_tail_dependence(ResultsReader const& reader);

/// Tail dependence between countries under one package, strongest pairs first:
/// of the countries with the largest expected losses, or of the named ones.
/// One country named: its pairs with all others.
AnswerTable tail_dependence_table(ResultsReader const& reader,
                                  std::uint32_t package,
                                  ShownCountries const& shown);
}  // namespace chokepoint
