/// \file measure_kinds.hpp
/// The kinds of measures, each compiled in a file of its own. All add slots
/// through a MeasureWriter.
#pragma once

#include "host/campaign/measures/measure_writer.hpp"

namespace chokepoint {
/// Controls on trade: compile_measure_controls.cpp.
void write_controls(ModelBuilder& b,
                    MeasureSpec const& m,
                    Parties const& parties,
                    MeasureWriter& writer);

/// Measures on knowledge, capital and people, relocation:
/// compile_measure_influences.cpp.
void write_influences(ModelBuilder& b,
                      MeasureSpec const& m,
                      Parties const& parties,
                      MeasureWriter& writer);
void write_relocation(ModelBuilder& b,
                      MeasureSpec const& m,
                      Party const& senders,
                      MeasureWriter& writer);

/// Logistic measures, local-for-local chains, preclusive buying:
/// compile_measure_others.cpp.
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
