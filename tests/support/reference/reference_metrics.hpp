/// \file reference_metrics.hpp
/// Metrics 1 to 4 of model B9 and the loss episode of model D1,
/// from the path of the reference.
#pragma once

#include <vector>

#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
/// Losses of one country; money in million USD.
struct ReferenceLosses {
    std::vector<double> value_added;      ///< [horizons] sum VA max(0, 1-x)
    std::vector<double> value_added_net;  ///< [horizons] sum VA (1-x)
    std::vector<double> final_demand;     ///< [horizons] sum lost Rbar
    double peak_loss = 0;                 ///< largest weekly gross loss
    int peak_week = 0;
    int recovery_weeks = 0;  ///< `weeks` if never (censored)
    bool recovery_censored = false;
    double episode_loss = 0;  ///< largest episode
    int shortage_weeks = 0, stockout_weeks = 0;
    double minimum_cover_days = 0;
};

/// \param horizons  weeks, ascending
/// \return losses of every country
std::vector<ReferenceLosses> reference_losses(
    SupplyNetwork const& network,
    std::vector<ReferenceWeek> const& path,
    std::vector<int> const& horizons);
}  // namespace chokepoint::test
