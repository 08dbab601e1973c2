/// \file escalation.hpp
/// Does retaliation feed on itself?
#pragma once

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/model/slot_store.hpp"

namespace chokepoint {
/// How many answers one answer brings about, on average, before it ends: the
/// largest eigenvalue of the matrix of answers of pair q to one answer of
/// pair p (model B6.1),
///
///     K[p][q] = 1 - (1 - h_q)^D  if q is armed by it
///             + h_2,q jump bite / (1 - rho), the tension that it adds
///
/// at tension 0, with the mean of p's choices, D its median term. Above 1
/// escalation grows until the gap between answers of a pair limits it. A
/// rough guide.
double branching_ratio(CompiledModel const& model, SlotStore const& slots);

/// What a choice takes away of the strongest of its slots, 0-1.
double bite_of(Slot const& slot, Activation const& activation);
}  // namespace chokepoint
