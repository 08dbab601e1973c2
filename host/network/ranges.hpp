/// \file ranges.hpp
/// What values the network tables allow (configs/networks/README.md): the one
/// place that knows, for files and for networks made in memory.
#pragma once

#include <string>

namespace chokepoint {
/// Largest number of any kind: far beyond reason, far inside float.
inline constexpr double largest_value = 1e9;

/// Smallest flow that is not 0, million USD/week: a millionth of a dollar.
/// Below it, shares of flows would come near the denormal floats.
inline constexpr double smallest_flow = 1e-12;

/// The numbers that a column allows: from `low` to `high`.
struct Range {
    double low, high;
    char const* unit;
    bool above_low = false;  ///< `low` itself is not allowed

    /// Is v allowed? Never NaN.
    constexpr bool contains(double v) const {
        return (above_low ? v > low : v >= low) && v <= high;  // false for NaN
    }
    /// \return "must be >= 0 (million USD/week)"
    std::string must_be(double value) const;
};

/// The same without its upper end: what the model itself can bear. Upper ends
/// in tables catch slips (days for weeks), in memory they would only annoy.
constexpr Range unbounded(Range r) {
    return {r.low, largest_value, r.unit, r.above_low};
}

namespace range {
inline constexpr char money[] = "million USD/week";
inline constexpr char share[] = "a share";
inline constexpr char weeks[] = "weeks";

inline constexpr Range gdp_busd{0, largest_value, "billion USD/year", true};
inline constexpr Range natural_hazard_rate{0, 10, "events/year"};
inline constexpr Range tariff_elasticity{0, 20, "elasticity"};

inline constexpr Range sales{0, largest_value, money, true};
inline constexpr Range value_added{0, largest_value, money};
inline constexpr Range spare_capacity{0, 10, "share of baseline output"};
inline constexpr Range overtime_max{1, 50, "factor"};
inline constexpr Range overtime_weeks{1, 520, weeks};
inline constexpr Range cycle_weeks{0, 52, weeks};
inline constexpr Range scrap_share{0, 1, share};
inline constexpr Range bundle_floor{0, 1, share};
inline constexpr Range priority_share{0, 1, share};

inline constexpr Range importance{0, 1, share};
inline constexpr Range bundle_weight{0, largest_value, "weight"};
inline constexpr Range cover_weeks{0, 520, weeks};
inline constexpr Range adjustment_weeks{1, 520, weeks};
inline constexpr Range caution{0, 0.99, share};
inline constexpr Range lead_time_weeks{0, 104, weeks};
inline constexpr Range qualification_delay_weeks{0, 520, weeks};
inline constexpr Range qualification_ramp_weeks{1, 520, weeks};
inline constexpr Range resourcing_ceiling{0, 1, share};
inline constexpr Range supply_line{0, 1, share};
inline constexpr Range shift_share{0, 1, share};
inline constexpr Range design_out_share{0, 1, share};
inline constexpr Range design_out_delay_weeks{0, 520, weeks};
inline constexpr Range design_out_ramp_weeks{1, 520, weeks};

inline constexpr Range postponed_share{0, 1, share};
inline constexpr Range flow{0, largest_value, money};
inline constexpr Range alternate_weight{0, largest_value, "weight"};
}  // namespace range
}  // namespace chokepoint
