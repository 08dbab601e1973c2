/// \file event_features.hpp
/// What the events of a world come to, in a few numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/engine/engine_draw.hpp"

namespace chokepoint {
/// Weeks of full effect that an event amounts to before the world ends: those
/// that it holds, and of its recovery the integral of w^2 (model B5.2).
/// \param weeks  length of the world
double weeks_of_effect(DrawnEvent const& event, std::int32_t weeks);

/// Three numbers a family: events; weeks of full effect; value added that
/// they stop, million USD.
class EventFeatures {
  public:
    EventFeatures(std::size_t families, std::int32_t weeks)
        : families_{families}, weeks_{weeks} {}

    std::size_t size() const { return 3 * families_; }
    /// \return [size()] of one world
    std::vector<double> operator()(std::vector<DrawnEvent> const& events) const;

  private:
    std::size_t families_;
    std::int32_t weeks_;
};
}  // namespace chokepoint
