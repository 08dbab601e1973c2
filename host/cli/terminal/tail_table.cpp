#include "host/cli/terminal/tail_table.hpp"

#include <fmt/format.h>

#include <numeric>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
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

void print_tail_dependence(ResultsReader const& reader,
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
    say("\nTail dependence, package '{}': share of the worst worlds of one "
        "country that are among the worst of the other, within {} weeks\n",
        d.package[package], d.horizon.back());
    if (lines.empty()) {
        say("  not known: needs 4,000 worlds, and two countries of which each "
            "loses in 1 world in 20\n");
        return;
    }
    TextTable table{
        {"countries", "worst 1 in 20", "worst 1 in 100", "worst 1 in 200"}};
    std::size_t count = 0;
    for (auto const& line : lines) {
        if (shown.named.empty() && !shown.all && count == usual_rows) {
            break;
        }
        table.add({line.a + " and " + line.b, percent_interval(line.one_in_20),
                   percent_interval(line.one_in_100),
                   percent_interval(line.one_in_200)});
        ++count;
    }
    table.print();
    say("  independent losses would have 5 %, 1 % and 0.5 %; losses that "
        "always come together 100 %\n");
    if (count < lines.size()) {
        say("  ({} more pairs with less: report with --all, or --country "
            "NAME)\n",
            lines.size() - count);
    }
}
}  // namespace chokepoint
