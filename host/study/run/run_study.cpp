#include "host/study/run/run_study.hpp"

#include <utility>

#include "host/study/run/certain_worlds.hpp"
#include "host/study/run/full_names.hpp"
#include "host/study/run/main_source.hpp"
#include "host/study/run/march.hpp"
#include "host/study/run/study_key.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
namespace {
/// All worlds of a run, with the statistics.
class WholeResults : public RunTarget {
  public:
    WholeResults(Study const& study, MarchOutput output, unsigned threads)
        : study_{study},
          threads_{threads},
          results_{new_results(study,
                               std::move(output.claim),
                               output.backend,
                               output.device,
                               threads)} {}

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
    MarchScope const scope{all_scenarios(study), study_key(study),
                           results_rule(study, options.overwrite),
                           Statistics::now};
    return march(study, options, observer, scope, [&](MarchOutput output) {
        return std::make_unique<WholeResults>(study, std::move(output),
                                              options.engine.threads);
    });
}
}  // namespace chokepoint
