/// \file text_table.hpp
/// Columns of text, aligned.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace chokepoint {
/// Rows that a table shows if nobody asks for all.
inline constexpr std::size_t usual_rows = 10;

/// A table for a terminal: the first column to the left, others to the right
/// unless said otherwise.
class TextTable {
  public:
    explicit TextTable(std::vector<std::string> heads) : rows_{heads} {}
    /// \param rows  at least one, the heads
    /// \param left  [columns] stands at the left
    TextTable(std::vector<std::vector<std::string>> rows,
              std::vector<bool> left)
        : rows_{std::move(rows)}, left_{std::move(left)} {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.size() == 1; }

    /// Lines, indented by two.
    std::string text() const;
    /// Print to standard output.
    void print() const;

  private:
    bool at_left(std::size_t column) const {
        return column < left_.size() ? left_[column] : column == 0;
    }

    std::vector<std::vector<std::string>> rows_;
    std::vector<bool> left_;  ///< empty: the first one only
};
}  // namespace chokepoint
