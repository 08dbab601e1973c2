#include "host/study/run/dropped_tally.hpp"

#include <fmt/format.h>

namespace chokepoint {
DroppedTally::DroppedTally(Study const& study)
    : overflow_row_{OutputLayout{study.model.view()}.overflow()},
      answers_row_{OutputLayout{study.model.view()}.retaliation_overflow()} {}

void DroppedTally::add(ChunkLosses const& losses) {
    auto const n = losses.chunk.scenarios;
    for (std::size_t s = 0; s < n; ++s) {
        auto const dropped = losses.count[std::size_t{overflow_row_} * n + s];
        overflow_events_ += static_cast<std::uint64_t>(dropped);
        overflow_worlds_ += dropped > 0 ? 1 : 0;
        dropped_answers_ += static_cast<std::uint64_t>(
            losses.count[std::size_t{answers_row_} * n + s]);
    }
}

void DroppedTally::warn(std::uint64_t worlds,
                        RunObserver const& observer) const {
    if (overflow_worlds_ > 0 && observer.warning) {
        observer.warning(fmt::format(
            "{} events did not fit into the event list of {} of {} worlds "
            "and were dropped (lower the rates or split the family)",
            overflow_events_, overflow_worlds_, worlds));
    }
    if (dropped_answers_ > 0 && observer.warning) {
        observer.warning(fmt::format(
            "{} retaliations beyond the {} that a world keeps were dropped "
            "(raise `restraint` or lower `base`, `by_loss`)",
            dropped_answers_, most_retaliations));
    }
}
}  // namespace chokepoint
