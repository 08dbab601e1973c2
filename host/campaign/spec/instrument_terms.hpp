/// \file instrument_terms.hpp
/// Keys of [[measure]] that one instrument alone has.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace chokepoint {
/// Keys of `vendor_exclusion` alone.
struct VendorExclusionTerms {
    std::int32_t exclusion_weeks = 104;  ///< until nothing is bought any more
    std::vector<std::string> operators;  ///< stages that stop buying
};
/// Keys of `subsidy` alone.
struct SubsidyTerms {
    double capacity = 0.1;           ///< added, share of the plant
    std::int32_t build_weeks = 130;  ///< until it is there
    double waits_for_demand = 0;     ///< orders that it waits for, 1 = normal
};
/// Keys of `relocation` alone.
struct RelocationTerms {
    double rate = 0.05;  ///< share of capacity a year
    std::vector<std::string> from_countries, to_countries;
};
/// Keys of `preclusive_buying` alone.
struct PurchaseTerms {
    double surge = 0.5;    ///< share of the target's sales
    double decay = 0.002;  ///< of what is crowded out, a week
    std::vector<std::string> crowded_out;
};
/// Keys of `engagement` alone.
struct EngagementTerms {
    double weight = 0.2;     ///< of new alternates, share of receipts
    double leak_effect = 0;  ///< share of leaks that it closes
};
/// Keys of `prequalification` alone.
struct PrequalificationTerms {
    std::string level = "delay";  ///< delay, ready
    bool kept = false;
};
/// Keys of `local_for_local` alone.
struct LocalForLocalTerms {
    double share = 0.5;  ///< of imports replaced
};
/// Keys of `blocking_statute` alone.
struct BlockingStatuteTerms {
    double strength = 0.3;  ///< share of compliance that it undoes
};
/// Keys of `relief` alone.
struct ReliefTerms {
    std::vector<std::string> lifts;  ///< names of measures
};

/// Those of a measure's type, or none: what an instrument does not have, its
/// measure cannot hold.
using InstrumentTerms = std::variant<std::monostate,
                                     VendorExclusionTerms,
                                     SubsidyTerms,
                                     RelocationTerms,
                                     PurchaseTerms,
                                     EngagementTerms,
                                     PrequalificationTerms,
                                     LocalForLocalTerms,
                                     BlockingStatuteTerms,
                                     ReliefTerms>;
}  // namespace chokepoint
