/// \file first_order_loss.hpp
/// Who would lose what if links stopped, before anybody adapts.
#pragma once

#include <vector>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// One deterministic pass over links (model B6.2). For
/// each link that stops,
///
///     its supplier loses  VA flow / Dbar
///     its buyer loses     VA crit w,  w = flow / Rbar of its group
///
/// with crit as in `criticality`. What a country loses is the sum over its
/// nodes; none of them more than its value added. Nothing is re-sourced.
class FirstOrderLoss {
  public:
    /// \param b  its network is compiled; must stay alive
    explicit FirstOrderLoss(ModelBuilder const& b);

    /// \return [countries] million USD/week
    std::vector<double> operator()(Rows const& links) const;

    /// \return [countries] weekly value added, million USD
    std::vector<double> const& value_added() const { return value_added_; }

  private:
    ModelBuilder const& b_;
    std::vector<double> value_added_;
};
}  // namespace chokepoint
