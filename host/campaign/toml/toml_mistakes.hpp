/// \file toml_mistakes.hpp
#pragma once

#include <cstddef>
#include <string_view>

namespace chokepoint {
/// What people write who get an error of TOML.
/// \param line   of the text, from 1
/// \param error  what the library says of it
/// \return the likely cause, or where TOML is described
char const* likely_cause(std::string_view text,
                         std::size_t line,
                         std::string_view error);
}  // namespace chokepoint
