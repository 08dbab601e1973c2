/// \file key_tables.hpp
/// The tables of configs/README.md, made from the lists of keys and the
/// tables of types.
#pragma once

#include <map>
#include <string>

namespace chokepoint::test {
/// Each table in Markdown, by the name that its marker has.
std::map<std::string, std::string> const& key_tables();

/// The reference with each table between `<!-- table: NAME -->` and
/// `<!-- end -->` replaced by the one of that name.
/// \throw std::runtime_error  a marker without end, or of no table
std::string with_key_tables(std::string const& reference);
}  // namespace chokepoint::test
