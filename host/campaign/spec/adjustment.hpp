/// \file adjustment.hpp
/// What a campaign changes in the tables of its network.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/selector.hpp"
#include "host/campaign/spec/source_location.hpp"

namespace chokepoint {
/// An [[adjust]]: one column, in the rows that match all lists.
///
///     new value = scale old value + add
struct Adjustment {
    std::string name;
    std::string column = "cover_weeks";
    Selector target;                  ///< producers, or whose inputs
    std::vector<std::string> inputs;  ///< what is bought; columns of inputs.csv
    double scale = 1, add = 0;
    SourceLocation location;
};
}  // namespace chokepoint
