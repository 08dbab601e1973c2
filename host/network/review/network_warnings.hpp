/// \file network_warnings.hpp
/// What of a network is likely to be a mistake, in words.
#pragma once

#include <string>
#include <vector>

#include "host/network/review/restart_loops.hpp"

namespace chokepoint {
/// Accounts that do not close where no `sales` says that they should
/// (balance.hpp; where one does, the tables are refused), and loops of inputs
/// in which nobody can start again (restart_loops.hpp). At most a few names.
/// \param network  checked  \param folder  of its tables
std::vector<std::string> network_warnings(SupplyNetwork const& network,
                                          std::string const& folder,
                                          StoppedBy stopped_by);
}  // namespace chokepoint
