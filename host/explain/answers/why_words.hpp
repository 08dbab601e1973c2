/// \file why_words.hpp
/// Why a world lost what it lost, in sentences.
#pragma once

#include <string>
#include <vector>

#include "host/study/replay/why.hpp"

namespace chokepoint {
/// What goes with the events together, whether they add up, need or replace
/// one another, what two of them do together, and what is left without any.
///
/// They "add up" if the losses that go with each alone sum to what goes with
/// all of them, 5 % more or less. More: they need one another (with one away,
/// what it did together with others is away too). Less: they stand in for one
/// another (with one away, others still hold the same back).
/// \param package  under which the world was marched
std::vector<std::string> why_words(Why const& why, std::string const& package);
}  // namespace chokepoint
