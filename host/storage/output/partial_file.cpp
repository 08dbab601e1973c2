#include "host/storage/output/partial_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "host/storage/hdf5/seal.hpp"

namespace chokepoint {
PartialFile::PartialFile(OutputPlace const& place)
    : place_{place}, partial_{place.partial()} {
    place_.require_free_partial();
    ::unlink(partial_.c_str());
    // New, so that no link leads elsewhere and nobody else has it open.
    descriptor_ =
        ::open(partial_.c_str(),
               O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        throw system_error(target(), "create the file");
    }
}

PartialFile::~PartialFile() {
    if (!committed_) {
        // Not if it has another name by now: then somebody keeps it.
        if (is_ours()) {
            // Gives the room back even if HDF5 cannot close it any more.
            static_cast<void>(!::ftruncate(descriptor_, 0));
            ::unlink(partial_.c_str());
        }
        ::close(descriptor_);
    }
}

bool PartialFile::is_ours() const {
    struct stat open_file {};
    struct stat named {};
    return ::fstat(descriptor_, &open_file) == 0 &&
           ::lstat(partial_.c_str(), &named) == 0 &&
           open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

void PartialFile::commit() {
    if (::fsync(descriptor_) != 0) {
        throw system_error(target(), "flush the file to the disk");
    }
    if (!is_ours()) {
        throw StorageError{target(), "cannot finish the file ('" + partial_ +
                                         "' was replaced meanwhile)"};
    }
    place_.move_partial_here();
    committed_ = true;
    ::close(std::exchange(descriptor_, -1));  // nothing to lose: flushed
    flush_folder_of(target());
}

void PartialFile::seal(std::string const& filetype) {
    append_seal(descriptor_, filetype, target());
}

void PartialFile::write(void const* data, std::size_t bytes) {
    write_all(descriptor_, {static_cast<char const*>(data), bytes}, target());
}

void flush_folder_of(std::string const& path) {
    auto folder = std::filesystem::path{path}.parent_path();
    if (folder.empty()) {
        folder = ".";
    }
    int const descriptor =
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);  // some file systems refuse: nothing lost
        ::close(descriptor);
    }
}
}  // namespace chokepoint
