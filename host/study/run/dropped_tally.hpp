/// \file dropped_tally.hpp
/// What did not fit into the lists of a world.
#pragma once

#include <cstdint>

#include "host/study/plan/study.hpp"
#include "host/study/run/run_options.hpp"

namespace chokepoint {
/// Counts events and retaliations that worlds had to drop.
class DroppedTally {
  public:
    /// \param study  whose worlds are counted
    explicit DroppedTally(Study const& study);

    /// Count those of a chunk.
    void add(ChunkLosses const& losses);
    /// Say what was dropped; nothing if nothing was.
    /// \param worlds  marched, a world counts once for each package
    void warn(std::uint64_t worlds, RunObserver const& observer) const;

  private:
    std::uint32_t overflow_row_, answers_row_;
    std::uint64_t overflow_events_ = 0, overflow_worlds_ = 0;
    std::uint64_t dropped_answers_ = 0;
};
}  // namespace chokepoint
