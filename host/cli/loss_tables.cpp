#include "host/cli/loss_tables.hpp"

#include <algorithm>

#include "host/cli/terminal.hpp"
#include "host/cli/text.hpp"
#include "host/cli/text_table.hpp"
#include "host/study/report_lines.hpp"

namespace chokepoint {
namespace {
std::uint64_t const worlds_for_worst_hundredth = 20000;

bool quotes_worst_hundredth(ResultsReader const& reader) {
    return reader.description().scenarios >= worlds_for_worst_hundredth;
}
}  // namespace

void print_loss_head(ResultsReader const& reader, std::uint32_t horizon) {
    auto const& d = reader.description();
    say("Lost value added within {} weeks, million USD, by policy package\n"
        "{} worlds for each package, the same worlds for all; 95 % intervals "
        "in brackets\n"
        "1 in 20: the loss that one world in 20 exceeds{}\n",
        d.horizon[horizon], grouped(d.scenarios),
        quotes_worst_hundredth(reader)
            ? ""
            : "; the mean of the worst 1 % needs 20,000 worlds");
}

void print_losses(ResultsReader const& reader,
                  std::uint32_t package,
                  std::uint32_t horizon,
                  ShownCountries const& shown) {
    bool const worst = quotes_worst_hundredth(reader);
    say("\nPackage '{}'\n", reader.description().package[package]);
    std::vector<std::string> head{"country", "expected", "1 in 20", "1 in 100",
                                  "1 in 200"};
    if (worst) {
        head.push_back("mean of worst 1 %");
    }
    TextTable table{head};
    auto const add = [&](LossLine const& line) {
        std::vector<std::string> row{line.country, with_interval(line.expected),
                                     with_interval(line.one_in_20),
                                     with_interval(line.one_in_100),
                                     with_interval(line.one_in_200)};
        if (worst) {
            row.push_back(with_interval(line.worst_hundredth));
        }
        table.add(row);
    };
    auto const lines = country_lines(reader, package, horizon);
    std::size_t count = 0;
    for (auto const& line : lines) {
        auto const& named = shown.named;
        bool const wanted =
            named.empty()
                ? shown.all || (count < usual_rows && line.expected.value > 0)
                : std::find(named.begin(), named.end(), line.country) !=
                      named.end();
        if (wanted) {
            add(line);
            ++count;
        }
    }
    add(world_line(reader, package, horizon));
    table.print();
    if (count < lines.size() && shown.named.empty()) {
        auto const lossless = static_cast<std::size_t>(std::count_if(
            lines.begin(), lines.end(),
            [](auto const& line) { return !(line.expected.value > 0); }));
        say("  ({} more countries{}: report with --all, or --country "
            "NAME)\n",
            lines.size() - count,
            lines.size() - count == lossless ? " without losses"
                                             : " with less");
    }
}
}  // namespace chokepoint
