/// \file network_dependence.hpp
#pragma once

#include "host/cli/commands/commands.hpp"

namespace chokepoint {
/// Add `network dependence`: concentration of supply and demand.
void add_dependence(CLI::App& network, Action& chosen);
}  // namespace chokepoint
