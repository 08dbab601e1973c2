/// \file trace_tables.hpp
/// A trace as CSV tables.
#pragma once

#include <string>

#include "host/storage/output/output_tables.hpp"
#include "host/storage/trace/trace.hpp"

namespace chokepoint {
/// Before the trace is written: make the folder of its tables, to be held
/// until they are written.
/// \throw WrongFileError if it cannot be made, or holds what is no table of a
///        trace
/// \throw StorageError if the disk is full or broken
TablesFolder require_trace_tables(std::string const& folder);

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
