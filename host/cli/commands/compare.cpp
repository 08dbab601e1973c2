#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/mechanism_report.hpp"
#include "host/cli/tables/package_choice.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/text_table.hpp"
#include "host/explain/answers/money.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/course_lines.hpp"
#include "host/study/answers/package_comparison.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {

struct CompareCommand {
    std::string file, format = "text";
    std::vector<std::string> packages, countries, rivals;
    std::optional<double> relative_weight;
    std::int32_t horizon_weeks = 0;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        ChoiceOptions const choice{countries, rivals, packages,
                                   relative_weight};
        if (choice.asked()) {
            auto const horizon = horizon_index(d, horizon_weeks);
            auto sheet = empty_sheet(d, horizon);
            for (auto const& table :
                 package_choice_tables(reader, choice, horizon)) {
                sheet.add(table);
            }
            print_sheet(sheet, format);
            return exit_done;
        }
        if (packages.empty()) {
            throw InputError{fmt::format(
                "--packages: is missing (name two packages, as A,B; the file "
                "has: {})",
                fmt::join(d.package, ", "))};
        }
        if (packages.size() != 2 || packages[0] == packages[1]) {
            throw InputError{fmt::format(
                "--packages {}: must name two packages, as A,B (the file has: "
                "{})",
                fmt::join(packages, ","), fmt::join(d.package, ", "))};
        }
        auto const a =
            index_of(packages[0], d.package, "--packages", "package");
        auto const b =
            index_of(packages[1], d.package, "--packages", "package");
        auto const horizon = horizon_index(d, horizon_weeks);
        std::vector<std::uint32_t> wanted;
        for (auto const& country : countries) {
            wanted.push_back(
                index_of(country, d.country, "--country", "country"));
        }
        auto sheet = empty_sheet(d, horizon);
        auto const same = certain_packages(reader);
        if (same[a] && same[b]) {
            sheet.add(certain_differences(
                course_differences(reader, a, b, horizon, wanted, usual_rows),
                d.horizon[horizon]));
        } else {
            auto const lines =
                compare_packages(reader, a, b, horizon, wanted, usual_rows);
            sheet.add(differences(lines, d, horizon));
            sheet.add(frequencies(lines));
            sheet.add(ratios(lines));
            sheet.add(crossing_table(reader, a, b));
        }
        for (auto const package : {a, b}) {
            for (auto const& table : side_report(reader, package, horizon)) {
                sheet.add(table);
            }
        }
        print_sheet(sheet, format);
        return exit_done;
    }

  private:
    AnswerSheet empty_sheet(ResultsDescription const& d,
                            std::uint32_t horizon) const {
        return {"compare", file, d.scenarios, d.horizon[horizon], {}, {}};
    }

    /// Where every world is the same: two numbers and their difference.
    AnswerTable certain_differences(std::vector<CourseDifference> const& lines,
                                    std::int32_t weeks) const {
        AnswerTable table;
        table.key = "differences";
        table.title = fmt::format(
            "Lost value added within {} weeks, {{unit}}: '{}' less '{}'; every "
            "world is the same\nNegative: '{}' loses less.",
            weeks, packages[0], packages[1], packages[0]);
        table.columns = {{"country", "country"},
                         {"a", packages[0], Kind::money},
                         {"b", packages[1], Kind::money},
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

    AnswerTable differences(std::vector<ComparisonLine> const& lines,
                            ResultsDescription const& d,
                            std::uint32_t horizon) const {
        AnswerTable table;
        table.key = "differences";
        table.title = fmt::format(
            "Lost value added within {} weeks, {{unit}}: '{}' less '{}' in the "
            "same {} worlds\nNegative: '{}' loses less. 95 % intervals in "
            "brackets.",
            d.horizon[horizon], packages[0], packages[1], grouped(d.scenarios),
            packages[0]);
        table.columns = {
            {"country", "country"},
            {"mean_a", "mean " + packages[0], Kind::money},
            {"mean_b", "mean " + packages[1], Kind::money},
            {"difference", "difference of means", Kind::money, true},
            {"difference_one_in_20", "of the 1 in 20 loss", Kind::money, true},
            {"difference_one_in_100", "of the 1 in 100 loss", Kind::money,
             true}};
        double largest = 0;
        for (auto const& line : lines) {
            table.add({line.country, line.mean_a, line.mean_b, line.paired.mean,
                       line.one_in_20, line.one_in_100});
            largest = std::max({largest, line.mean_a, line.mean_b});
        }
        table.unit = money_unit(largest);
        return table;
    }

    AnswerTable ratios(std::vector<ComparisonLine> const& lines) const {
        AnswerTable table;
        table.key = "ratios";
        table.title = fmt::format("Ratios of the means, '{}' to '{}'",
                                  packages[0], packages[1]);
        table.columns = {
            {"country", "country"},
            {"ratio",
             fmt::format("mean {} / mean {}", packages[0], packages[1]),
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
                packages[1]));
        }
        return table;
    }

    AnswerTable frequencies(std::vector<ComparisonLine> const& lines) const {
        AnswerTable table;
        table.key = "frequencies";
        table.title = fmt::format("How often '{}' or '{}' loses more",
                                  packages[0], packages[1]);
        table.columns = {
            {"country", "country"},
            {"a_worse", packages[0] + " loses more", Kind::share, true},
            {"b_worse", packages[1] + " loses more", Kind::share, true},
            {"sign_p", "sign test p", Kind::p_value},
            {"correlation", "correlation", Kind::number}};
        for (auto const& line : lines) {
            auto const& pair = line.paired;
            table.add({line.country, pair.a_worse, pair.b_worse, pair.sign_p,
                       pair.correlation});
        }
        return table;
    }
};
}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "compare", "Compare two packages world by world, with intervals");
    auto const compare = std::make_shared<CompareCommand>();
    command->add_option("FILE", compare->file, "results file (HDF5)")
        ->required();
    command
        ->add_option("--packages", compare->packages,
                     "two packages, as A,B: the loss under A less that under "
                     "B; with --rivals: those to choose from [default: all]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--country", compare->countries,
                     "only these countries [default: the 10 with the largest "
                     "difference]")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option("--rivals", compare->rivals,
                     "rank the packages as --country sees them, who also "
                     "counts what these countries lose")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--relative-weight", compare->relative_weight,
                        "weight on the losses of rivals, 0: none "
                        "[default: 1, a dollar is a dollar]");
    command
        ->add_option("--horizon", compare->horizon_weeks,
                     "weeks over which losses add up [default: the longest in "
                     "the file]")
        ->check(CLI::PositiveNumber);
    add_format_option(*command, compare->format);
    command->callback(
        [compare, &chosen] { chosen = [compare] { return (*compare)(); }; });
}
}  // namespace chokepoint
