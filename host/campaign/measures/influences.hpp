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
void write_relocation(ModelBuilder& b,
                      MeasureSpec const& m,
                      Actor const& senders,
                      MeasureWriter& writer);
}  // namespace chokepoint
