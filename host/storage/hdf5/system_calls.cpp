#include "host/storage/hdf5/system_calls.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace chokepoint {
StorageError system_error(std::string const& path, std::string const& doing) {
    auto const code = errno;
    return {path, "cannot " + doing + " (" + std::strerror(code) + ")"};
}

bool is_failure(int code) {
    return code == ENOSPC || code == EDQUOT || code == EIO || code == EMFILE ||
           code == ENFILE || code == ENOMEM;
}

void write_all(int descriptor, std::string_view text, std::string const& path) {
    auto const* next = text.data();
    auto bytes = text.size();
    while (bytes > 0) {
        auto const written = ::write(descriptor, next, bytes);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            throw system_error(path, "write the file");
        }
        next += written;
        bytes -= static_cast<std::size_t>(written);
    }
}
}  // namespace chokepoint
