/// \file output_lock.hpp
/// One run at a time for one output.
#pragma once

#include <string>

#include "host/storage/hdf5/storage_error.hpp"

namespace chokepoint {
/// Hold `<output>.lock`: a file that only one process can create, on every file
/// system, and that says who it was. The lock of a process that has ended is
/// taken over; one of a machine that this one knows nothing of is not.
///
/// Nothing rests on flock: some file systems have none, some only between the
/// processes of one machine.
class OutputLock {
  public:
    /// \param choice  what the user can do instead, for the message
    /// \throw WrongFileError if another process holds it (says which one), or
    ///        something else is in the way
    /// \throw StorageError if the disk is full or broken
    OutputLock(std::string const& output, std::string const& choice);
    ~OutputLock();
    OutputLock(OutputLock&& other) noexcept;
    OutputLock& operator=(OutputLock&&) = delete;

    /// \throw StorageError if somebody took the lock away meanwhile
    void require_held() const;

  private:
    bool create();
    bool is_held() const;
    bool remove_ended(std::string const& seen) const;

    std::string output_, path_;  ///< path: empty if given away
    std::string mine_;           ///< what the file says
    long process_ = 0;           ///< a forked child holds nothing
};
}  // namespace chokepoint
