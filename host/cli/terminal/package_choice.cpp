#include "host/cli/terminal/package_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/package_choice.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
/// A dollar that a rival loses counts as one's own: the zero-sum view.
double const usual_weight = 1;

ChoiceRule rule_of(ChoiceOptions const& o,
                   ResultsDescription const& d,
                   std::uint32_t horizon) {
    if (o.rivals.empty()) {
        throw InputError{
            "--relative-weight: weighs the losses of rivals (name them with "
            "--rivals B,C)"};
    }
    if (o.countries.empty()) {
        throw InputError{
            "--country: is missing (--rivals needs the country that chooses)"};
    }
    if (o.countries.size() > 1) {
        throw InputError{fmt::format(
            "--country {}: must name one country beside --rivals, the one "
            "that chooses",
            fmt::join(o.countries, ","))};
    }
    auto const weight = o.relative_weight.value_or(usual_weight);
    if (!(weight >= 0) || std::isinf(weight)) {
        throw InputError{fmt::format(
            "--relative-weight {}: must be 0 (own losses only) or greater",
            weight)};
    }
    ChoiceRule rule{index_of(o.countries[0], d.country, "--country", "country"),
                    {},
                    weight,
                    horizon};
    for (auto const& name : o.rivals) {
        auto const rival = index_of(name, d.country, "--rivals", "country");
        if (rival == rule.country) {
            throw InputError{"--rivals '" + name +
                             "': is the country that chooses (--country)"};
        }
        if (std::find(rule.rivals.begin(), rule.rivals.end(), rival) !=
            rule.rivals.end()) {
            throw InputError{"--rivals '" + name + "': is there twice"};
        }
        rule.rivals.push_back(rival);
    }
    return rule;
}

void print_ranking(PackageChoice const& choice,
                   ResultsDescription const& d,
                   std::string const& country) {
    TextTable table{{"package", "score", "net loss of " + country,
                     "net loss of its rivals", "score less that of the first"}};
    bool close = false;
    for (std::size_t i = 0; i < choice.ranking.size(); ++i) {
        auto const& line = choice.ranking[i];
        table.add({d.package[line.package], with_interval(line.score),
                   with_interval(line.own), with_interval(line.rivals),
                   i == 0 ? "" : with_interval(line.ahead)});
        close = close || (i > 0 && line.ahead.upper >= 0);
    }
    table.print();
    if (close) {
        say("  an interval in the last column that reaches 0: so many worlds "
            "cannot tell it from the first\n");
    }
}

void print_changes(PackageChoice const& choice, ResultsDescription const& d) {
    say("\nThe choice by the weight on the losses of rivals\n");
    TextTable table{{"chosen", "from weight"}};
    table.add({d.package[choice.without_rivals], "0"});
    for (auto const& change : choice.changes) {
        table.add({d.package[change.chosen],
                   with_interval_or_unbounded(change.weight)});
    }
    table.print();
}
}  // namespace

void print_package_choice(ResultsReader const& reader,
                          ChoiceOptions const& options,
                          std::uint32_t horizon) {
    auto const& d = reader.description();
    auto const rule = rule_of(options, d, horizon);
    std::vector<std::uint32_t> packages;
    for (auto const& name : options.packages) {
        packages.push_back(index_of(name, d.package, "--packages", "package"));
    }
    auto const choice = choose_package(reader, rule, packages);
    auto const& country = options.countries[0];
    say("The choice of {}: score = -(net loss of {}) + {} x (net loss of "
        "{})\nMeans of the same {} worlds within {} weeks, less those under "
        "'{}', million USD. 95 % intervals in brackets.\n\n",
        country, country, rule.relative_weight, fmt::join(options.rivals, ", "),
        grouped(d.scenarios), d.horizon[horizon], d.package[0]);
    print_ranking(choice, d, country);
    print_changes(choice, d);
}
}  // namespace chokepoint
