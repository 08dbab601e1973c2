#include "host/study/run/run_study.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "host/study/plan/study_key.hpp"
#include "host/study/run/certain_worlds.hpp"
#include "host/study/run/full_names.hpp"
#include "host/study/run/main_source.hpp"
#include "host/study/run/march.hpp"
#include "host/study/run/screening.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
namespace {
/// All worlds of a run, with the statistics.
class WholeResults : public RunTarget {
  public:
    /// \param weights  of the worlds, or empty: all alike
    WholeResults(Study const& study,
                 std::vector<double> const& weights,
                 MarchOutput output,
                 unsigned threads)
        : study_{study},
          threads_{threads},
          results_{new_results(study,
                               std::move(output.claim),
                               output.backend,
                               output.device,
                               threads)} {
        if (!weights.empty()) {
            results_.write_weights(0, weights);
        }
    }

    bool fits(ChunkLosses const& losses) const override {
        return results_.fits(losses);
    }
    void take(ChunkLosses const& losses) override {
        results_.write_losses(losses);
    }
    void finish(RunPlan const&, ChunkJournal const&) override {
        finish_results(results_, study_, threads_);
    }

  private:
    Study const& study_;
    unsigned threads_;
    ResultsFile results_;
};

RunOutcome march_all(Study const& study,
                     std::vector<double> const& weights,
                     OutputClaim claim,
                     RunOptions const& options,
                     RunObserver const& observer) {
    MarchScope const scope{all_scenarios(study), study_key(study),
                           Statistics::now};
    return march(study, options, observer, scope, std::move(claim),
                 [&](MarchOutput output) {
                     return std::make_unique<WholeResults>(
                         study, weights, std::move(output),
                         options.engine.threads);
                 });
}

/// The end of a run that was interrupted before its worlds were chosen.
RunOutcome not_begun(RunOptions const& options,
                     ChosenEngine const& chosen,
                     RunPlan const& plan,
                     ChunkJournal const& journal) {
    RunOutcome outcome;
    outcome.progress.chunks_done = journal.finished().size();
    outcome.progress.chunks = outcome.progress.chunks_done + plan.chunks.size();
    outcome.end = RunEnd::interrupted;
    outcome.results = options.output;
    outcome.journal = journal.folder();
    outcome.device = chosen.engine->device();
    return outcome;
}
}  // namespace

ResultsFile new_results(Study const& study,
                        OutputClaim claim,
                        std::string const& backend,
                        std::string const& device,
                        unsigned threads) {
    auto description = describe(study);
    description.backend = backend;
    description.device = device;
    return {std::move(claim), description, storage_options(study, threads)};
}

void finish_results(ResultsFile& results,
                    Study const& study,
                    unsigned threads) {
    write_statistics(results, threads);
    write_main_sources(results, study);
    write_course(results, study);
    write_full_names(results, study);
    results.finish();
}

RunOutcome run_study(Study const& study,
                     RunOptions const& options,
                     RunObserver const& observer) {
    OutputClaim claim{options.output, results_rule(study, options.overwrite)};
    if (study.campaign.sampling.method == SamplingMethod::plain) {
        return march_all(study, {}, std::move(claim), options, observer);
    }
    auto const start = std::chrono::steady_clock::now();
    auto const chosen =
        choose_engine(study.model, options.backend, options.engine);
    auto const plan = plan_run(study, *chosen.engine, chosen.backend,
                               storage_options(study, options.engine.threads));
    require_memory(plan);
    require_disk(plan, options.output, bytes_of_journal(options.output));
    ChunkJournal pilot{pilot_output(options.output), study_key(study)};
    require_fresh(pilot, options.resume);
    auto choice = screen_worlds(study, chosen, pilot, options, observer);
    if (!choice) {
        return not_begun(options, chosen, plan, pilot);
    }
    auto screened = study;
    screened.model.chosen = std::move(choice->scenario);
    auto outcome = march_all(screened, choice->weight, std::move(claim),
                             options, observer);
    outcome.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
            .count();
    if (outcome.end == RunEnd::finished) {
        pilot.remove();
    }
    return outcome;
}
}  // namespace chokepoint
