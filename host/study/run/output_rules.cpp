#include "host/study/run/output_rules.hpp"

#include <sstream>

#include "host/storage/results/results_reader.hpp"
#include "host/storage/results/stored_run.hpp"

namespace chokepoint {
namespace {
bool begins_with(std::string const& text, std::string const& begin) {
    return text.compare(0, begin.size(), begin) == 0;
}

/// An effective campaign without the lines that change no number of a world:
/// how many worlds, how they are marched, where tables and results are.
std::string deciding_lines(std::string const& campaign) {
    std::istringstream lines{campaign};
    std::string kept, section;
    for (std::string line; std::getline(lines, line);) {
        if (begins_with(line, "[")) {
            section = line;
        }
        bool const of_the_header =
            section == "[campaign]" && (begins_with(line, "network = ") ||
                                        begins_with(line, "scenarios = ") ||
                                        begins_with(line, "chunk = "));
        if (!of_the_header && section != "[output]" && section != "[engine]") {
            kept += line + '\n';
        }
    }
    return kept;
}
}  // namespace

std::string run_difference(StoredRun const& stored,
                           ResultsDescription const& wanted) {
    if (stored.damaged) {
        return "has damaged results";
    }
    if (stored.seed != wanted.seed) {
        return "has results of seed " + std::to_string(stored.seed) +
               ", not of seed " + std::to_string(wanted.seed);
    }
    if (stored.network_sha256 != wanted.network_sha256) {
        return "has results on another network";
    }
    if (deciding_lines(stored.campaign) != deciding_lines(wanted.campaign)) {
        return "has results of another campaign";
    }
    if (stored.scenarios > wanted.scenarios) {
        return "has more worlds of this campaign (" +
               std::to_string(stored.scenarios) +
               ") than would replace them (" +
               std::to_string(wanted.scenarios) + ")";
    }
    return {};
}

WhyNot results_rule(Study const& study, Overwrite overwrite) {
    return [wanted = describe(study), overwrite](std::string const& path) {
        auto const stored = stored_run(path);
        if (!stored) {
            return std::string{
                "is no results file of Chokepoint, and would be lost"};
        }
        auto const differs = overwrite == Overwrite::yes
                                 ? std::string{}
                                 : run_difference(*stored, wanted);
        return differs.empty() ? differs
                               : differs + ", which only --overwrite replaces";
    };
}

bool holds_results_of(Study const& study, std::string const& path) {
    auto const wanted = describe(study);
    auto const stored = stored_run(path);
    if (!stored || !run_difference(*stored, wanted).empty() ||
        stored->scenarios != wanted.scenarios) {
        return false;
    }
    ResultsReader const reader{path};
    auto const& d = reader.description();
    return d.program_version == wanted.program_version &&
           d.git_commit == wanted.git_commit &&
           d.compiled_sha256 == wanted.compiled_sha256;
}

std::vector<OutputTable> output_tables(std::vector<TableText> const& texts) {
    std::vector<OutputTable> tables;
    for (auto const& text : texts) {
        tables.push_back({text.file, text.sign, text.text});
    }
    return tables;
}
}  // namespace chokepoint
