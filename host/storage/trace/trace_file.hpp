/// \file trace_file.hpp
/// A trace as an HDF5 file.
#pragma once

#include <string>

#include "host/storage/output/output_claim.hpp"
#include "host/storage/trace/trace.hpp"

namespace chokepoint {
/// Write an HDF5 file: /weeks/<state> [week, node|group|...], /flows/<field>
/// [week, measure], /events/<field> [event], with scales, units and names.
/// Appears whole or not at all.
/// \throw StorageError if it cannot be written
void write_trace(OutputClaim const& claim,
                 TraceDescription const& description,
                 Trace const& trace);
}  // namespace chokepoint
