/// \file hdf5_handle.hpp
/// The HDF5 C library behind one owning handle. Private to this room.
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

#include "host/storage/hdf5/storage_error.hpp"

namespace chokepoint {
/// Whether the system refused to write (disk full, quota, broken medium) or to
/// give memory.
///
/// HDF5's caches then hold what can never be written, and the library crashes
/// when it tries again while closing (seen with 1.10.8). From then on nothing
/// is closed any more: the program says what happened and ends.
bool hdf5_is_broken();

/// Remember why something could not be closed: HDF5 writes small datasets only
/// then, and a destructor cannot say so.
void note_failed_close() noexcept;

/// An HDF5 identifier that is given back when it goes out of scope: H5Idec_ref
/// closes files, groups, datasets, types, spaces and property lists alike. Who
/// writes calls `close`, and learns whether everything was written.
class Handle {
  public:
    Handle() = default;
    explicit Handle(hid_t id) : id_{id} {}
    Handle(Handle&& other) noexcept : id_{std::exchange(other.id_, -1)} {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0 && !hdf5_is_broken() && H5Idec_ref(id_) < 0) {
            note_failed_close();
        }
    }

    /// Give it back now. \throw StorageError "path: cannot `doing` (reason)"
    void close(std::string const& path, std::string const& doing);

    operator hid_t() const { return id_; }

  private:
    hid_t id_ = -1;
};

/// \return the deepest reason on HDF5's error stack: the system's message
///         ("No space left on device") if there is one
std::string hdf5_reason();

/// Stop HDF5 from printing its error stack in this thread, the messages go into
/// exceptions; and from closing files when the program ends (see above).
void silence_hdf5();

/// \throw StorageError "path: cannot `doing` (reason)" if a write has failed
///        that nobody was told of
void require_all_written(std::string const& path, std::string const& doing);

/// \throw StorageError "path: cannot `doing` (reason)" if `status` is negative
template <class Status>
Status check_hdf5(Status status,
                  std::string const& path,
                  std::string const& doing) {
    if (status < 0) {
        throw StorageError{path,
                           "cannot " + doing + " (" + hdf5_reason() + ")"};
    }
    return status;
}

inline void Handle::close(std::string const& path, std::string const& doing) {
    if (id_ >= 0 && !hdf5_is_broken()) {
        check_hdf5(H5Idec_ref(std::exchange(id_, -1)), path, doing);
    }
    require_all_written(path, doing);
}

/// The same for calls that make something.
inline Handle own(hid_t id, std::string const& path, std::string const& doing) {
    return Handle{check_hdf5(id, path, doing)};
}
}  // namespace chokepoint
