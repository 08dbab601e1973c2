/// \file packed_network.hpp
/// What the hot loops read of a network, packed: made by an engine from the
/// plain view before it starts.
#pragma once

#include <vector>

#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// \param value  > 0
/// \return value and its reciprocal, 0 unless `divide` is proven exact
Divisor make_divisor(float value);

/// Owns the packed arrays; `view` is the model's view with them filled in,
/// valid while this object lives.
class PackedModel {
  public:
    /// Pack a view. \param plain  what it points to must stay alive
    explicit PackedModel(ModelView const& plain);
    PackedModel(PackedModel const&) = delete;
    PackedModel& operator=(PackedModel const&) = delete;

    ModelView view;

  private:
    std::vector<PackedLink> in_;
    std::vector<PackedGroup> group_;
    std::vector<Divisor> demand_, overtime_;
    std::vector<BuyerHabit> habit_;
};
}  // namespace chokepoint
