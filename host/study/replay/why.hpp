/// \file why.hpp
/// Why a world lost what it lost: each of its events taken away in turn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/study/replay/replay.hpp"

namespace chokepoint {
/// An event that took effect in a world, or an outbreak of conflict with all
/// its events of one family.
struct EventEffect {
    std::string family;   ///< "scheduled": an [[event]]
    std::string what;     ///< what it hits; of an [[event]] its name
    std::int32_t week;    ///< first week
    double loss_without;  ///< of the world without it, million USD
};

/// The two events with which most of the loss goes, taken away together.
struct PairEffect {
    std::size_t first, second;  ///< indices into Why::events
    double loss_without;        ///< both
};

/// What each event has to do with a loss. Differences do not add up where
/// events interact, and may be negative: the world loses more without it.
struct Why {
    double loss;         ///< of the world, million USD
    double without_any;  ///< without all of these events: measures, if any
    std::vector<EventEffect> events;  ///< by loss - loss_without, largest first
    std::optional<PairEffect> pair;   ///< of two events or more
    std::uint32_t marches;            ///< worlds that were marched for it

    /// What goes with an event, million USD.
    double with(EventEffect const& event) const {
        return loss - event.loss_without;
    }
};

/// March a replayed world again without each of its events, without all of
/// them, and without the first two. All other draws stay as they were
/// (march_without). Threads: all that the program may use.
/// \param study      of the file
/// \param countries  indices: whose lost value added is explained
/// \param horizon    index
/// \throw EngineError  the world with all its events, marched that way, does
///        not give the stored losses to the bit
Why explain_loss(ResultsReader const& reader,
                 Study const& study,
                 Replay const& replay,
                 std::vector<std::uint32_t> const& countries,
                 std::uint32_t horizon);
}  // namespace chokepoint
