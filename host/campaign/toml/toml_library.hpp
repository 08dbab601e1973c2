/// \file toml_library.hpp
/// The library that reads TOML, made to take any text.
#pragma once

#include <toml++/impl/preprocessor.h>

// toml++ 3.3 takes for granted that a key follows `[`, and only then looks
// whether one does: a campaign with the line "[# x]" ended debug builds, and in
// others let the compiler leave out the look. Nothing is taken for granted.
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expr) static_assert(true)

#include <toml++/toml.h>
