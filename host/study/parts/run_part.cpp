#include "host/study/parts/run_part.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "host/network/input_error.hpp"
#include "host/storage/results/results_file.hpp"
#include "host/study/parts/part_rules.hpp"
#include "host/study/plan/study_key.hpp"
#include "host/study/run/march.hpp"

namespace chokepoint {
namespace {
/// The chunks of a part: kept by the journal, put together at the end.
class PartTarget : public RunTarget {
  public:
    PartTarget(Study const& study,
               PartDescription const& description,
               MarchOutput output)
        : layout_{study.model.view()},
          range_{scenarios_of(description.part, description.run.scenarios)},
          packages_{study.model.package.size()},
          description_{description},
          claim_{std::move(output.claim)} {
        description_.run.backend = output.backend;
        description_.run.device = output.device;
    }

    bool fits(ChunkLosses const& losses) const override {
        auto const& chunk = losses.chunk;
        std::size_t const n = chunk.scenarios;
        return chunk.package < packages_ && n > 0 &&
               chunk.first_scenario >= range_.first &&
               chunk.first_scenario + n <= range_.last &&
               losses.value.size() == n * layout_.float_rows() &&
               losses.count.size() == n * layout_.integer_rows();
    }
    void take(ChunkLosses const&) override {}
    void finish(RunPlan const& plan, ChunkJournal const& journal) override {
        PartFileWriter file{std::move(claim_), description_};
        for (auto const& chunk : plan.chunks) {
            file.write(journal.load(chunk));
        }
        file.finish();
    }

  private:
    OutputLayout layout_;
    ScenarioRange range_;
    std::size_t packages_;
    PartDescription description_;
    OutputClaim claim_;
};

void require_part(RunPart part, std::uint64_t scenarios) {
    if (scenarios < part.parts) {
        throw InputError{fmt::format(
            "--part {}/{}: the run has {} worlds, one for each part at least "
            "(at most {} parts)",
            part.number, part.parts, scenarios, scenarios)};
    }
}
}  // namespace

std::string part_output(std::string const& results, RunPart part) {
    std::filesystem::path path{results};
    auto const name = fmt::format("{}-{}-of-{}.part", path.stem().string(),
                                  part.number, part.parts);
    return path.replace_filename(name).string();
}

RunOutcome run_part(Study const& study,
                    RunPart part,
                    RunOptions const& options,
                    RunObserver const& observer) {
    auto const scenarios = study.campaign.header.scenarios;
    require_part(part, scenarios);
    if (study.campaign.sampling.method == SamplingMethod::screened) {
        throw InputError{
            "--part: a screened run chooses its worlds among all that it draws "
            "(run it whole, or with [sampling] method = \"plain\")"};
    }
    if (std::filesystem::path{options.output}.extension() == ".h5") {
        throw InputError{fmt::format(
            "-o {}: --part writes no HDF5 file, `chokepoint merge` makes it of "
            "all parts (name this one {})",
            options.output, part_output(options.output, part))};
    }
    PartDescription const description{part, study_key(study), describe(study)};
    MarchScope const scope{scenarios_of(part, scenarios),
                           fmt::format("{} of {} worlds, {}", words_of(part),
                                       scenarios, description.key),
                           Statistics::later};
    return march(study, options, observer, scope,
                 {options.output, part_rule(description, options.overwrite)},
                 [&](MarchOutput output) {
                     return std::make_unique<PartTarget>(study, description,
                                                         std::move(output));
                 });
}
}  // namespace chokepoint
