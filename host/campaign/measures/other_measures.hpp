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
/// One slot on what the region imports of the products: 1 - share passes.
/// \throw InputError if it imports none of them
void write_local_chains(ModelBuilder& b,
                        MeasureSpec const& m,
                        Actors const& actors,
                        MeasureWriter& writer);
/// A slot for each product that is bought up, with a demand row of `surge`;
/// what is crowded out in the target countries shrinks by `decay` a week.
void write_purchases(ModelBuilder& b,
                     MeasureSpec const& m,
                     Actors const& actors,
                     MeasureWriter& writer);
}  // namespace chokepoint
