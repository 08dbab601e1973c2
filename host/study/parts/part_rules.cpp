#include "host/study/parts/part_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
ScenarioRange scenarios_of(RunPart part, std::uint64_t scenarios) {
    // The first `rest` parts have one world more: no product that could
    // overflow.
    auto const each = scenarios / part.parts, rest = scenarios % part.parts;
    auto const begin = [&](std::uint64_t number) {
        return number * each + std::min(number, rest);
    };
    return {begin(part.number - 1), begin(part.number)};
}

std::string words_of(RunPart part) {
    return fmt::format("part {} of {}", part.number, part.parts);
}

std::string part_difference(PartDescription const& part,
                            PartDescription const& other) {
    auto const& run = part.run;
    if (run.scenarios != other.run.scenarios) {
        return fmt::format("is of a run of {} worlds, not of {}", run.scenarios,
                           other.run.scenarios);
    }
    auto const differs = run_difference(
        {run.campaign, run.network_sha256, run.seed, run.scenarios, false},
        other.run);
    if (!differs.empty()) {
        return differs;
    }
    if (part.part.parts != other.part.parts) {
        return fmt::format("is of a run in {} parts, not in {}",
                           part.part.parts, other.part.parts);
    }
    if (run.compiled_sha256 != other.run.compiled_sha256) {
        return fmt::format(
            "was marched with other tables (compiled_sha256 {}, not {}), by "
            "another build or mathematics library (libm): their worlds do not "
            "mix",
            run.compiled_sha256, other.run.compiled_sha256);
    }
    if (part.key != other.key) {
        return fmt::format(
            "was marched by a program that makes another model of the same "
            "campaign ({} {}, not {} {})",
            run.program_version, run.git_commit, other.run.program_version,
            other.run.git_commit);
    }
    return {};
}

WhyNot part_rule(PartDescription const& wanted, Overwrite overwrite) {
    return [wanted, overwrite](std::string const& path) {
        auto const stored = part_description(path);
        if (!stored) {
            return std::string{"is no part of a run, and would be lost"};
        }
        if (overwrite == Overwrite::yes) {
            return std::string{};
        }
        auto differs = part_difference(*stored, wanted);
        if (differs.empty() && stored->part.number != wanted.part.number) {
            differs = fmt::format("is {}, not {}", words_of(stored->part),
                                  words_of(wanted.part));
        }
        return differs.empty() ? differs
                               : differs + ", which only --overwrite replaces";
    };
}
}  // namespace chokepoint
