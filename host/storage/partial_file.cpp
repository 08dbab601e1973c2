#include "host/storage/partial_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace chokepoint {
StorageError system_error(std::string const& path, std::string const& doing) {
    auto const code = errno;
    return {path, "cannot " + doing + " (" + std::strerror(code) + ")"};
}

PartialFile::PartialFile(std::string const& target)
    : target_{target}, partial_{target + ".partial"} {
    if (std::filesystem::is_directory(target)) {
        throw StorageError{target, "cannot write the file (it is a folder)"};
    }
    descriptor_ = ::open(partial_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        throw system_error(target_, "create the file");
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw StorageError{target_,
                           "another run is writing this file (wait for it, or "
                           "choose another name)"};
    }
    if (::ftruncate(descriptor_, 0) != 0) {
        auto const error = system_error(target_, "empty the file");
        ::close(descriptor_);
        throw error;
    }
}

PartialFile::~PartialFile() {
    if (!committed_) {
        // Gives the room back even if HDF5 cannot close the file any more.
        static_cast<void>(!::ftruncate(descriptor_, 0));
        ::unlink(partial_.c_str());
        ::close(descriptor_);
    }
}

void PartialFile::commit() {
    if (::fsync(descriptor_) != 0) {
        throw system_error(target_, "flush the file to the disk");
    }
    if (std::rename(partial_.c_str(), target_.c_str()) != 0) {
        throw system_error(target_, "rename the finished file");
    }
    committed_ = true;
    ::close(std::exchange(descriptor_, -1));  // the lock ends here
    flush_folder_of(target_);
}

void PartialFile::write(void const* data, std::size_t bytes) {
    auto const* next = static_cast<char const*>(data);
    while (bytes > 0) {
        auto const written = ::write(descriptor_, next, bytes);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            throw system_error(target_, "write the file");
        }
        next += written;
        bytes -= static_cast<std::size_t>(written);
    }
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
