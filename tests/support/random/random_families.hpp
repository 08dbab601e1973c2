/// \file random_families.hpp
/// Random event families for a model built by hand, so that every scenario
/// is another world.
#pragma once

#include "host/campaign/model/compiled_model.hpp"

namespace chokepoint::test {
/// Family "outages" damages single nodes, delays a route, raises demand and
/// starts measures, about six a year; family "rumours" renews measures by
/// weekly tests. Distributions are uniform: severity, level 0-1, hold,
/// recovery and delay 0-20 weeks. Uses the slots, routes and demand rows that
/// the model already has.
void add_random_families(CompiledModel& model);
}  // namespace chokepoint::test
