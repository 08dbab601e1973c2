/// \file type_names.hpp
/// The words of the campaign file for enumerations.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
using Names = std::vector<std::string>;

// In the order of the enumerations.
/// Words of Mode, regimes, FamilyType, EventType, MeasureType.
Names const& mode_names();
Names const& order_rule_names();
Names const& sampling_names();
Names const& regime_names();
Names const& family_names();
Names const& event_names();
Names const& measure_names();
/// Rows of a compliance table.
Names const& compliance_names();
/// Groups of datasets under /losses that a run can store.
Names const& loss_names();
/// Kinds of Distribution, and the keys of `first` and `second`.
Names const& distribution_names();
Names const& distribution_keys(Distribution::Kind kind);

/// sqrt(1 - rho^2): the tension's stationary variance is then 1.
double stationary_noise(double persistence);
}  // namespace chokepoint
