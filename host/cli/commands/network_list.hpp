/// \file network_list.hpp
#pragma once

#include "host/cli/commands/commands.hpp"

namespace chokepoint {
/// What countries, products, firms, routes and stages of a network are called.
void add_network_list(CLI::App& network, Action& chosen);
}  // namespace chokepoint
