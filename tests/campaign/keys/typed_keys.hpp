/// \file typed_keys.hpp
/// Tables of rows, and of the keys of entries whose keys depend on a type.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "host/campaign/reference/key_rows.hpp"

namespace chokepoint::test {
using Rows = std::vector<KeyRow>;

/// In Markdown.
std::string code(std::string const& text);
std::string table_of(Names const& head, std::vector<Names> const& lines);
/// \pre behind selectors there is a row that is none
std::string table_of(Rows const& rows);

Rows joined(Rows first, Rows const& second);

/// Rows of `first` whose keys `second` has too, without selectors.
Rows shared(Rows const& first, Rows const& second);

/// The row of a key that is read beside the lists.
Rows lone_row(Key const& key, std::string const& standard);

/// A kind of entry whose keys depend on its type.
struct TypedKeys {
    Names names;
    std::vector<Rows> types;
    /// Explained in tables of their own: key by key; and a group as one.
    Rows general;
    std::vector<std::pair<std::string, Rows>> groups;

    std::string selectors(std::size_t type) const;

    /// Keys that not all types have, and defaults that differ from the
    /// general ones.
    std::string own_keys(std::size_t type) const;

    /// A table of what the keys mean that `general` and `groups` lack, each
    /// said once, for the types that are wanted.
    std::string meanings(std::function<bool(std::size_t)> const& wanted) const;

    /// `rows`, whose defaults are "by type" where a type has another one.
    Rows by_type(Rows rows) const;

  private:
    bool explained(KeyRow const& row) const;
    bool grouped(KeyRow const& row) const;
};
}  // namespace chokepoint::test
