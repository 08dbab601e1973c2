#include "host/cli/tables/sheet_format.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/cli/tables/sheet_cells.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json_row(AnswerTable const& table, std::vector<AnswerCell> const& row) {
    Json object = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto const& column = table.columns[i];
        auto const& cell = row[i];
        if (column.kind == Kind::text) {
            object[column.key] =
                cell.text.empty() ? Json(nullptr) : Json(cell.text);
            continue;
        }
        object[column.key] = number(cell.number.value);
        if (column.interval) {
            object[column.key + "_lower"] = number(cell.number.lower);
            object[column.key + "_upper"] = number(cell.number.upper);
        }
    }
    return object;
}

Json json_table(AnswerTable const& table) {
    Json units = Json::object(), rows = Json::array();
    for (auto const& column : table.columns) {
        auto const unit = stored_unit(column);
        if (!unit.empty()) {
            units[column.key] = unit;
        }
    }
    for (auto const& row : table.rows) {
        rows.push_back(json_row(table, row));
    }
    Json object{{"table", table.key},
                {"title", with_unit(table.title, stored_money)}};
    if (!table.package.empty()) {
        object["package"] = table.package;
    }
    object["units"] = std::move(units);
    object["rows"] = std::move(rows);
    object["notes"] = table.notes;
    return object;
}

/// A field of RFC 4180.
std::string field(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (auto const letter : text) {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + '"';
}

std::string csv_number(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string csv_line(std::vector<std::string> const& fields) {
    std::string line;
    for (auto const& text : fields) {
        line += (line.empty() ? "" : ",") + field(text);
    }
    return line + '\n';
}

/// In Markdown a | ends a cell.
std::string markdown_cell(std::string const& text) {
    std::string safe;
    for (auto const letter : text) {
        safe += letter == '|' ? "\\|" : std::string(1, letter);
    }
    return safe;
}

/// All lines of a table for people: heads, then rows.
std::vector<std::vector<std::string>> shown_lines(AnswerTable const& table) {
    std::vector<std::vector<std::string>> lines(1 + table.rows.size());
    for (std::size_t k = 0; k < table.columns.size(); ++k) {
        auto const& column = table.columns[k];
        if (column.head.empty()) {
            continue;
        }
        lines[0].push_back(with_unit(column.head, table.unit.name));
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            lines[i + 1].push_back(
                shown_cell(table.rows[i][k], column, table.unit));
        }
    }
    return lines;
}
/// [shown columns] texts stand at the left, numbers at the right.
std::vector<bool> left_columns(AnswerTable const& table) {
    std::vector<bool> left;
    for (auto const& column : table.columns) {
        if (!column.head.empty()) {
            left.push_back(column.kind == Kind::text);
        }
    }
    return left;
}
}  // namespace

void add_format_option(CLI::App& command, std::string& chosen) {
    command
        .add_option("--format", chosen,
                    "text; json, csv: for programs, all in million USD; md: "
                    "Markdown [default: text]")
        ->check(CLI::IsMember({"text", "json", "csv", "md"}));
}

void print_sheet(AnswerSheet const& sheet, std::string const& format) {
    write_out(format == "json"  ? sheet_json(sheet)
              : format == "csv" ? sheet_csv(sheet)
              : format == "md"  ? sheet_markdown(sheet)
                                : sheet_text(sheet));
}

std::string sheet_text(AnswerSheet const& sheet) {
    auto text = sheet.words.empty() ? std::string{} : paragraph(sheet.words);
    for (auto const& table : sheet.tables) {
        if (table.for_programs) {
            continue;
        }
        text += text.empty() ? "" : "\n";
        text += with_unit(table.title, table.unit.name) + '\n';
        if (table.rows.empty()) {
            text += table.if_empty.empty() ? "" : "  " + table.if_empty + '\n';
        } else {
            text += TextTable{shown_lines(table), left_columns(table)}.text();
        }
        for (auto const& note : table.notes) {
            text += "  " + note + '\n';
        }
    }
    return text;
}

std::string sheet_markdown(AnswerSheet const& sheet) {
    std::string text;
    for (auto const& sentence : sheet.words) {
        text += (text.empty() ? "" : " ") + sentence;
    }
    text += text.empty() ? "" : "\n";
    for (auto const& table : sheet.tables) {
        if (table.for_programs) {
            continue;
        }
        text += text.empty() ? "" : "\n";
        auto const title = with_unit(table.title, table.unit.name);
        text += table.columns.empty() ? title + '\n' : "**" + title + "**\n";
        auto const lines = shown_lines(table);
        for (std::size_t i = 0; i < lines.size() && !table.rows.empty(); ++i) {
            text += i == 0 ? "\n|" : "|";
            for (auto const& cell : lines[i]) {
                text += ' ' + markdown_cell(cell) + " |";
            }
            text += '\n';
            if (i == 0) {
                text += '|';
                for (bool const left : left_columns(table)) {
                    text += left ? "---|" : "---:|";
                }
                text += '\n';
            }
        }
        if (table.rows.empty() && !table.if_empty.empty()) {
            text += '\n' + table.if_empty + '\n';
        }
        for (auto const& note : table.notes) {
            text += '\n' + note + '\n';
        }
    }
    return text;
}

std::string sheet_json(AnswerSheet const& sheet) {
    Json tables = Json::array(), remarks = Json::array();
    for (auto const& table : sheet.tables) {
        if (table.columns.empty()) {
            remarks.push_back(with_unit(table.title, stored_money));
        } else {
            tables.push_back(json_table(table));
        }
    }
    Json all{{"program_version", program_version},
             {"command", sheet.command},
             {"file", sheet.file}};
    if (sheet.scenarios > 0) {
        all["scenarios"] = sheet.scenarios;
        all["horizon_weeks"] = sheet.horizon_weeks;
    }
    all["answer"] = sheet.words;
    all["remarks"] = std::move(remarks);
    all["tables"] = std::move(tables);
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string sheet_csv(AnswerSheet const& sheet) {
    std::string text = "table,package,line,row,column,unit,value,lower,upper\n";
    for (std::size_t i = 0; i < sheet.words.size(); ++i) {
        text += csv_line({"answer", "", std::to_string(i + 1), "", "words", "",
                          sheet.words[i], "", ""});
    }
    for (auto const& table : sheet.tables) {
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            auto const& row = table.rows[i];
            for (std::size_t k = 1; k < row.size(); ++k) {
                auto const& column = table.columns[k];
                auto const& x = row[k].number;
                bool const words = column.kind == Kind::text;
                bool const ends = column.interval;
                text +=
                    csv_line({table.key, table.package, std::to_string(i + 1),
                              row[0].text, column.key, stored_unit(column),
                              words ? row[k].text : csv_number(x.value),
                              ends ? csv_number(x.lower) : "",
                              ends ? csv_number(x.upper) : ""});
            }
        }
    }
    return text;
}
}  // namespace chokepoint
