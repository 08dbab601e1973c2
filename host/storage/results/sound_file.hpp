/// \file sound_file.hpp
/// What is looked at before anything of a results file is read: it may come
/// from a stranger, or have met a bad disk. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "host/storage/hdf5/hdf5_handle.hpp"

namespace chokepoint {
/// Look at every object of a file that claims to be results, by what HDF5 says
/// of it, without reading a value.
///
/// Its links are hard: nothing outside the file is followed. Datasets are
/// stored in it, hold numbers or texts of fixed length, in pieces that fit the
/// memory. Axes are the one-dimensional datasets of the root; what lies in
/// groups is as long in each direction as the axis that it names.
///
/// \throw WrongFileError "PATH: is damaged or not ours: '/NAME' WHY"
void require_sound(hid_t file, std::string const& path);

/// \return the name of the first scale of each axis of a dataset; empty: none
/// \throw StorageError "PATH: cannot `doing`"
std::vector<std::string> axis_names(hid_t dataset,
                                    std::string const& path,
                                    std::string const& doing);
}  // namespace chokepoint
