/// \file trace_flows.hpp
/// What a trace says of trade, countries and markets.
#pragma once

#include <vector>

#include "host/storage/trace/trace.hpp"

namespace chokepoint {
/// Trade that measures bear on.
struct MeasureFlows {
    std::vector<double> baseline;  ///< [slot] million USD/week in its scope
    /// [week, slot] part of it that passes all measures on its links, and that
    /// share of it; NaN where nothing is traded at baseline.
    std::vector<double> passing, share;
};

/// \throw StorageError if a week's classes are not those of the description
MeasureFlows measure_flows(TraceDescription const& description,
                           Trace const& trace);

/// \return [week, country] output as a share of baseline, weighted by value
///         added; 1 for a country without value added
std::vector<double> national_output(TraceDescription const& description,
                                    Trace const& trace);

/// \return [week, market] prices, 1 = baseline
std::vector<float> market_prices(Trace const& trace);
}  // namespace chokepoint
