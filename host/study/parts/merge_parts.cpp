#include "host/study/parts/merge_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "host/network/input_error.hpp"
#include "host/storage/chunks/part_file.hpp"
#include "host/study/parts/part_rules.hpp"
#include "host/study/parts/stored_study.hpp"
#include "host/study/plan/run_plan.hpp"
#include "host/study/plan/study_key.hpp"
#include "host/study/run/dropped_tally.hpp"
#include "host/study/run/run_study.hpp"

namespace chokepoint {
namespace {
using Clock = std::chrono::steady_clock;

/// \throw WrongFileError if the chunks are not what the part has to hold
void require_all_chunks(PartFileReader const& file, std::size_t packages) {
    auto const& d = file.description();
    auto const range = scenarios_of(d.part, d.run.scenarios);
    // By scenario range, then by package, each range behind the one before.
    auto next = range.first;
    std::size_t package = 0;
    for (auto const& chunk : file.chunks()) {
        if (chunk.package != package || chunk.first_scenario != next ||
            chunk.scenarios == 0) {
            next = range.last + 1;
            break;
        }
        package = (package + 1) % packages;
        next += package == 0 ? chunk.scenarios : 0;
    }
    if (next != range.last || package != 0) {
        throw WrongFileError{
            file.path(), fmt::format("does not hold worlds {} to {} of {} "
                                     "packages (march this part again)",
                                     range.first, range.last - 1, packages)};
    }
}

/// "3", "3 and 5", "3, 5 and 6"
std::string listed(std::vector<std::uint32_t> const& numbers) {
    std::size_t const most = 20;
    auto const shown = std::min(numbers.size(), most);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        text += i == 0 ? "" : i + 1 < numbers.size() ? ", " : " and ";
        text += std::to_string(numbers[i]);
    }
    return shown < numbers.size()
               ? text + fmt::format(" and {} more", numbers.size() - shown)
               : text;
}

/// \return all parts of one run, in order
/// \throw WrongFileError  one is damaged, foreign or there twice
/// \throw InputError  some are missing
std::vector<PartFileReader> open_parts(std::vector<std::string> const& paths) {
    std::vector<PartFileReader> files;
    for (auto const& path : paths) {
        PartFileReader file{path};
        if (!files.empty()) {
            auto const& first = files.front();
            auto const differs =
                part_difference(file.description(), first.description());
            if (!differs.empty()) {
                throw WrongFileError{
                    path, differs + " (compared with '" + first.path() +
                              "': merge the parts of one run)"};
            }
        }
        auto const twice = std::find_if(
            files.begin(), files.end(), [&](PartFileReader const& other) {
                return other.description().part.number ==
                       file.description().part.number;
            });
        if (twice != files.end()) {
            throw WrongFileError{path, "is " +
                                           words_of(file.description().part) +
                                           ", and so is '" + twice->path() +
                                           "' (leave one of them out)"};
        }
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) {
        return a.description().part.number < b.description().part.number;
    });
    auto const parts = files.front().description().part.parts;
    std::vector<std::uint32_t> missing;
    std::size_t next = 0;
    for (std::uint32_t number = 1; number <= parts; ++number) {
        bool const there = next < files.size() &&
                           files[next].description().part.number == number;
        next += there ? 1 : 0;
        if (!there) {
            missing.push_back(number);
        }
    }
    if (!missing.empty()) {
        throw InputError{fmt::format(
            "merge: part{} {} of {} {} missing: '{}' is one of {} (march the "
            "campaign with --part {}/{}, or name its file)",
            missing.size() > 1 ? "s" : "", listed(missing), parts,
            missing.size() > 1 ? "are" : "is", files.front().path(), parts,
            missing.front(), parts)};
    }
    return files;
}

/// What marched, each once: "AVX-512, 2 threads; NVIDIA H100".
template <class Text>
std::string each_once(std::vector<PartFileReader> const& files, Text&& text) {
    std::vector<std::string> all;
    for (auto const& file : files) {
        auto const& one = text(file.description().run);
        if (std::find(all.begin(), all.end(), one) == all.end()) {
            all.push_back(one);
        }
    }
    return fmt::format("{}", fmt::join(all, "; "));
}

void require_this_model(PartFileReader const& file, Study const& study) {
    auto const& run = file.description().run;
    if (run.scenarios != study.campaign.header.scenarios) {
        throw WrongFileError{file.path(),
                             "is damaged or not ours: it and the campaign in "
                             "it have another number of worlds"};
    }
    if (file.description().key != study_key(study)) {
        throw WrongFileError{
            file.path(),
            fmt::format("was marched by a program that makes another model of "
                        "the campaign (merge with that program: {} {})",
                        run.program_version, run.git_commit)};
    }
}
}  // namespace

RunOutcome merge_parts(MergeOptions const& options,
                       RunObserver const& observer) {
    auto const start = Clock::now();
    auto const files = open_parts(options.parts);
    auto const& first = files.front();
    auto const study =
        stored_study(first.description().run, first.path(), options.network);
    require_this_model(first, study);
    auto const packages = study.model.package.size();
    for (auto const& file : files) {
        require_all_chunks(file, packages);
    }
    require_statistics_memory(statistics_memory(study, options.threads));

    RunOutcome outcome;
    outcome.results =
        options.output.empty() ? study.campaign.output.file : options.output;
    outcome.device = each_once(
        files, [](auto const& run) -> auto const& { return run.device; });
    auto& progress = outcome.progress;
    progress.worlds = study.campaign.header.scenarios * packages;
    for (auto const& file : files) {
        progress.chunks += file.chunks().size();
    }
    auto results = new_results(
        study,
        OutputClaim{outcome.results, results_rule(study, options.overwrite)},
        each_once(
            files, [](auto const& run) -> auto const& { return run.backend; }),
        outcome.device, options.threads);
    DroppedTally tally{study};
    for (auto const& file : files) {
        for (std::size_t i = 0; i < file.chunks().size(); ++i) {
            if (observer.interrupted && observer.interrupted()) {
                outcome.end = RunEnd::interrupted;
                return outcome;
            }
            auto const losses = file.read(i);
            results.write_losses(losses);
            tally.add(losses);
            ++progress.chunks_done;
            progress.worlds_done += losses.chunk.scenarios;
            if (observer.progress) {
                observer.progress(progress);
            }
        }
    }
    tally.warn(progress.worlds, observer);
    finish_results(results, study, options.threads);
    outcome.seconds =
        std::chrono::duration<double>(Clock::now() - start).count();
    return outcome;
}
}  // namespace chokepoint
