#include "host/cli/tables/chosen_risk_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/text_table.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/network/input_error.hpp"
#include "host/statistics/risk.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
/// A level with its name for people and for programs.
struct NamedLevel {
    double level;
    std::string head, key;
};

/// "1.5" as part of a key: "1_5".
std::string key_part(double number) {
    auto text = fmt::format("{:g}", number);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return c == '.' || c == '+' || c == '-'; }, '_');
    return text;
}

std::vector<NamedLevel> levels_of(RiskOptions const& options) {
    std::vector<NamedLevel> levels;
    auto const add = [&](NamedLevel const& level) {
        if (std::none_of(levels.begin(), levels.end(), [&](auto const& other) {
                return other.key == level.key;
            })) {
            levels.push_back(level);
        }
    };
    for (auto const years : options.return_periods) {
        if (!(years > 1) || !std::isfinite(years)) {
            throw InputError{fmt::format(
                "--return-period {:g}: 1 in so many exceeds the loss, so it "
                "must be above 1 (20 for 1 in 20)",
                years)};
        }
        add({1 - 1 / years, "1 in " + plain_number(years),
             "one_in_" + key_part(years)});
    }
    double const hundred = 100;
    for (auto const level : options.levels) {
        if (!(level > 0 && level < 1)) {
            throw InputError{fmt::format(
                "--level {:g}: the probability that the loss is not exceeded "
                "must lie between 0 and 1 (nearest: {:g})",
                level,
                level > 1 && level < hundred ? level / hundred
                : level > 0                  ? .999
                                             : .001)};
        }
        add({level, fmt::format("level {:g}", level),
             "level_" + key_part(level)});
    }
    return levels;
}

std::vector<std::uint32_t> countries_of(ResultsReader const& reader,
                                        std::uint32_t package,
                                        std::uint32_t horizon,
                                        ShownCountries const& shown) {
    auto const& names = reader.description().country;
    std::vector<std::uint32_t> rows;
    for (auto const& name : shown.named) {
        rows.push_back(index_of(name, names, "--country", "country"));
    }
    if (!rows.empty()) {
        return rows;
    }
    for (auto const& line : country_lines(reader, package, horizon)) {
        if (shown.all ||
            (rows.size() < usual_rows && line.expected.value > 0)) {
            rows.push_back(
                index_of(line.country, names, "--country", "country"));
        }
    }
    return rows;
}

/// The columns that a question asks for, and rows that answer it.
class RiskTable {
  public:
    RiskTable(std::vector<NamedLevel> const& levels,
              std::vector<std::string> const& above,
              RiskQuestion const& question,
              std::uint64_t worlds) {
        columns_ = {{"country", "country"},
                    {"expected", "expected", Kind::money, true},
                    {"deviation", "standard deviation", Kind::money},
                    {"any_loss", "chance of a loss", Kind::share, true}};
        for (auto const& level : levels) {
            columns_.push_back({level.key, level.head, Kind::money, true});
            // A tail mean that no row could quote is no column.
            tails_.push_back(static_cast<double>(worlds) * (1 - level.level) >=
                             least_tail_worlds - level_slack);
            if (tails_.back()) {
                columns_.push_back({"beyond_" + level.key, "mean beyond it",
                                    Kind::money, true});
            }
        }
        for (std::size_t i = 0; i < above.size(); ++i) {
            columns_.push_back({"above_" + key_part(question.above[i]),
                                "chance of more than " + above[i], Kind::share,
                                true});
        }
    }

    AnswerTable table(std::vector<RiskLine> const& lines) const {
        AnswerTable table;
        table.columns = columns_;
        double largest = 0;
        bool few = false;
        for (auto const& line : lines) {
            std::vector<AnswerCell> row{line.country, line.expected,
                                        line.deviation, line.any};
            for (std::size_t i = 0; i < line.loss.size(); ++i) {
                few = few || std::isnan(line.loss[i].value);
                row.emplace_back(line.loss[i]);
                if (tails_[i]) {
                    row.emplace_back(line.tail[i]);
                }
            }
            for (auto const& chance : line.above) {
                row.emplace_back(chance);
            }
            largest = std::max(largest, line.expected.value);
            table.add(row);
        }
        table.unit = money_unit(largest);
        if (few) {
            table.notes.push_back(
                "-: less than one of so many worlds lies beyond, which says "
                "nothing");
        }
        return table;
    }

  private:
    std::vector<Column> columns_;
    std::vector<bool> tails_;
};

AnswerTable missing_years(ResultsDescription const& d) {
    AnswerTable note;
    note.key = "annual";
    note.title = fmt::format(
        "Annual figures: not in this file. A year is told by the losses at its "
        "two ends, and losses were kept at {} weeks (run the campaign with "
        "horizons = [52, 104] in [metrics])",
        fmt::join(d.horizon, ", "));
    return note;
}
}  // namespace

double amount_of(std::string const& text, std::string const& option) {
    auto const wrong = [&](char const* why) {
        return InputError{fmt::format(
            "{} '{}': {} (an amount with its unit, as 100bn or 250m; bn: "
            "billion, m: million USD)",
            option, text, why)};
    };
    double amount = 0;
    std::size_t end = 0;
    try {
        amount = std::stod(text, &end);
    } catch (std::exception const&) {
        throw wrong("is no amount");
    }
    if (!std::isfinite(amount) || amount < 0) {
        throw wrong("is no amount of a loss");
    }
    auto unit = text.substr(end);
    unit.erase(0, unit.find_first_not_of(' ') == std::string::npos
                      ? unit.size()
                      : unit.find_first_not_of(' '));
    double const billion = 1000;
    if (unit == "bn") {
        return amount * billion;
    }
    if (unit == "m") {
        return amount;
    }
    throw wrong(unit.empty() ? "has no unit" : "has no such unit");
}

std::vector<AnswerTable> chosen_risk_tables(ResultsReader const& reader,
                                            std::uint32_t package,
                                            std::uint32_t horizon,
                                            RiskOptions const& options,
                                            ShownCountries const& shown) {
    auto const& d = reader.description();
    auto const levels = levels_of(options);
    RiskQuestion question;
    for (auto const& level : levels) {
        question.levels.push_back(level.level);
    }
    for (auto const& amount : options.above) {
        question.above.push_back(amount_of(amount, "--above"));
    }
    std::vector<LossPeriod> periods{{0, d.horizon[horizon]}};
    auto const years =
        options.annual ? years_within(d, horizon) : std::vector<LossPeriod>{};
    periods.insert(periods.end(), years.begin(), years.end());
    auto const lines =
        risk_lines(reader, package, periods,
                   countries_of(reader, package, horizon, shown), question);
    RiskTable const made{levels, options.above, question, d.scenarios};
    std::vector<AnswerTable> tables;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        auto table = made.table(lines[i]);
        table.package = d.package[package];
        table.key = i == 0 ? "risk"
                           : fmt::format("risk_weeks_{}_to_{}", periods[i].from,
                                         periods[i].to - 1);
        table.title =
            i == 0 ? fmt::format(
                         "Risk, package '{}': lost value added within "
                         "{} weeks, {{unit}}",
                         table.package, periods[i].to)
                   : fmt::format(
                         "Annual risk, package '{}': lost value added "
                         "in weeks {} to {}, {{unit}}",
                         table.package, periods[i].from, periods[i].to - 1);
        tables.push_back(table);
    }
    if (options.annual && years.empty()) {
        tables.push_back(missing_years(d));
    }
    return tables;
}
}  // namespace chokepoint
