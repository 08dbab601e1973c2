/// \file trace_mechanisms.hpp
/// Weeks of slow states, prices, reserves and retaliation. Private to this
/// room.
#pragma once

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"

namespace chokepoint {
/// Axes /market, /reserve, /pair, where the campaign has them.
void write_mechanism_axes(Hdf5File& file, TraceDescription const& description);

/// /weeks/long_run_capacity, upkeep, standing, price, reserve, exposure and
/// retaliations: those that the engine gave.
void write_mechanism_states(Hdf5File const& file, Trace const& trace);
}  // namespace chokepoint
