/// \file control_slots.hpp
/// Slots of the control instruments (model B4.1), as families and measures
/// both make them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// BAN, QUOTA, IMPORT_BAN, BLOCKADE: the pass factor comes with activation.
Slot quantity_slot(Leakage const& leakage);
/// LOGISTIC and chill: a pass factor that does not bound volume.
Slot friction_slot();
/// ENTITY_LIST without firms: p = (1 - strict y)(1 - chill).
Slot listing_slot(double strictness, double chill, Leakage const& leakage);
/// TARIFF: pass by level for one elasticity. \param firmness  a comply strict
Slot tariff_slot(std::vector<double> const& tariffs,
                 double elasticity,
                 double firmness);
/// Set what leaks in the long run, leak (1 - enforcement), and how many weeks
/// it takes to.
void set_leakage(Slot& slot, Leakage const& leakage);

/// Links by the tariff elasticity of their product, ascending.
std::map<double, Rows> by_elasticity(SupplyNetwork const& network,
                                     Rows const& links);

/// "CHN", "USA+JPN" or "12 countries": who stands behind a list of names.
std::string sender_of(std::vector<std::string> const& names);
}  // namespace chokepoint
