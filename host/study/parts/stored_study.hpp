/// \file stored_study.hpp
/// From the campaign that a file of ours carries back to its study.
#pragma once

#include <string>

#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Rebuild the study of results, or of a part of a run, from the campaign
/// stored in the file.
/// \param d        what the file says of itself
/// \param path     of the file, for messages
/// \param network  folder of the network; empty: where it was in the run
/// \throw InputError if the network's tables are not those of the run, or this
///        program compiles other tables from the campaign
Study stored_study(ResultsDescription const& d,
                   std::string const& path,
                   std::string const& network);
}  // namespace chokepoint
