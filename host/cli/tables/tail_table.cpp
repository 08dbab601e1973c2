#include "host/cli/tables/tail_table.hpp"

#include <fmt/format.h>

#include <numeric>

#include "host/cli/terminal/text_table.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/tail_dependence_table.hpp"

namespace chokepoint {
namespace {
std::vector<std::string> largest_losses(ResultsReader const& reader,
                                        std::uint32_t package) {
    auto const last = reader.description().horizon.size() - 1;
    std::vector<std::string> names;
    for (auto const& line :
         country_lines(reader, package, static_cast<std::uint32_t>(last))) {
        if (names.size() < usual_rows) {
            names.push_back(line.country);
        }
    }
    return names;
}

std::vector<std::uint32_t> rows_of(std::vector<std::string> const& names,
                                   ResultsDescription const& d) {
    std::vector<std::uint32_t> rows;
    for (auto const& name : names) {
        rows.push_back(index_of(name, d.country, "--country", "country"));
    }
    return rows;
}
}  // namespace

void require_tail_dependence(ResultsReader const& reader) {
    if (!reader.has(tail_dependence_path)) {
        throw InputError{fmt::format(
            "{}: has no {} (the program that wrote it did not know of it: run "
            "the campaign again)",
            reader.path(), tail_dependence_path)};
    }
}

AnswerTable tail_dependence_table(ResultsReader const& reader,
                                  std::uint32_t package,
                                  ShownCountries const& shown) {
    auto const& d = reader.description();
    std::vector<std::uint32_t> all(d.country.size());
    std::iota(all.begin(), all.end(), 0u);
    auto wanted = all;
    if (!shown.named.empty()) {
        wanted = rows_of(shown.named, d);
    } else if (!shown.all) {
        wanted = rows_of(largest_losses(reader, package), d);
    }
    auto const lines = tail_pair_lines(reader, package, wanted,
                                       shown.named.size() == 1 ? all : wanted);
    AnswerTable table;
    table.key = "tail_dependence";
    table.package = d.package[package];
    table.title = fmt::format(
        "Tail dependence, package '{}': share of the worst worlds of one "
        "country that are among the worst of the other, within {} weeks",
        table.package, d.horizon.back());
    table.if_empty =
        "not known: needs 4,000 worlds, and two countries of which each loses "
        "in 1 world in 20";
    table.columns = {{"countries", "countries"},
                     {"worst_20", "worst 1 in 20", Kind::share, true},
                     {"worst_100", "worst 1 in 100", Kind::share, true},
                     {"worst_200", "worst 1 in 200", Kind::share, true}};
    for (auto const& line : lines) {
        if (shown.named.empty() && !shown.all &&
            table.rows.size() == usual_rows) {
            break;
        }
        table.add({line.a + " and " + line.b, line.one_in_20, line.one_in_100,
                   line.one_in_200});
    }
    if (lines.empty()) {
        return table;
    }
    table.notes.push_back(
        "independent losses would have 5 %, 1 % and 0.5 %; losses that always "
        "come together 100 %");
    if (table.rows.size() < lines.size()) {
        table.notes.push_back(
            fmt::format("({} more pairs with less: report with --all, or "
                        "--country NAME)",
                        lines.size() - table.rows.size()));
    }
    return table;
}
}  // namespace chokepoint
