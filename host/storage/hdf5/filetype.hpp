/// \file filetype.hpp
/// What kind of HDF5 file is there?
#pragma once

#include <optional>
#include <string>

namespace chokepoint {
/// Root attribute `filetype` of our files.
inline constexpr char results_filetype[] = "chokepoint-results";
inline constexpr char trace_filetype[] = "chokepoint-trace";
/// What the seal of a part of a run says, which is no HDF5 file.
inline constexpr char part_filetype[] = "chokepoint-part";

/// Only a trace of ours.
std::string only_a_trace(std::string const& path);

/// \return root attribute `filetype` of a plain file, or what a broken seal
///         says of it (hdf5/seal.hpp); empty if it is an HDF5
///         file without; nothing if it is no HDF5 file or cannot be read
std::optional<std::string> filetype_of(std::string const& path);
}  // namespace chokepoint
