/// \file seal.hpp
/// A line after the end of our HDF5 files that says whether they still are
/// what was written.
#pragma once

#include <string>

namespace chokepoint {
/// Most damage shows only when HDF5 already has followed it: the library takes
/// what a file says of its own structure on trust, and a flipped bit there
/// crashes it or lets it read something else. So what we write is sealed:
/// behind the last byte of HDF5 stands one line of 96 bytes,
///
///     chokepoint-results sealed crc32 1f00ab3c bytes 00000000000000221602
///
/// padded with spaces, the last of them a line feed; CRC-32 of zlib, of all
/// bytes before. HDF5 ignores what follows its end, and cuts it off when
/// somebody changes the file by means of it: that is no damage, and the file
/// then has no seal, like those of format 1.3 and before. It guards against
/// accidents, not against who means to deceive.
enum class Seal { none, whole, broken };

/// What a seal says.
struct SealedFile {
    Seal seal = Seal::none;
    std::string filetype{};  ///< as sealed; empty if there is none
};

/// Read a file to its end. \return Seal::none too if it cannot be read
SealedFile look_at_seal(std::string const& path);

/// Append the seal. \param descriptor  of the whole file, open for reading
///        and writing \param path  for messages
/// \throw StorageError if it cannot be read or written
void append_seal(int descriptor,
                 std::string const& filetype,
                 std::string const& path);
}  // namespace chokepoint
