#include "host/cli/terminal/loss_tables.hpp"

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
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

    void print_rest() const {
        if (left_ > 0 && shown_.named.empty()) {
            say("  ({} more countries{}: report with --all, or --country "
                "NAME)\n",
                left_, left_ == lossless_ ? " without losses" : " with less");
        }
    }

  private:
    ShownCountries const& shown_;
    std::size_t taken_ = 0, left_ = 0, lossless_ = 0;
};

std::string week_or_none(std::int32_t week) {
    return week < 0 ? "-" : std::to_string(week);
}

std::string share_or_all(Estimate const& share, bool certain, bool more) {
    return certain ? (more ? "all" : "none") : percent_interval(share);
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

void LossTables::print_head() const {
    auto const& d = reader_.description();
    say("Lost value added within {} weeks, {}, by policy package\n",
        d.horizon[horizon_], unit_.name);
    auto const is_certain = [&](auto p) { return certain_[p]; };
    if (std::all_of(packages_.begin(), packages_.end(), is_certain)) {
        say("{}\n", d.scenarios == 1
                        ? "One world for each package: no intervals"
                        : fmt::format("The same in all {} worlds: no "
                                      "intervals",
                                      grouped(d.scenarios)));
        return;
    }
    say("{} worlds for each package, the same worlds for all; 95 % intervals "
        "in brackets\n"
        "1 in 20: the loss that one world in 20 exceeds{}\n",
        grouped(d.scenarios),
        quotes_worst_hundredth()
            ? ""
            : "; the mean of the worst 1 % needs 20,000 worlds");
}

void LossTables::print_losses(std::uint32_t package,
                              ShownCountries const& shown) const {
    auto const& d = reader_.description();
    say("\nPackage '{}'{}\n", d.package[package],
        certain_[package] && d.scenarios > 1 ? ": every world is the same"
                                             : "");
    if (certain_[package]) {
        print_course(package, shown);
    } else {
        print_distribution(package, shown);
    }
}

void LossTables::print_distribution(std::uint32_t package,
                                    ShownCountries const& shown) const {
    bool const worst = quotes_worst_hundredth();
    std::vector<std::string> head{"country", "expected"};
    if (!normal_.empty()) {
        head.push_back("of value added");
    }
    for (auto const name : {"1 in 20", "1 in 100", "1 in 200"}) {
        head.push_back(name);
    }
    if (worst) {
        head.push_back("mean of worst 1 %");
    }
    TextTable table{head};
    auto const& country = reader_.description().country;
    auto const add = [&](LossLine const& line) {
        std::vector<std::string> row{line.country, money(line.expected, unit_)};
        if (!normal_.empty()) {
            auto const found =
                std::find(country.begin(), country.end(), line.country);
            auto const at =
                found == country.end() ? 0 : 1 + (found - country.begin());
            row.push_back(plain_percent(line.expected.value /
                                        normal_[static_cast<std::size_t>(at)]));
        }
        for (auto const& loss :
             {line.one_in_20, line.one_in_100, line.one_in_200}) {
            row.push_back(money(loss, unit_));
        }
        if (worst) {
            row.push_back(money(line.worst_hundredth, unit_));
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
    table.print();
    choice.print_rest();
}

void LossTables::print_course(std::uint32_t package,
                              ShownCountries const& shown) const {
    // Files before 1.3 do not know when, nor of how much.
    bool const old = normal_.empty();
    std::vector<std::string> head{"country", "loss"};
    if (!old) {
        head.insert(head.end(), {"of value added", "first loss, week",
                                 "worst week", "lost then, of normal"});
    }
    TextTable table{head};
    auto const add = [&](CourseLine const& line) {
        std::vector<std::string> row{line.country, money(line.loss, unit_)};
        if (!old) {
            row.insert(row.end(),
                       {plain_percent(line.share), week_or_none(line.onset),
                        week_or_none(line.deepest), plain_percent(line.depth)});
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
    table.print();
    choice.print_rest();
}

void LossTables::print_differences(ShownCountries const& shown) const {
    std::vector<std::uint32_t> countries;
    for (auto const& name : shown.named) {
        countries.push_back(index_of(name, reader_.description().country,
                                     "--country", "country"));
    }
    auto const lines = package_differences(
        reader_, packages_, horizon_, countries, countries_of_a_difference);
    if (lines.empty()) {
        return;
    }
    auto const& d = reader_.description();
    double largest = 0;
    for (auto const& line : lines) {
        largest = std::max(largest, std::abs(line.all.value));
    }
    auto const unit = money_unit(largest);
    say("\nAgainst '{}' in the same worlds, {}: mean loss within {} weeks; "
        "negative: loses less\n",
        d.package[0], unit.name, d.horizon[horizon_]);
    TextTable table{{"package", "all countries", "change",
                     "worlds that lose more",
                     countries.empty() ? "most of it" : "of it"}};
    for (auto const& line : lines) {
        auto const package =
            index_of(line.package, d.package, "--package", "package");
        std::string parts;
        for (auto const& [country, difference] : line.country) {
            if (difference.value != 0) {
                parts += (parts.empty() ? "" : ", ") + country + " " +
                         money(difference.value, unit);
            }
        }
        bool const same = certain_[base] && certain_[package];
        table.add({line.package,
                   same ? money(line.all.value, unit) : money(line.all, unit),
                   plain_percent(line.relative),
                   share_or_all(line.worse, same, line.all.value > 0),
                   parts.empty() ? "-" : parts});
    }
    table.print();
}
}  // namespace chokepoint
