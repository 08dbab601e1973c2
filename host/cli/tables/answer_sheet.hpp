/// \file answer_sheet.hpp
/// An answer as titled tables of typed cells. Commands fill it; text, JSON, CSV
/// and Markdown are written from it.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "host/explain/answers/money.hpp"
#include "host/statistics/sample.hpp"

namespace chokepoint {
/// What a column holds, and so how people read it.
enum class Kind {
    text,
    count,
    week,     ///< number of a week, from 0
    money,    ///< million USD; text is in the unit of the table
    share,    ///< "12.3 %"
    small,    ///< a share, three digits however small: "0.0468 %"
    number,   ///< three digits
    ratio,    ///< as number; without an end of its interval "(unbounded)"
    lift,     ///< "x 1.74"
    p_value,  ///< "< 0.001"
};

/// One column of a table.
struct Column {
    std::string key;  ///< [a-z0-9_]+, for programs: stays as it is
    /// For people; {unit} is that of the table. Empty: for programs only.
    std::string head;
    Kind kind = Kind::text;
    bool interval = false;  ///< has a lower and an upper end
};

/// A number that nobody knows.
inline constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// A text, or a number with the ends of its interval; NaN: not known.
struct AnswerCell {
    Estimate number{not_known, not_known, not_known};
    std::string text;  ///< of numbers: shown to people in place of them

    AnswerCell(std::string words) : text{std::move(words)} {}
    AnswerCell(char const* words) : text{words} {}
    AnswerCell(Estimate const& estimate) : number{estimate} {}
    AnswerCell(double value) : number{value, value, value} {}
    AnswerCell(double value, std::string shown)
        : number{value, value, value}, text{std::move(shown)} {}
    AnswerCell(Estimate const& value, std::string shown)
        : number{value}, text{std::move(shown)} {}
};

/// A table, or without columns only its title.
struct AnswerTable {
    std::string key;      ///< "losses": names tables of one kind
    std::string package;  ///< empty: of none, or of several
    /// For people, above the table; {unit} as in the heads.
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<AnswerCell>> rows;
    std::vector<std::string> notes;  ///< below the table
    std::string if_empty;            ///< said in place of a table without rows
    MoneyUnit unit{1, "million USD"};
    bool for_programs = false;  ///< people are not shown it

    /// Append a row. \param row  [columns]
    void add(std::vector<AnswerCell> row) { rows.push_back(std::move(row)); }
};

/// All that a command answers about one results file, or a network.
struct AnswerSheet {
    std::string command, file;
    std::uint64_t scenarios = 0;  ///< 0: the answer is not about results
    std::int32_t horizon_weeks = 0;
    std::vector<std::string> words;  ///< sentences, may be none
    std::vector<AnswerTable> tables;

    /// Append a table that has something to say.
    void add(AnswerTable table) {
        if (!table.rows.empty() || !table.if_empty.empty() ||
            table.columns.empty()) {
            tables.push_back(std::move(table));
        }
    }
};
}  // namespace chokepoint
