/// \file mechanism_axes.hpp
/// Reads back what write_mechanism_axes (results_writer.hpp) has written.
/// Private to this room.
#pragma once

#include <string>

#include "host/storage/hdf5/hdf5_handle.hpp"
#include "host/storage/results/results_description.hpp"

namespace chokepoint {
/// \param d  packages and countries are known already
MechanismDescription read_mechanisms(hid_t file,
                                     std::string const& path,
                                     ResultsDescription const& d);
}  // namespace chokepoint
