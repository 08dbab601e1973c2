#include "host/study/run/run_study.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <tuple>
#include <utility>

#include "host/network/input_error.hpp"
#include "host/storage/results/chunk_journal.hpp"
#include "host/storage/results/results_file.hpp"
#include "host/study/run/certain_worlds.hpp"
#include "host/study/run/chosen_engine.hpp"
#include "host/study/run/chunk_verifier.hpp"
#include "host/study/run/full_names.hpp"
#include "host/study/run/main_source.hpp"
#include "host/study/run/run_plan.hpp"
#include "host/study/run/screening.hpp"
#include "host/study/run/study_key.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
namespace {
using Clock = std::chrono::steady_clock;
using ChunkKey = std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>;

ChunkKey key_of(Chunk const& chunk) {
    return {chunk.package, chunk.first_scenario, chunk.scenarios};
}

/// One run: takes chunks as they finish, in the order they come.
class ChunkCollector {
  public:
    ChunkCollector(Study const& study,
                   RunPlan const& plan,
                   ChunkJournal& journal,
                   ResultsFile& results,
                   ChunkVerifier const* verify,
                   RunObserver const& observer)
        : overflow_row_{OutputLayout{study.model.view()}.overflow()},
          answers_row_{OutputLayout{study.model.view()}.retaliation_overflow()},
          plan_{plan},
          journal_{journal},
          results_{results},
          verify_{verify},
          observer_{observer} {
        progress_.chunks = plan.chunks.size();
        for (auto const& chunk : plan.chunks) {
            progress_.worlds += chunk.scenarios;
        }
    }

    /// Take over what an earlier run finished. \return chunks still to march
    std::vector<Chunk> take_finished() {
        std::set<ChunkKey> finished;
        for (auto const& chunk : journal_.finished()) {
            finished.insert(key_of(chunk));
        }
        std::vector<Chunk> open;
        for (auto const& chunk : plan_.chunks) {
            if (finished.count(key_of(chunk)) == 0) {
                open.push_back(chunk);
                continue;
            }
            auto const losses = journal_.load(chunk);
            if (!results_.fits(losses)) {  // no part that a run wrote
                open.push_back(chunk);
                continue;
            }
            results_.write_losses(losses);
            count(losses);
        }
        resumed_worlds_ = progress_.worlds_done;
        start_ = Clock::now();
        report();
        return open;
    }

    bool operator()(ChunkLosses const& losses) {
        if (verify_) {
            (*verify_)(losses);
        }
        journal_.store(losses);
        results_.write_losses(losses);
        count(losses);
        auto const worlds =
            static_cast<double>(progress_.worlds_done - resumed_worlds_);
        progress_.worlds_per_second = worlds / seconds();
        progress_.seconds_left =
            static_cast<double>(progress_.worlds - progress_.worlds_done) /
            progress_.worlds_per_second;
        report();
        return !(observer_.interrupted && observer_.interrupted());
    }

    void warn_of_overflow() const {
        if (overflow_worlds_ > 0 && observer_.warning) {
            observer_.warning(fmt::format(
                "{} events did not fit into the event list of {} of {} worlds "
                "and were dropped (lower the rates or split the family)",
                overflow_events_, overflow_worlds_, progress_.worlds));
        }
        if (dropped_answers_ > 0 && observer_.warning) {
            observer_.warning(fmt::format(
                "{} retaliations beyond the {} that a world keeps were dropped "
                "(raise `restraint` or lower `base`, `by_loss`)",
                dropped_answers_, most_retaliations));
        }
    }

    bool complete() const { return progress_.chunks_done == progress_.chunks; }
    RunProgress const& progress() const { return progress_; }
    std::uint64_t worlds_marched() const {
        return progress_.worlds_done - resumed_worlds_;
    }
    double seconds() const {
        return std::chrono::duration<double>(Clock::now() - start_).count();
    }

  private:
    void count(ChunkLosses const& losses) {
        auto const n = losses.chunk.scenarios;
        for (std::size_t s = 0; s < n; ++s) {
            auto const dropped =
                losses.count[std::size_t{overflow_row_} * n + s];
            overflow_events_ += static_cast<std::uint64_t>(dropped);
            overflow_worlds_ += dropped > 0 ? 1 : 0;
            dropped_answers_ += static_cast<std::uint64_t>(
                losses.count[std::size_t{answers_row_} * n + s]);
        }
        ++progress_.chunks_done;
        progress_.worlds_done += n;
    }

    void report() const {
        if (observer_.progress) {
            observer_.progress(progress_);
        }
    }

    std::uint32_t overflow_row_, answers_row_;
    RunPlan const& plan_;
    ChunkJournal& journal_;
    ResultsFile& results_;
    ChunkVerifier const* verify_;  ///< may be null
    RunObserver const& observer_;
    RunProgress progress_;
    std::uint64_t resumed_worlds_ = 0;
    std::uint64_t overflow_events_ = 0, overflow_worlds_ = 0;
    std::uint64_t dropped_answers_ = 0;
    Clock::time_point start_ = Clock::now();
};

void require_fresh(ChunkJournal const& journal, Resume resume) {
    auto const finished = journal.finished().size();
    if (resume == Resume::no && finished > 0) {
        throw InputError{fmt::format(
            "{}: {} finished chunks of this campaign are there (use --resume "
            "to go on, or delete the folder to start afresh)",
            journal.folder(), finished)};
    }
}

/// \return null if nothing is to be verified
std::unique_ptr<ChunkVerifier const> verifier(Study const& study,
                                              RunOptions const& options,
                                              ChosenEngine const& chosen) {
    if (options.verify == 0 || chosen.backend == Backend::cpu) {
        return nullptr;
    }
    return std::make_unique<ChunkVerifier const>(
        *chosen.view, describe(study).package, options.verify,
        chosen.engine->lanes(), chosen.engine->device(), options.engine);
}

/// A run whose worlds are known and whose output is claimed.
RunOutcome march_and_write(Study const& study,
                           ChosenEngine const& chosen,
                           OutputClaim claim,
                           std::vector<double> const& weights,
                           RunOptions const& options,
                           RunObserver const& observer) {
    auto const plan = plan_run(study, *chosen.engine, chosen.backend);
    auto const verify = verifier(study, options, chosen);
    ChunkJournal journal{options.output, study_key(study)};
    require_fresh(journal, options.resume);
    if (!chosen.notice.empty() && observer.notice) {
        observer.notice(chosen.notice);
    }
    if (options.verify && !verify && observer.notice) {
        observer.notice(
            "--verify: the CPU marches, there is nothing to verify");
    }

    auto description = describe(study);
    description.backend = name_of(chosen.backend);
    description.device = chosen.engine->device();
    StorageOptions storage;
    storage.deflate_level = study.campaign.output.compression;
    storage.threads = options.engine.threads;
    ResultsFile results{std::move(claim), description, storage};
    if (!weights.empty()) {
        results.write_weights(0, weights);
    }

    ChunkCollector collect{study,   plan,         journal,
                           results, verify.get(), observer};
    auto const open = collect.take_finished();
    if (!open.empty()) {
        chosen.engine->run(open, std::ref(collect), observer.interrupted);
    }

    RunOutcome outcome;
    outcome.results = options.output;
    outcome.journal = journal.folder();
    outcome.device = chosen.engine->device();
    outcome.progress = collect.progress();
    outcome.seconds = collect.seconds();
    auto const steps = static_cast<double>(plan.link_steps) *
                       static_cast<double>(collect.worlds_marched()) /
                       static_cast<double>(collect.progress().worlds);
    outcome.link_steps_per_second =
        outcome.seconds > 0 ? steps / outcome.seconds : 0;
    if (!collect.complete()) {
        outcome.end = RunEnd::interrupted;
        return outcome;
    }
    collect.warn_of_overflow();
    write_statistics(results, options.engine.threads);
    write_main_sources(results, study);
    write_course(results, study);
    write_full_names(results, study);
    results.finish();
    journal.remove();
    return outcome;
}

/// The end of a run that was interrupted before its worlds were chosen.
RunOutcome not_begun(RunOptions const& options,
                     ChosenEngine const& chosen,
                     ChunkJournal const& journal) {
    RunOutcome outcome;
    outcome.end = RunEnd::interrupted;
    outcome.results = options.output;
    outcome.journal = journal.folder();
    outcome.device = chosen.engine->device();
    return outcome;
}
}  // namespace

RunOutcome run_study(Study const& study,
                     RunOptions const& options,
                     RunObserver const& observer) {
    auto chosen = choose_engine(study.model, options.backend, options.engine);
    require_memory(plan_run(study, *chosen.engine, chosen.backend));
    OutputClaim claim{options.output, results_rule(study, options.overwrite)};
    if (study.campaign.sampling.method == SamplingMethod::plain) {
        return march_and_write(study, chosen, std::move(claim), {}, options,
                               observer);
    }
    ChunkJournal pilot{pilot_output(options.output), study_key(study)};
    require_fresh(pilot, options.resume);
    auto choice = screen_worlds(study, chosen, pilot, options, observer);
    if (!choice) {
        return not_begun(options, chosen, pilot);
    }
    auto screened = study;
    screened.model.chosen = std::move(choice->scenario);
    chosen = choose_engine(screened.model, options.backend, options.engine);
    auto const outcome = march_and_write(screened, chosen, std::move(claim),
                                         choice->weight, options, observer);
    if (outcome.end == RunEnd::finished) {
        pilot.remove();
    }
    return outcome;
}
}  // namespace chokepoint
