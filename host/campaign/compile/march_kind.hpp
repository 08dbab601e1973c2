/// \file march_kind.hpp
/// Which march a compiled campaign needs.
#pragma once

#include "host/campaign/model/compiled_model.hpp"

namespace chokepoint {
/// Set the flags of Rules that follow from the arrays, with the slow states
/// that they read, and `extended` if anything is used that the core march
/// does not know: a campaign pays only for what it uses. Called when all else
/// is compiled.
void set_extended(CompiledModel& model);
}  // namespace chokepoint
