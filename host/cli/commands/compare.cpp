#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <optional>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/mechanism_report.hpp"
#include "host/cli/terminal/package_choice.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/text.hpp"
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
    std::string file;
    std::vector<std::string> packages, countries, rivals;
    std::optional<double> relative_weight;
    std::int32_t horizon_weeks = 0;

    int operator()() const {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        ChoiceOptions const choice{countries, rivals, packages,
                                   relative_weight};
        if (choice.asked()) {
            print_package_choice(reader, choice,
                                 horizon_index(d, horizon_weeks));
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
        auto const same = certain_packages(reader);
        if (same[a] && same[b]) {
            certain_differences(
                course_differences(reader, a, b, horizon, wanted, usual_rows),
                d.horizon[horizon]);
            print_sides(reader, a, horizon);
            print_sides(reader, b, horizon);
            return exit_done;
        }
        auto const lines =
            compare_packages(reader, a, b, horizon, wanted, usual_rows);
        say("Lost value added within {} weeks, million USD: '{}' less "
            "'{}' in the same {} worlds\nNegative: '{}' loses less. 95 "
            "% intervals in brackets.\n\n",
            d.horizon[horizon], packages[0], packages[1], grouped(d.scenarios),
            packages[0]);
        differences(lines);
        say("\n");
        frequencies(lines);
        say("\n");
        ratios(lines);
        print_crossings(reader, a, b);
        print_sides(reader, a, horizon);
        print_sides(reader, b, horizon);
        return exit_done;
    }

  private:
    /// Where every world is the same: two numbers and their difference.
    void certain_differences(std::vector<CourseDifference> const& lines,
                             std::int32_t weeks) const {
        say("Lost value added within {} weeks, million USD: '{}' less '{}'; "
            "every world is the same\nNegative: '{}' loses less.\n\n",
            weeks, packages[0], packages[1], packages[0]);
        TextTable table{
            {"country", packages[0], packages[1], "difference", "change"}};
        for (auto const& line : lines) {
            table.add({line.country, plain_number(line.a), plain_number(line.b),
                       plain_number(line.a - line.b),
                       plain_percent(line.relative)});
        }
        table.print();
    }

    void differences(std::vector<ComparisonLine> const& lines) const {
        TextTable table{{"country", "mean " + packages[0],
                         "mean " + packages[1], "difference of means",
                         "of the 1 in 20 loss", "of the 1 in 100 loss"}};
        for (auto const& line : lines) {
            table.add({line.country, plain_number(line.mean_a),
                       plain_number(line.mean_b),
                       with_interval(line.paired.mean),
                       with_interval(line.one_in_20),
                       with_interval(line.one_in_100)});
        }
        table.print();
    }

    void ratios(std::vector<ComparisonLine> const& lines) const {
        TextTable table{{"country", fmt::format("mean {} / mean {}",
                                                packages[0], packages[1])}};
        bool unbounded = false;
        for (auto const& line : lines) {
            table.add({line.country, with_interval_or_unbounded(line.ratio)});
            unbounded = unbounded || std::isinf(line.ratio.upper);
        }
        table.print();
        if (unbounded) {
            say("  unbounded, or -: the mean under '{}' cannot be told from 0 "
                "with so few worlds\n",
                packages[1]);
        }
    }

    void frequencies(std::vector<ComparisonLine> const& lines) const {
        TextTable table{{"country", packages[0] + " loses more",
                         packages[1] + " loses more", "sign test p",
                         "correlation"}};
        for (auto const& line : lines) {
            auto const& pair = line.paired;
            table.add(
                {line.country, percent_interval(pair.a_worse),
                 percent_interval(pair.b_worse),
                 pair.sign_p < 0.001 ? "< 0.001" : plain_number(pair.sign_p),
                 plain_number(pair.correlation)});
        }
        table.print();
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
    command->callback(
        [compare, &chosen] { chosen = [compare] { return (*compare)(); }; });
}
}  // namespace chokepoint
