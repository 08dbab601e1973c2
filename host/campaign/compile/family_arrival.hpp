/// \file family_arrival.hpp
/// When the events of a family come (model C2, C3.1, C3.3, C5).
#pragma once

#include <vector>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Fill the arrival of a family and of its entities, already in the model.
///
/// Poisson: candidates of the whole family at the highest rate, in thresholds
/// of their number a year, and of entities in proportion to their rates.
/// Weekly: a test a week and entity. Conflict: blockades.
/// \param rates  [entities] events per year at multiplier 1
/// \return room that the family needs in the list of a world's events
/// \throw InputError more candidates a year than random addresses
double set_arrival(ModelBuilder& b,
                   FamilySpec const& spec,
                   std::vector<double> const& rates,
                   Family& family);
}  // namespace chokepoint
