/// \file sheet_format.hpp
/// The forms in which an answer is written.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "host/cli/tables/answer_sheet.hpp"

namespace chokepoint {
/// Add `--format` to a command. \param chosen  "text", until it is given
void add_format_option(CLI::App& command, std::string& chosen);

/// Print to standard output.
/// \param format  "text", "json", "csv", "md"
void print_sheet(AnswerSheet const& sheet, std::string const& format);

/// Titles, aligned columns, one unit of money a table.
std::string sheet_text(AnswerSheet const& sheet);
/// The same with the tables of Markdown.
std::string sheet_markdown(AnswerSheet const& sheet);
/// One object: `answer` (sentences), `remarks`, `tables`; each row an object by
/// the keys of the columns, an interval as KEY_lower and KEY_upper. Money is
/// million USD, shares are of 1, what is not known or has no end is null.
std::string sheet_json(AnswerSheet const& sheet);
/// A line for each cell: table,package,line,row,column,unit,value,lower,upper;
/// RFC 4180, units as in JSON; what is not known or has no end is empty.
std::string sheet_csv(AnswerSheet const& sheet);
}  // namespace chokepoint
