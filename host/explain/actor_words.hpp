/// \file actor_words.hpp
/// Who carries a measure out besides the senders, in words.
#pragma once

#include "host/campaign/measures/actors.hpp"
#include "host/explain/plain_words.hpp"
#include "host/explain/trade_scope.hpp"

namespace chokepoint {
/// A country that follows a measure, or is reached by it.
struct Follower {
    std::uint32_t country;
    bool third;  ///< its goods are in scope, nobody asked it
    Rows links;
    double flow = 0;         ///< million USD/week
    double compliance;       ///< expected, 0-1
    std::int32_t lag_weeks;  ///< later than the senders
};

/// Allies, then third countries, each by value: the largest first.
/// \param b  of the campaign and the network of `study`
std::vector<Follower> followers_of(Study const& study,
                                   ModelBuilder const& b,
                                   MeasureSpec const& measure,
                                   Actors const& actors,
                                   ScopeFinder const& finder);

/// Lines "allies" and "reach" of a measure; none if nobody follows.
std::vector<WordLine> actor_words(Study const& study,
                                  MeasureSpec const& measure,
                                  Actors const& actors,
                                  std::vector<Follower> const& followers);
}  // namespace chokepoint
