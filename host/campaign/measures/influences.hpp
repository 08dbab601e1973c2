/// \file influences.hpp
/// Measures on knowledge, capital and people; relocation.
#pragma once

#include "host/campaign/measures/measure_writer.hpp"

namespace chokepoint {
/// Add the slots of such a measure through the writer.
void write_influences(ModelBuilder& b,
                      MeasureSpec const& m,
                      Actors const& actors,
                      MeasureWriter& writer);
/// One slot: by product, capacity in `from_countries` drifts by -w a week, that
/// in `to_countries` by w left / host, with w = rate / 52 and left, host their
/// baseline sales: as much arrives as leaves.
/// \throw InputError if no product has nodes on both sides
void write_relocation(ModelBuilder& b,
                      MeasureSpec const& m,
                      Actor const& senders,
                      MeasureWriter& writer);
}  // namespace chokepoint
