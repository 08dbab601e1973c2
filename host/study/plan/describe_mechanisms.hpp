/// \file describe_mechanisms.hpp
/// What a results file says of the mechanisms of a study.
#pragma once

#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Names of axes, dates, what is on, and the weekly value added of each B of
/// leverage; sides of the packages if any of them names a sender.
MechanismDescription describe_mechanisms(Study const& study);
}  // namespace chokepoint
