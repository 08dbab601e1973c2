/// \file other_measures.hpp
/// Logistic measures, local-for-local chains, preclusive buying.
#pragma once

#include "host/campaign/measures/measure_writer.hpp"

namespace chokepoint {
/// Add the slots of such a measure through the writer.
void write_logistic(ModelBuilder& b,
                    MeasureSpec const& m,
                    Actor const& senders,
                    MeasureWriter& writer);
void write_local_chains(ModelBuilder& b,
                        MeasureSpec const& m,
                        Actors const& actors,
                        MeasureWriter& writer);
void write_purchases(ModelBuilder& b,
                     MeasureSpec const& m,
                     Actors const& actors,
                     MeasureWriter& writer);
}  // namespace chokepoint
