/// \file chosen_world.hpp
/// Which world of a results file to look at: by its number, or by its loss.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// How a world is chosen: exactly one of the first three.
struct WorldChoice {
    std::optional<std::uint64_t> scenario;  ///< its number, from 0
    std::optional<std::uint64_t> worst;     ///< 1: the one that loses most
    std::optional<double> rank;             ///< quantile of the loss, in (0, 1)
    std::vector<std::string> countries;     ///< whose loss; empty: of all
    std::int32_t horizon_weeks = 0;         ///< 0: the longest of the file
};

/// A world, and where its loss stands among those of all worlds.
struct ChosenWorld {
    std::uint64_t scenario;
    std::uint64_t place;  ///< 1: no world loses more
    double loss;          ///< lost value added, million USD
    std::int32_t horizon_weeks;
};

/// \return where the file has a world, along its axis of scenarios
/// \throw InputError  "--scenario N: ...": it does not
std::uint64_t require_row(ResultsReader const& reader, std::uint64_t scenario);

/// Worlds that lose the same stand in the order of their numbers. The world of
/// rank q is the one whose loss is the value at risk of level q: the smallest
/// loss whose cumulative weight reaches q.
/// \throw InputError  none or several ways to choose, no such world, country
///        or horizon, a rank outside (0, 1)
ChosenWorld choose_world(ResultsReader const& reader,
                         std::uint32_t package,
                         WorldChoice const& choice);
}  // namespace chokepoint
