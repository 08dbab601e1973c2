/// \file output_claim.hpp
/// What a command holds from before it starts until its output is there.
#pragma once

#include <string>

#include "host/storage/output/output_lock.hpp"
#include "host/storage/output/output_place.hpp"

namespace chokepoint {
/// The place of an output under its lock: its folder is there and takes new
/// files, nothing is in the way that may not be replaced, and nobody else
/// writes it as long as this lives. Leaves nothing behind.
class OutputClaim {
  public:
    /// A path alone claims a new file.
    /// \throw WrongFileError, StorageError  as the lock and the place say
    OutputClaim(std::string const& path,
                WhyNot const& why_not = never_replace,
                std::string const& choice = another_file);

    OutputPlace const& place() const { return place_; }
    std::string const& path() const { return place_.path(); }
    /// \throw StorageError if somebody took the lock away
    void require_held() const { lock_.require_held(); }

  private:
    OutputLock lock_;
    OutputPlace place_;
};

/// Write a text to a claimed place, whole or not at all.
/// \throw StorageError if it cannot be written
void write_text(OutputClaim const& claim, std::string const& text);
}  // namespace chokepoint
