/// \file screening.hpp
/// Two-phase sampling (model D6): the worlds that a screened run marches.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/study/plan/chosen_engine.hpp"
#include "host/study/run/run_study.hpp"
#include "host/study/sampling/world_choice.hpp"

namespace chokepoint {
/// Scenarios that the pilot marches: 0 to pilot - 1. Those drawn follow.
/// \param campaign  its sampling is screened
/// \return scenarios drawn
std::uint64_t drawn_worlds(Campaign const& campaign);

/// Where the journal of the pilot is kept: beside that of the run.
std::string pilot_output(std::string const& output);

/// March the pilot under the first package, learn which events cost what,
/// draw worlds, choose. A pure function of the study.
/// \param study   screened; no worlds are chosen yet
/// \param chosen  engine of this study
/// \param journal of the pilot; what it holds is not marched again
/// \return nothing if the observer interrupted; finished chunks of the pilot
///         are kept
/// \throw as run_study
std::optional<ScreenedWorlds> screen_worlds(Study const& study,
                                            ChosenEngine const& chosen,
                                            ChunkJournal& journal,
                                            RunOptions const& options,
                                            RunObserver const& observer);
}  // namespace chokepoint
