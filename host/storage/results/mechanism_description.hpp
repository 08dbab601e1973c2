/// \file mechanism_description.hpp
/// What a results file says of reserves, prices, flows, denial, costs,
/// leverage and retaliation. Empty: the campaign does not use it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace chokepoint {
/// Part of a country in the accounts of a package (model B9.7).
enum class PackageSide : std::int32_t {
    not_accounted = -1,
    third,
    sender,
    target,
    ally
};

/// Names of the axes, and which of the mechanisms are on.
struct MechanismDescription {
    std::vector<std::string> reserve, market, flow, denial;
    std::vector<std::string> leverage;         ///< "A>B": of A over B
    std::vector<double> leverage_value_added;  ///< weekly, of B
    std::vector<std::int32_t> date;            ///< weeks, of leverage
    bool costs = false;        ///< duties, price uplift, premiums are booked
    bool slow_states = false;  ///< capacity or standing move
    bool retaliation = false;  ///< somebody may answer
    /// [package][country]; empty: no package names sides.
    std::vector<std::vector<PackageSide>> side;
};
}  // namespace chokepoint
