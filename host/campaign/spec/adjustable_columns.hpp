/// \file adjustable_columns.hpp
/// Columns of the network's tables that an [[adjust]] may change: what neither
/// moves the baseline nor adds rows.
#pragma once

#include <string>
#include <vector>

#include "host/network/ranges.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// A column and what it allows.
template <class Row>
struct AdjustableColumn {
    char const* name;
    double Row::*value;
    Range range;
};

inline constexpr AdjustableColumn<Input> adjustable_input_columns[] = {
    {"cover_weeks", &Input::cover_weeks, range::cover_weeks},
    {"adjustment_weeks", &Input::adjustment_weeks, range::adjustment_weeks},
    {"lead_time_weeks", &Input::lead_time_weeks, range::lead_time_weeks},
    {"importance", &Input::importance, range::importance},
    {"caution", &Input::caution, range::caution},
    {"supply_line", &Input::supply_line, range::supply_line},
    {"shift_share", &Input::shift_share, range::shift_share},
    {"design_out_share", &Input::design_out_share, range::design_out_share},
    {"design_out_delay_weeks", &Input::design_out_delay_weeks,
     range::design_out_delay_weeks},
    {"design_out_ramp_weeks", &Input::design_out_ramp_weeks,
     range::design_out_ramp_weeks},
    {"qualification_delay_weeks", &Input::qualification_delay_weeks,
     range::qualification_delay_weeks},
    {"qualification_ramp_weeks", &Input::qualification_ramp_weeks,
     range::qualification_ramp_weeks},
    {"resourcing_ceiling", &Input::resourcing_ceiling,
     range::resourcing_ceiling},
};

inline constexpr AdjustableColumn<Producer> adjustable_node_columns[] = {
    {"spare_capacity", &Producer::spare_capacity, range::spare_capacity},
    {"overtime_max", &Producer::overtime_max, range::overtime_max},
    {"overtime_weeks", &Producer::overtime_weeks, range::overtime_weeks},
    {"cycle_weeks", &Producer::cycle_weeks, range::cycle_weeks},
    {"scrap_share", &Producer::scrap_share, range::scrap_share},
    {"bundle_floor", &Producer::bundle_floor, range::bundle_floor},
};

/// Their names: those of inputs.csv, then those of nodes.csv.
inline std::vector<std::string> const& adjustable_columns() {
    static auto const names = [] {
        std::vector<std::string> all;
        for (auto const& column : adjustable_input_columns) {
            all.push_back(column.name);
        }
        for (auto const& column : adjustable_node_columns) {
            all.push_back(column.name);
        }
        return all;
    }();
    return names;
}
}  // namespace chokepoint
