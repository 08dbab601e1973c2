/// \file effect_words.hpp
/// What is left of the trade that a measure touches, or what else it changes.
#pragma once

#include <cstdint>

#include "host/explain/plain_words.hpp"
#include "host/explain/trade_scope.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// "ban": "an export ban" and so on, for the head of a block.
std::string kind_in_words(MeasureType type);

/// What passes, what it costs, or what moves: one line, two for licences.
/// \param own  slots of the senders
std::vector<WordLine> effect_words(Study const& study,
                                   MeasureSpec const& measure,
                                   ScopeFinder const& finder,
                                   Rows const& own);

/// Shares of licence applications that are approved, and of the trade that
/// passes once all are decided.
struct ExpectedLicences {
    double by_count;  ///< approved, of applications
    double by_value;  ///< approved, of the value applied for
    double passes;    ///< by_value times utilisation
};
/// In expectation: `large_value_share` of the value is in large applications,
/// of their count a fixed share.
ExpectedLicences expected_licences(LicenceTerms const& terms);
}  // namespace chokepoint
