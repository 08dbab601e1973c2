#include "host/cli/tables/loss_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/text_table.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/study/answers/course_lines.hpp"
#include "host/study/answers/package_differences.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
std::uint64_t const worlds_for_worst_hundredth = 20000;
std::size_t const countries_of_a_difference = 3;
std::uint32_t const base = 0;  ///< the package "none"

/// Chooses the countries of a table as they come, largest loss first.
class Choice {
  public:
    explicit Choice(ShownCountries const& shown) : shown_{shown} {}

    bool takes(std::string const& country, double loss) {
        auto const& named = shown_.named;
        lossless_ += loss > 0 ? 0 : 1;
        bool const wanted =
            named.empty()
                ? shown_.all || (taken_ < usual_rows && loss > 0)
                : std::find(named.begin(), named.end(), country) != named.end();
        taken_ += wanted ? 1 : 0;
        left_ += wanted ? 0 : 1;
        return wanted;
    }

    /// Says what the table leaves out.
    void note_rest(AnswerTable& table) const {
        if (left_ > 0 && shown_.named.empty()) {
            table.notes.push_back(fmt::format(
                "({} more countries{}: report with --all, or --country NAME)",
                left_, left_ == lossless_ ? " without losses" : " with less"));
        }
    }

  private:
    ShownCountries const& shown_;
    std::size_t taken_ = 0, left_ = 0, lossless_ = 0;
};

AnswerCell week_or_none(std::int32_t week) {
    return week < 0 ? AnswerCell{not_known} : AnswerCell{double{1} * week};
}

AnswerCell share_or_all(Estimate const& share, bool certain, bool more) {
    return certain ? AnswerCell{more ? 1. : 0., more ? "all" : "none"}
                   : AnswerCell{share};
}

double largest_loss(ResultsReader const& reader,
                    std::vector<std::uint32_t> const& packages,
                    std::uint32_t horizon) {
    double largest = 0;
    for (auto const p : packages) {
        auto const line = world_line(reader, p, horizon);
        for (auto const& estimate : {line.expected, line.one_in_20}) {
            largest = std::max(largest, estimate.value);
        }
    }
    return largest;
}
}  // namespace

LossTables::LossTables(ResultsReader const& reader,
                       std::vector<std::uint32_t> const& packages,
                       std::uint32_t horizon)
    : reader_{reader},
      packages_{packages},
      horizon_{horizon},
      certain_{certain_packages(reader)},
      normal_{normal_value_added(reader, horizon)},
      unit_{money_unit(largest_loss(reader, packages, horizon))} {}

bool LossTables::quotes_worst_hundredth() const {
    return reader_.description().scenarios >= worlds_for_worst_hundredth;
}

AnswerTable LossTables::head() const {
    auto const& d = reader_.description();
    AnswerTable head;
    head.key = "about";
    head.unit = unit_;
    head.title = fmt::format(
        "Lost value added within {} weeks, {{unit}}, by policy package\n",
        d.horizon[horizon_]);
    auto const is_certain = [&](auto p) { return certain_[p]; };
    if (std::all_of(packages_.begin(), packages_.end(), is_certain)) {
        head.title +=
            d.scenarios == 1
                ? "One world for each package: no intervals"
                : fmt::format("The same in all {} worlds: no intervals",
                              grouped(d.scenarios));
        return head;
    }
    head.title += fmt::format(
        "{} worlds for each package{}, the same worlds for all; 95 % "
        "intervals in brackets\n1 in 20: the loss that one world in 20 "
        "exceeds{}",
        grouped(d.scenarios),
        reader_.weights().empty() ? "" : ", chosen by screening and weighted",
        quotes_worst_hundredth()
            ? ""
            : "; the mean of the worst 1 % needs 20,000 worlds");
    return head;
}

AnswerTable LossTables::losses(std::uint32_t package,
                               ShownCountries const& shown) const {
    auto const& d = reader_.description();
    AnswerTable table;
    table.key = "losses";
    table.package = d.package[package];
    table.unit = unit_;
    table.title = fmt::format("Package '{}'{}", table.package,
                              certain_[package] && d.scenarios > 1
                                  ? ": every world is the same"
                                  : "");
    table.columns = {{"country", "country", Kind::text}};
    if (certain_[package]) {
        course(table, package, shown);
    } else {
        distribution(table, package, shown);
    }
    return table;
}

void LossTables::distribution(AnswerTable& table,
                              std::uint32_t package,
                              ShownCountries const& shown) const {
    bool const worst = quotes_worst_hundredth();
    auto const add_column = [&](char const* key, char const* head) {
        table.columns.push_back({key, head, Kind::money, true});
    };
    add_column("expected", "expected");
    if (!normal_.empty()) {
        table.columns.push_back(
            {"of_value_added", "of value added", Kind::small});
    }
    add_column("one_in_20", "1 in 20");
    add_column("one_in_100", "1 in 100");
    add_column("one_in_200", "1 in 200");
    if (worst) {
        add_column("worst_hundredth", "mean of worst 1 %");
    }
    auto const& country = reader_.description().country;
    auto const add = [&](LossLine const& line) {
        std::vector<AnswerCell> row{line.country, line.expected};
        if (!normal_.empty()) {
            auto const found =
                std::find(country.begin(), country.end(), line.country);
            auto const at =
                found == country.end() ? 0 : 1 + (found - country.begin());
            row.emplace_back(line.expected.value /
                             normal_[static_cast<std::size_t>(at)]);
        }
        for (auto const& loss :
             {line.one_in_20, line.one_in_100, line.one_in_200}) {
            row.emplace_back(loss);
        }
        if (worst) {
            row.emplace_back(line.worst_hundredth);
        }
        table.add(row);
    };
    Choice choice{shown};
    for (auto const& line : country_lines(reader_, package, horizon_)) {
        if (choice.takes(line.country, line.expected.value)) {
            add(line);
        }
    }
    add(world_line(reader_, package, horizon_));
    choice.note_rest(table);
}

void LossTables::course(AnswerTable& table,
                        std::uint32_t package,
                        ShownCountries const& shown) const {
    table.columns.push_back({"loss", "loss", Kind::money});
    // Files before 1.3 do not know when, nor of how much.
    bool const old = normal_.empty();
    if (!old) {
        table.columns.insert(
            table.columns.end(),
            {{"of_value_added", "of value added", Kind::small},
             {"first_week", "first loss, week", Kind::week},
             {"worst_week", "worst week", Kind::week},
             {"worst_share", "lost then, of normal", Kind::small}});
    }
    auto const add = [&](CourseLine const& line) {
        std::vector<AnswerCell> row{line.country, line.loss};
        if (!old) {
            row.insert(row.end(), {line.share, week_or_none(line.onset),
                                   week_or_none(line.deepest), line.depth});
        }
        table.add(row);
    };
    auto const lines = course_lines(reader_, package, horizon_);
    Choice choice{shown};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (choice.takes(lines[i].country, lines[i].loss)) {
            add(lines[i]);
        }
    }
    add(lines.front());
    choice.note_rest(table);
}

std::vector<std::uint32_t> LossTables::indices(
    ShownCountries const& shown) const {
    std::vector<std::uint32_t> countries;
    for (auto const& name : shown.named) {
        countries.push_back(index_of(name, reader_.description().country,
                                     "--country", "country"));
    }
    return countries;
}

AnswerTable LossTables::country_differences(ShownCountries const& shown) const {
    auto const& d = reader_.description();
    AnswerTable table;
    table.key = "country_differences";
    table.for_programs = true;
    table.title = fmt::format(
        "Against '{}' in the same worlds, by country, {{unit}}: mean loss "
        "within {} weeks; negative: loses less",
        d.package[0], d.horizon[horizon_]);
    table.columns = {{"package", "package"},
                     {"country", "country"},
                     {"difference", "difference", Kind::money, true}};
    for (auto const& line : package_differences(
             reader_, packages_, horizon_, indices(shown), d.country.size())) {
        for (auto const& [country, difference] : line.country) {
            table.add({line.package, country, difference});
        }
    }
    return table;
}

AnswerTable LossTables::differences(ShownCountries const& shown) const {
    auto const countries = indices(shown);
    auto const lines = package_differences(
        reader_, packages_, horizon_, countries, countries_of_a_difference);
    auto const& d = reader_.description();
    double largest = 0;
    for (auto const& line : lines) {
        largest = std::max(largest, std::abs(line.all.value));
    }
    AnswerTable table;
    table.key = "differences";
    table.unit = money_unit(largest);
    table.title = fmt::format(
        "Against '{}' in the same worlds, {{unit}}: mean loss within {} weeks; "
        "negative: loses less",
        d.package[0], d.horizon[horizon_]);
    table.columns = {
        {"package", "package"},
        {"difference", "all countries", Kind::money, true},
        {"change", "change", Kind::small},
        {"worlds_worse", "worlds that lose more", Kind::share, true},
        {"most_of_it", countries.empty() ? "most of it" : "of it"}};
    for (auto const& line : lines) {
        auto const package =
            index_of(line.package, d.package, "--package", "package");
        std::string parts;
        for (auto const& [country, difference] : line.country) {
            if (difference.value != 0) {
                parts += (parts.empty() ? "" : ", ") + country + " " +
                         money(difference.value, table.unit);
            }
        }
        bool const same = certain_[base] && certain_[package];
        auto const exact = [&](double x) { return Estimate{x, x, x}; };
        table.add({line.package, same ? exact(line.all.value) : line.all,
                   line.relative,
                   share_or_all(line.worse, same, line.all.value > 0), parts});
    }
    return table;
}
}  // namespace chokepoint
