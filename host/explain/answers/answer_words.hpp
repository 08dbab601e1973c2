/// \file answer_words.hpp
/// The answer of a results file in a few sentences, for whoever decides.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Of what the answer speaks.
struct AnswerScope {
    std::vector<std::uint32_t> packages;  ///< at least one; the first leads
    std::uint32_t horizon;                ///< index
    /// One: the losses told are its own. More: only these are named.
    std::vector<std::uint32_t> countries;
};

/// "two years", "a year", "40 weeks".
std::string period_words(std::int32_t weeks);
/// "1 in 20 two-year periods", "1 in 20 years", "1 in 20 periods of 40 weeks".
std::string one_in_words(std::uint32_t count, std::int32_t weeks);

/// What is lost on average and in a bad period, on whom it falls, what the best
/// and the worst package change, what stops first. Every figure is one of the
/// tables below it, with its interval; what so few worlds cannot tell is said
/// to be so. Where every world is the same: the loss and when it comes.
/// \return sentences, at least one
std::vector<std::string> answer_words(ResultsReader const& reader,
                                      AnswerScope const& scope);
}  // namespace chokepoint
