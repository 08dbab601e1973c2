/// \file packages.hpp
/// [[package]].
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// What each package starts, and when.
void compile_packages(ModelBuilder& b);
}  // namespace chokepoint
