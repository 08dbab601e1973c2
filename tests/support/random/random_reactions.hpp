/// \file random_reactions.hpp
/// Random retaliation on top of every other mechanism.
#pragma once

#include "tests/support/random/random_mechanisms.hpp"

namespace chokepoint::test {
/// A random world with every mechanism whose rivals answer each other's
/// measures and a third country answers one of them; answers start measures
/// that wait for it or renew scheduled ones, alone or two at once, with lags,
/// terms, visibilities, restraint; one menu in ten is empty. Parameters
/// continuous.
MechanismWorld random_reaction_world(std::uint64_t seed, int weeks);
}  // namespace chokepoint::test
