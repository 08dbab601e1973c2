/// \file file_edits.hpp
/// Changes to a sound HDF5 file through HDF5 itself.
///
/// Bytes changed at random are caught by the seal, and without one they only
/// find what HDF5 1.10 does with a damaged structure. Edits leave a file that
/// HDF5 thinks sound: what reads it then is ours.
#pragma once

#include <string>

#include "tests/fuzz/byte_reader.hpp"

namespace chokepoint::fuzz {
/// Read edits until the bytes end and do each: overwrite values, replace or
/// delete datasets and attributes, put links in their place, change texts.
/// The file loses its seal with the first. What HDF5 refuses is left out.
/// \param path  an HDF5 file
void edit_file(std::string const& path, ByteReader& bytes);
}  // namespace chokepoint::fuzz
