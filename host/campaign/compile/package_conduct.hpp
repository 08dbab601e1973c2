/// \file package_conduct.hpp
/// What a package does beside its measures.
#pragma once

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Which reserves packages have, and whether tension must move; after the
/// packages.
void compile_package_conduct(ModelBuilder& b);
}  // namespace chokepoint
