/// \file bound_countries.hpp
/// Countries that a measure binds without asking them.
#pragma once

#include "host/campaign/measures/actors.hpp"

namespace chokepoint {
/// Warn if `exporters` (`importers`, where the importer acts) names countries
/// that are no `senders`: their trade is cut as the senders' own, wholly and
/// from the first day, which few mean who have heard of `allies`.
///
/// Silent where it is said on purpose: a number in `compliance` holds for
/// everyone, and licences are the senders' for the goods of whomever they
/// reach.
void warn_of_bound_countries(ModelBuilder& b,
                             MeasureSpec const& measure,
                             Actors const& actors);
}  // namespace chokepoint
