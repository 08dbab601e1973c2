/// \file other_measures.hpp
/// Logistic measures, local-for-local chains, preclusive buying.
#pragma once

#include "host/campaign/measures/measure_writer.hpp"

namespace chokepoint {
/// Add the slots of such a measure through the writer.
void write_logistic(ModelBuilder& b,
                    MeasureSpec const& m,
                    Party const& senders,
                    MeasureWriter& writer);
void write_local_chains(ModelBuilder& b,
                        MeasureSpec const& m,
                        Parties const& parties,
                        MeasureWriter& writer);
void write_purchases(ModelBuilder& b,
                     MeasureSpec const& m,
                     Parties const& parties,
                     MeasureWriter& writer);
}  // namespace chokepoint
