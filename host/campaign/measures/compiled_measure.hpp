/// \file compiled_measure.hpp
/// Measures of a campaign become slots, and packages what they start.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/model/model_builder.hpp"
#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// One activation of a measure, and who carries it out.
struct MeasurePart {
    Activation activation;
    /// Country that can leave, or resist, alone; `none`: all senders together.
    std::uint32_t country = none;
    bool follows_others = false;  ///< an ally or third country: it complies
};

/// A country that must agree before a measure starts (M40).
struct MeasureMember {
    std::uint32_t country, table, address;
};

/// What packages start for a measure, and who must agree first.
struct CompiledMeasure {
    std::vector<MeasurePart> parts;  ///< the senders' first
    std::vector<MeasureMember> members;
    std::uint32_t members_needed = 0;

    /// Slots of those who decide, in the order of the parts, each once.
    Rows senders_slots() const;
};

/// What a measure does if nobody in the network can be meant by it.
enum class EmptyScope {
    refuse,  ///< InputError
    skip     ///< no parts
};

/// Make the slots of a measure that has slots (measure_traits.hpp).
/// One that controls nothing because free suppliers can replace all of it
/// (foreign_availability) only warns.
/// \throw InputError if it selects nothing and `empty` is `refuse`
CompiledMeasure compile_measure(ModelBuilder& b,
                                MeasureSpec const& measure,
                                EmptyScope empty = EmptyScope::refuse);
/// Scale the compliance of an activation. Only one that is drawn is scaled:
/// where there is none, the number 1 is drawn.
void scale_compliance(ModelBuilder& b, Activation& activation, double share);
}  // namespace chokepoint
