#include "host/cli/tables/package_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/explain/plain_numbers.hpp"
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

AnswerTable ranking_table(PackageChoice const& choice,
                          ResultsDescription const& d,
                          std::string const& country) {
    AnswerTable table;
    table.key = "choice";
    table.columns = {
        {"package", "package"},
        {"score", "score", Kind::money, true},
        {"own_loss", "net loss of " + country, Kind::money, true},
        {"rivals_loss", "net loss of its rivals", Kind::money, true},
        {"ahead", "score less that of the first", Kind::money, true}};
    bool close = false;
    double largest = 0;
    for (std::size_t i = 0; i < choice.ranking.size(); ++i) {
        auto const& line = choice.ranking[i];
        table.add({d.package[line.package], line.score, line.own, line.rivals,
                   i == 0 ? AnswerCell{0, " "} : AnswerCell{line.ahead}});
        close = close || (i > 0 && line.ahead.upper >= 0);
        for (auto const& x : {line.score, line.own, line.rivals}) {
            largest = std::max(largest, std::abs(x.value));
        }
    }
    table.unit = money_unit(largest);
    if (close) {
        table.notes.push_back(
            "an interval in the last column that reaches 0: so many worlds "
            "cannot tell it from the first");
    }
    return table;
}

AnswerTable change_table(PackageChoice const& choice,
                         ResultsDescription const& d) {
    AnswerTable table;
    table.key = "choice_by_weight";
    table.title = "The choice by the weight on the losses of rivals";
    table.columns = {{"package", "chosen"},
                     {"from_weight", "from weight", Kind::ratio, true}};
    table.add({d.package[choice.without_rivals], 0.});
    for (auto const& change : choice.changes) {
        table.add({d.package[change.chosen], change.weight});
    }
    return table;
}
}  // namespace

std::vector<AnswerTable> package_choice_tables(ResultsReader const& reader,
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
    auto ranking = ranking_table(choice, d, country);
    ranking.title = fmt::format(
        "The choice of {}: score = -(net loss of {}) + {} x (net loss of "
        "{})\nMeans of the same {} worlds within {} weeks, less those under "
        "'{}', {{unit}}. 95 % intervals in brackets.",
        country, country, rule.relative_weight, fmt::join(options.rivals, ", "),
        grouped(d.scenarios), d.horizon[horizon], d.package[0]);
    return {ranking, change_table(choice, d)};
}
}  // namespace chokepoint
