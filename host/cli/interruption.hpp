/// \file interruption.hpp
/// Ctrl-C: the first one ends the run after its chunk, the second at once.
#pragma once

namespace chokepoint {
/// Catch SIGINT and SIGTERM from now on.
void catch_interruptions();

/// \return whether one came
bool interrupted();
}  // namespace chokepoint
