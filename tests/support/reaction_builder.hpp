/// \file reaction_builder.hpp
/// From plain reactions to the pairs of a compiled model.
#pragma once

#include "host/campaign/model/compiled_model.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// Called once slots and mechanisms stand: slots are rows of Shocks::measures.
void add_reactions(CompiledModel& model, Shocks const& shocks);
}  // namespace chokepoint::test
