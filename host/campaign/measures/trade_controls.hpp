/// \file trade_controls.hpp
/// Controls on trade become slots.
#pragma once

#include "host/campaign/measures/measure_writer.hpp"

namespace chokepoint {
/// Add the slots of such a measure through the writer.
void write_controls(ModelBuilder& b,
                    MeasureSpec const& m,
                    Actors const& actors,
                    MeasureWriter& writer);
}  // namespace chokepoint
