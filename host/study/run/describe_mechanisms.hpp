/// \file describe_mechanisms.hpp
/// What a results file says of the mechanisms of a study.
#pragma once

#include "host/study/run/study.hpp"

namespace chokepoint {
MechanismDescription describe_mechanisms(Study const& study);
}  // namespace chokepoint
