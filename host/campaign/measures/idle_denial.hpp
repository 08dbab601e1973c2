/// \file idle_denial.hpp
/// Denial that can harm nobody, because what it works through is off.
#pragma once

#include "host/campaign/measures/compiled_measure.hpp"

namespace chokepoint {
/// Warn of a measure that takes something away without consequence:
///
/// - it withholds capital goods only, and no plant wears out without them
///   (`tool_decay` of [dynamics] is 0 or off: model B7.2);
/// - it filters no goods, and each of its effects is on something that does
///   not move: growth under denial where no [[growth]] has a target node
///   (model B7.3), erosion of standing where `erosion` of [dynamics] is 0 or
///   off (model B7.4).
///
/// \pre compile_dynamics has been called, the measure has been compiled
void warn_of_idle_denial(ModelBuilder& b,
                         MeasureSpec const& measure,
                         CompiledMeasure const& compiled);

/// The same of a family of controls on trade.
/// \param slots  those of its entities
void warn_of_idle_denial(ModelBuilder& b,
                         FamilySpec const& family,
                         Rows const& slots);
}  // namespace chokepoint
