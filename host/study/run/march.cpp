#include "host/study/run/march.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <tuple>

#include "host/network/input_error.hpp"
#include "host/storage/chunks/chunk_journal.hpp"
#include "host/study/plan/chosen_engine.hpp"
#include "host/study/run/chunk_verifier.hpp"
#include "host/study/run/dropped_tally.hpp"

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
                   RunTarget& target,
                   ChunkVerifier const* verify,
                   RunObserver const& observer)
        : tally_{study},
          plan_{plan},
          journal_{journal},
          target_{target},
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
            if (!target_.fits(losses)) {  // no part that a run wrote
                open.push_back(chunk);
                continue;
            }
            target_.take(losses);
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
        target_.take(losses);
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

    void warn_of_dropped() const { tally_.warn(progress_.worlds, observer_); }

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
        tally_.add(losses);
        ++progress_.chunks_done;
        progress_.worlds_done += losses.chunk.scenarios;
    }

    void report() const {
        if (observer_.progress) {
            observer_.progress(progress_);
        }
    }

    DroppedTally tally_;
    RunPlan const& plan_;
    ChunkJournal& journal_;
    RunTarget& target_;
    ChunkVerifier const* verify_;  ///< may be null
    RunObserver const& observer_;
    RunProgress progress_;
    std::uint64_t resumed_worlds_ = 0;
    Clock::time_point start_ = Clock::now();
};

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
}  // namespace

void require_fresh(ChunkJournal const& journal, Resume resume) {
    auto const finished = journal.finished().size();
    if (resume == Resume::no && finished > 0) {
        throw InputError{fmt::format(
            "{}: {} finished chunks of this campaign are there (use --resume "
            "to go on, or delete the folder to start afresh)",
            journal.folder(), finished)};
    }
}

RunOutcome march(Study const& study,
                 RunOptions const& options,
                 RunObserver const& observer,
                 MarchScope const& scope,
                 OutputClaim claim,
                 MakeTarget const& make_target) {
    auto const chosen =
        choose_engine(study.model, options.backend, options.engine);
    auto const storage = storage_options(study, options.engine.threads);
    auto const plan = plan_run(study, *chosen.engine, chosen.backend, storage,
                               scope.range, scope.statistics);
    require_memory(plan);
    require_disk(plan, options.output, bytes_of_journal(options.output));
    auto const verify = verifier(study, options, chosen);
    ChunkJournal journal{options.output, scope.key};
    require_fresh(journal, options.resume);
    if (!chosen.notice.empty() && observer.notice) {
        observer.notice(chosen.notice);
    }
    if (options.verify && !verify && observer.notice) {
        observer.notice(
            "--verify: the CPU marches, there is nothing to verify");
    }

    auto const target = make_target(
        {std::move(claim), name_of(chosen.backend), chosen.engine->device()});
    ChunkCollector collect{study,   plan,         journal,
                           *target, verify.get(), observer};
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
    collect.warn_of_dropped();
    target->finish(plan, journal);
    journal.remove();
    return outcome;
}
}  // namespace chokepoint
