/// \file family_shares.hpp
/// How much of a loss families of events have to do with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// What goes with a family: the same worlds without it, under a package that
/// differs in nothing else.
struct FamilyLeftOut {
    std::string package;  ///< that lacks the family
    Estimate expected;    ///< mean of loss - loss without, million USD
    double tail;          ///< the same in the worst worlds (co-TVaR)
};

/// A family and the loss of some countries under one package.
struct FamilyShare {
    std::string family;
    Estimate worlds;  ///< share with an event of it that took effect, Wilson
    /// Share of the expected loss, and of that of the worst 1 in 20 worlds,
    /// that falls in worlds with the family. Worlds have events of several
    /// families: these overlap, and are no causes.
    double expected_met, tail_met;
    /// None: the file has no such package.
    std::optional<FamilyLeftOut> left_out;
};

/// Mean loss, mean loss of the worst 1 in 20 worlds (TVaR), and the families.
struct FamilyShares {
    double expected, tail;  ///< million USD
    std::vector<FamilyShare> families;
};

/// What goes with a family is known if the file has a package with the same
/// keys that lists all its families but this one (`run
/// --without-each-family`). These parts add up to the whole only where
/// families do not act through one another.
/// \param countries  indices
/// \param horizon    index
FamilyShares family_shares(ResultsReader const& reader,
                           std::uint32_t package,
                           std::vector<std::uint32_t> const& countries,
                           std::uint32_t horizon);
}  // namespace chokepoint
