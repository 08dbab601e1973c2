#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "host/cli/commands/commands.hpp"
#include "host/cli/tables/comparison_tables.hpp"
#include "host/cli/tables/mechanism_report.hpp"
#include "host/cli/tables/package_choice.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/network/input_error.hpp"
#include "host/study/answers/policies.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/run/certain_worlds.hpp"
#include "host/study/worlds/same_worlds.hpp"

namespace chokepoint {
namespace {

/// "run.h5:none": a results file and, if named, a package of it.
struct NamedFile {
    std::string file, package;

    /// The longest beginning that is a file; a name may hold a colon.
    explicit NamedFile(std::string const& argument) : file{argument} {
        for (auto colon = argument.rfind(':');
             colon != argument.npos && colon > 0 &&
             !std::filesystem::exists(file);
             colon = argument.rfind(':', colon - 1)) {
            file = argument.substr(0, colon);
            package = argument.substr(colon + 1);
        }
    }
};

std::vector<std::uint32_t> country_numbers(
    std::vector<std::string> const& countries, ResultsDescription const& d) {
    std::vector<std::uint32_t> numbers;
    for (auto const& country : countries) {
        numbers.push_back(index_of(country, d.country, "--country", "country"));
    }
    return numbers;
}

struct CompareCommand {
    std::vector<std::string> files;
    std::string format = "text";
    std::vector<std::string> packages, countries, rivals;
    std::optional<double> relative_weight;
    std::int32_t horizon_weeks = 0;

    int operator()() const {
        print_sheet(files.size() == 2 ? two_files() : one_file(), format);
        return exit_done;
    }

  private:
    AnswerSheet one_file() const {
        auto const& file = files.front();
        if (auto const named = NamedFile{file}; !named.package.empty()) {
            throw InputError{fmt::format(
                "{}: names a package, which is for two files (of one file: "
                "compare {} --packages A,B)",
                file, named.file)};
        }
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
            return sheet;
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
        auto sheet = empty_sheet(d, horizon);
        for (auto const& table : comparison_tables(
                 {reader, a, horizon}, {reader, b, horizon},
                 {packages[0], packages[1], d.horizon[horizon], d.scenarios},
                 country_numbers(countries, d))) {
            sheet.add(table);
        }
        if (auto const same = certain_packages(reader); !same[a] || !same[b]) {
            sheet.add(crossing_table(reader, a, b));
        }
        for (auto const package : {a, b}) {
            for (auto const& table : side_report(reader, package, horizon)) {
                sheet.add(table);
            }
        }
        return sheet;
    }

    AnswerSheet two_files() const {
        for (auto const& [given, option] :
             {std::pair{!packages.empty(), "--packages"},
              std::pair{!rivals.empty(), "--rivals"},
              std::pair{relative_weight.has_value(), "--relative-weight"}}) {
            if (given) {
                throw InputError{fmt::format(
                    "{}: is about one file (of two files name the packages as "
                    "A.h5:PACKAGE B.h5:PACKAGE)",
                    option)};
            }
        }
        NamedFile const a{files[0]}, b{files[1]};
        if (a.package.empty() != b.package.empty()) {
            throw InputError{fmt::format(
                "{}: names no package, the other file does (name both, as "
                "A.h5:PACKAGE B.h5:PACKAGE, or none)",
                a.package.empty() ? a.file : b.file)};
        }
        ResultsReader const reader_a{a.file}, reader_b{b.file};
        auto const& d_a = reader_a.description();
        auto const& d_b = reader_b.description();
        auto const keys = require_same_worlds(reader_a, reader_b);
        auto const weeks = common_horizon(d_a, d_b);
        auto const horizon_a = horizon_index(d_a, weeks);
        auto const horizon_b = horizon_index(d_b, weeks);
        auto const wanted = country_numbers(countries, d_a);
        auto names = file_names(a.file, b.file);
        names.weeks = weeks;
        names.scenarios = d_a.scenarios;
        AnswerSheet sheet{
            "compare", files[0] + ", " + files[1], d_a.scenarios, weeks, {},
            {}};
        if (a.package.empty()) {
            std::vector<std::pair<ComparedPackage, ComparedPackage>> shared;
            for (auto const i : policies(d_a)) {
                auto const found = std::find(d_b.package.begin(),
                                             d_b.package.end(), d_a.package[i]);
                if (found != d_b.package.end()) {
                    auto const j =
                        static_cast<std::uint32_t>(found - d_b.package.begin());
                    shared.push_back(
                        {{reader_a, i, horizon_a}, {reader_b, j, horizon_b}});
                }
            }
            sheet.add(shared_packages_table(reader_a, reader_b, shared, names,
                                            wanted));
        } else {
            ComparedPackage const of_a{
                reader_a, index_of(a.package, d_a.package, a.file, "package"),
                horizon_a};
            ComparedPackage const of_b{
                reader_b, index_of(b.package, d_b.package, b.file, "package"),
                horizon_b};
            names.a += ':' + a.package;
            names.b += ':' + b.package;
            for (auto const& table :
                 comparison_tables(of_a, of_b, names, wanted)) {
                sheet.add(table);
            }
        }
        sheet.add(key_differences_table(keys, names));
        return sheet;
    }

    /// The one asked for, or the longest that both have.
    std::int32_t common_horizon(ResultsDescription const& a,
                                ResultsDescription const& b) const {
        std::vector<std::int32_t> both;
        std::set_intersection(a.horizon.begin(), a.horizon.end(),
                              b.horizon.begin(), b.horizon.end(),
                              std::back_inserter(both));
        auto const found = std::find(both.begin(), both.end(), horizon_weeks);
        if (both.empty() || (horizon_weeks > 0 && found == both.end())) {
            throw InputError{fmt::format(
                "--horizon{}: the files have no such horizon in common ({} "
                "has: {}; {} has: {} weeks)",
                horizon_weeks > 0 ? fmt::format(" {}", horizon_weeks) : "",
                files[0], fmt::join(a.horizon, ", "), files[1],
                fmt::join(b.horizon, ", "))};
        }
        return horizon_weeks > 0 ? horizon_weeks : both.back();
    }

    /// Names without folder and ".h5" where that tells them apart.
    static ComparisonNames file_names(std::string const& a,
                                      std::string const& b) {
        auto stem_a = std::filesystem::path{a}.stem().string();
        auto stem_b = std::filesystem::path{b}.stem().string();
        if (stem_a == stem_b) {
            stem_a = a;
            stem_b = b;
        }
        return {stem_a, stem_b, 0, 0, stem_a, stem_b};
    }

    AnswerSheet empty_sheet(ResultsDescription const& d,
                            std::uint32_t horizon) const {
        return {"compare", files.front(), d.scenarios, d.horizon[horizon], {},
                {}};
    }
};
}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "compare",
        "Compare two packages, of one file or of two, world by world");
    auto const compare = std::make_shared<CompareCommand>();
    command
        ->add_option("FILE", compare->files,
                     "results file (HDF5), or two of the same worlds: A.h5 "
                     "B.h5, or A.h5:PACKAGE B.h5:PACKAGE")
        ->required()
        ->expected(1, 2);
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
