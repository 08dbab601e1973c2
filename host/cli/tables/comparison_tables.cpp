#include "host/cli/tables/comparison_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/text_table.hpp"
#include "host/explain/answers/money.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/network/tables/utf8.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
/// Of a campaign's own text: values are lists of names, and may be long.
std::size_t const most_characters = 60;
std::size_t const most_keys = 12;  ///< shown to people

std::string shortened(std::string const& value) {
    return value.size() > most_characters
               ? value.substr(0, most_characters) + "..."
               : value;
}

/// Where every world is the same: two numbers and their difference.
AnswerTable certain_differences(ComparisonNames const& names,
                                std::vector<CourseDifference> const& lines) {
    AnswerTable table;
    table.key = "differences";
    table.title = fmt::format(
        "Lost value added within {} weeks, {{unit}}: '{}' less '{}'; every "
        "world is the same\nNegative: '{}' loses less.",
        names.weeks, names.a, names.b, names.a);
    table.columns = {{"country", "country"},
                     {"a", names.a, Kind::money},
                     {"b", names.b, Kind::money},
                     {"difference", "difference", Kind::money},
                     {"change", "change", Kind::small}};
    double largest = 0;
    for (auto const& line : lines) {
        table.add(
            {line.country, line.a, line.b, line.a - line.b, line.relative});
        largest = std::max({largest, line.a, line.b});
    }
    table.unit = money_unit(largest);
    return table;
}

AnswerTable differences(ComparisonNames const& names,
                        std::vector<ComparisonLine> const& lines) {
    AnswerTable table;
    table.key = "differences";
    table.title = fmt::format(
        "Lost value added within {} weeks, {{unit}}: '{}' less '{}' in the "
        "same {} worlds\nNegative: '{}' loses less. 95 % intervals in "
        "brackets.",
        names.weeks, names.a, names.b, grouped(names.scenarios), names.a);
    table.columns = {
        {"country", "country"},
        {"mean_a", "mean " + names.a, Kind::money},
        {"mean_b", "mean " + names.b, Kind::money},
        {"difference", "difference of means", Kind::money, true},
        {"difference_one_in_20", "of the 1 in 20 loss", Kind::money, true},
        {"difference_one_in_100", "of the 1 in 100 loss", Kind::money, true}};
    double largest = 0;
    for (auto const& line : lines) {
        table.add({line.country, line.mean_a, line.mean_b, line.paired.mean,
                   line.one_in_20, line.one_in_100});
        largest = std::max({largest, line.mean_a, line.mean_b});
    }
    table.unit = money_unit(largest);
    return table;
}

AnswerTable ratios(ComparisonNames const& names,
                   std::vector<ComparisonLine> const& lines) {
    AnswerTable table;
    table.key = "ratios";
    table.title =
        fmt::format("Ratios of the means, '{}' to '{}'", names.a, names.b);
    table.columns = {
        {"country", "country"},
        {"ratio", fmt::format("mean {} / mean {}", names.a, names.b),
         Kind::ratio, true}};
    bool unbounded = false;
    for (auto const& line : lines) {
        table.add({line.country, line.ratio});
        unbounded = unbounded || std::isinf(line.ratio.upper);
    }
    if (unbounded) {
        table.notes.push_back(fmt::format(
            "unbounded, or -: the mean under '{}' cannot be told from 0 "
            "with so few worlds",
            names.b));
    }
    return table;
}

AnswerTable frequencies(ComparisonNames const& names,
                        std::vector<ComparisonLine> const& lines) {
    AnswerTable table;
    table.key = "frequencies";
    table.title =
        fmt::format("How often '{}' or '{}' loses more", names.a, names.b);
    table.columns = {{"country", "country"},
                     {"a_worse", names.a + " loses more", Kind::share, true},
                     {"b_worse", names.b + " loses more", Kind::share, true},
                     {"sign_p", "sign test p", Kind::p_value},
                     {"correlation", "correlation", Kind::number}};
    for (auto const& line : lines) {
        auto const& pair = line.paired;
        table.add({line.country, pair.a_worse, pair.b_worse, pair.sign_p,
                   pair.correlation});
    }
    return table;
}
}  // namespace

std::vector<AnswerTable> comparison_tables(
    ComparedPackage const& a,
    ComparedPackage const& b,
    ComparisonNames const& names,
    std::vector<std::uint32_t> const& countries) {
    bool const certain = certain_packages(a.reader)[a.package] &&
                         certain_packages(b.reader)[b.package];
    if (certain) {
        return {certain_differences(
            names, course_differences(a, b, countries, usual_rows))};
    }
    auto const lines = compare_packages(a, b, countries, usual_rows);
    return {differences(names, lines), frequencies(names, lines),
            ratios(names, lines)};
}

AnswerTable shared_packages_table(
    ResultsReader const& a,
    ResultsReader const& b,
    std::vector<std::pair<ComparedPackage, ComparedPackage>> const& packages,
    ComparisonNames const& names,
    std::vector<std::uint32_t> const& countries) {
    AnswerTable table;
    table.key = "packages";
    table.title = fmt::format(
        "Lost value added within {} weeks, {{unit}}: each package in '{}' less "
        "the same in '{}', in the same {}\nNegative: '{}' loses less. 95 % "
        "intervals in brackets.",
        names.weeks, names.a, names.b,
        names.scenarios == 1 ? "world" : grouped(names.scenarios) + " worlds",
        names.a);
    table.columns = {
        {"package", "package"},
        {"country", "country"},
        {"mean_a", "mean " + names.a, Kind::money},
        {"mean_b", "mean " + names.b, Kind::money},
        {"difference", "difference of means", Kind::money, true},
        {"difference_one_in_20", "of the 1 in 20 loss", Kind::money, true},
        {"difference_one_in_100", "of the 1 in 100 loss", Kind::money, true}};
    auto const certain_a = certain_packages(a), certain_b = certain_packages(b);
    double largest = 0;
    auto const add = [&](std::vector<AnswerCell> row, double mean_a,
                         double mean_b) {
        table.add(std::move(row));
        largest = std::max({largest, mean_a, mean_b});
    };
    for (auto const& [in_a, in_b] : packages) {
        auto const& package = a.description().package[in_a.package];
        if (certain_a[in_a.package] && certain_b[in_b.package]) {
            auto const lines = course_differences(in_a, in_b, countries, 0);
            for (auto const& line : lines) {
                add({package, line.country, line.a, line.b, line.a - line.b,
                     not_known, not_known},
                    line.a, line.b);
            }
            continue;
        }
        for (auto const& line : compare_packages(in_a, in_b, countries, 0)) {
            add({package, line.country, line.mean_a, line.mean_b,
                 line.paired.mean, line.one_in_20, line.one_in_100},
                line.mean_a, line.mean_b);
        }
    }
    table.unit = money_unit(largest);
    return table;
}

AnswerTable key_differences_table(std::vector<KeyDifference> const& differences,
                                  ComparisonNames const& names) {
    AnswerTable table;
    table.key = "keys";
    if (differences.empty()) {
        table.title = "The campaigns differ in nothing that moves a loss.";
        return table;
    }
    table.title = "The campaigns differ in";
    table.columns = {{"key", "key"}, {"a", names.file_a}, {"b", names.file_b}};
    auto const cell = [](std::optional<std::string> const& value) {
        return value ? visible(shortened(*value)) : std::string{"-"};
    };
    for (auto const& difference : differences) {
        if (table.rows.size() == most_keys) {
            table.notes.push_back(fmt::format("and {} more keys",
                                              differences.size() - most_keys));
            break;
        }
        table.add({visible(difference.key.path()), cell(difference.a),
                   cell(difference.b)});
    }
    return table;
}
}  // namespace chokepoint
