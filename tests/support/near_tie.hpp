/// \file near_tie.hpp
/// Worlds in which a rounding may decide when buyers act.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
/// Does a blocked share M of the world come so near to .001, above which buyers
/// shift orders and qualify others (model B5.4), that float and double may act
/// a week apart? M is a sum of a few floats near 1: rounding moves it by some
/// 1e-7.
inline bool has_near_tie(std::vector<ReferenceWeek> const& path) {
    double constexpr rounding = 2e-7;
    return std::any_of(path.begin(), path.end(), [](auto const& week) {
        return std::any_of(
            week.blocked.begin(), week.blocked.end(),
            [](double m) { return std::abs(m - 1e-3) < rounding; });
    });
}
}  // namespace chokepoint::test
