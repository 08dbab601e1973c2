/// \file distribution_reader.hpp
/// { distribution = "beta", a = 2, b = 2 } and its relatives, checked.
#pragma once

#include <string>

#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/key.hpp"
#include "host/campaign/toml/toml_library.hpp"

namespace chokepoint {
/// \param node   a number (a constant) or a table with key `distribution`
/// \param range  of the values: bounded kinds must lie within it, the tails
///               of others are cut there when the tables are built
/// \throw InputError through `location`, at `key`
Distribution read_distribution(toml::node const& node,
                               SourceLocation const& location,
                               std::string const& key,
                               Bounds range);
}  // namespace chokepoint
