/// \file normal.hpp
/// Constants of 95 % intervals, the only confidence that is reported.
#pragma once

namespace chokepoint {
inline constexpr double normal_975 = 1.959963984540054;
/// Student's t, 19 degrees of freedom: intervals from 20 replicates.
inline constexpr double student_975_19 = 2.093024054408263;
}  // namespace chokepoint
