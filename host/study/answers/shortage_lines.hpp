/// \file shortage_lines.hpp
/// Who stops first, what it lacks and from whom it usually comes, as people
/// read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// What a node lacks. Empty names: its own capacity holds it back.
struct Lack {
    std::string product, source;
    double source_share = 0;  ///< of the source in what the node buys of it
    bool known = true;        ///< files before 1.3 do not say
};

/// A node that is among the first that an input holds back.
struct ChokepointLine {
    std::string node;
    Lack lack;
    double loss;   ///< of all countries in the worst worlds that have it, mean
    double share;  ///< of the loss of all worst worlds; NaN: not known
    Estimate in_tail, overall;  ///< share of the worst, of all worlds
    double lift;                ///< ratio of the two; NaN: never
};

/// \return nodes of a package, largest loss first, those that the worst worlds
///         have less often than others last; of files before 1.3 what was
///         counted then, most frequent in the worst worlds first
std::vector<ChokepointLine> chokepoint_lines(ResultsReader const& reader,
                                             std::uint32_t package);

/// Largest loss first, those that the worst worlds have less often than others
/// behind them, those that they never have last.
void sort_chokepoints(std::vector<ChokepointLine>& lines);

/// Is a number larger than another? NaN is less than anything.
inline bool larger_or_known(double a, double b) {
    return a > b || (b != b && a == a);
}

/// A node that stops in a world.
struct StopLine {
    std::string node;
    std::int32_t week;
    Lack lack;
};

/// \return the first nodes of a world that run short and the first that an
///         input holds back, each once, by week
std::vector<StopLine> stop_lines(ResultsReader const& reader,
                                 std::uint32_t package,
                                 std::uint64_t scenario);
}  // namespace chokepoint
