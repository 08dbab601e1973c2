/// \file mechanism_report.hpp
/// Reserves, prices, leverage, retaliation and the double-edged sword, in
/// plain words.
#pragma once

#include <cstdint>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Everything of one package that its campaign used; nothing otherwise.
void print_mechanisms(ResultsReader const& reader,
                      std::uint32_t package,
                      std::uint32_t horizon);

/// What a package costs its sender, target, allies and third countries;
/// nothing if it names no sides.
void print_sides(ResultsReader const& reader,
                 std::uint32_t package,
                 std::uint32_t horizon);

/// Who gains first and loses later, or the other way; nothing if nobody.
void print_crossings(ResultsReader const& reader,
                     std::uint32_t package,
                     std::uint32_t base);
}  // namespace chokepoint
