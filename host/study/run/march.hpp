/// \file march.hpp
/// March some worlds of a study chunk by chunk, with a journal: what a run and
/// a part of one have in common.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/study/plan/run_plan.hpp"
#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// What becomes of the losses.
class RunTarget {
  public:
    virtual ~RunTarget() = default;
    /// \return whether a chunk of the journal is one of this target
    virtual bool fits(ChunkLosses const& losses) const = 0;
    /// A chunk that the journal keeps, in any order.
    virtual void take(ChunkLosses const& losses) = 0;
    /// All chunks are taken, and in the journal: the output appears.
    virtual void finish(RunPlan const& plan, ChunkJournal const& journal) = 0;
};

/// Which worlds, as what.
struct MarchScope {
    ScenarioRange range;
    std::string key;  ///< of the journal
    Statistics statistics;
};

/// What a target is made of.
struct MarchOutput {
    OutputClaim claim;
    std::string backend, device;  ///< for people
};
using MakeTarget = std::function<std::unique_ptr<RunTarget>(MarchOutput)>;

/// March what the journal of the output does not hold yet.
/// \param claim  of the output
/// \throw as run_study
RunOutcome march(Study const& study,
                 RunOptions const& options,
                 RunObserver const& observer,
                 MarchScope const& scope,
                 OutputClaim claim,
                 MakeTarget const& make_target);

/// \throw InputError if the journal holds chunks and the run does not resume
void require_fresh(ChunkJournal const& journal, Resume resume);
}  // namespace chokepoint
