/// \file trace_tables.hpp
/// A trace as CSV tables.
#pragma once

#include <string>

#include "host/storage/trace/trace.hpp"

namespace chokepoint {
/// Say before the trace is written whether its tables could be.
/// \throw WrongFileError if the folder holds what is no table of a trace
void require_trace_tables(std::string const& folder);

/// Write tables into a folder, made if need be: countries.csv (week, regime,
/// tension, output of each country), nodes.csv (week, output of each node),
/// flows.csv (week and measure), events.csv. Tables of an earlier trace are
/// replaced, other files stay.
/// \throw WrongFileError  as above
/// \throw StorageError if one cannot be written
void write_trace_tables(std::string const& folder,
                        TraceDescription const& description,
                        Trace const& trace);
}  // namespace chokepoint
