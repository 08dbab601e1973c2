#include "host/storage/hdf5/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <vector>

#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/hdf5/system_calls.hpp"

namespace chokepoint {
namespace {
constexpr std::size_t seal_bytes = 96;
constexpr std::size_t block_bytes = std::size_t{1} << 20;

std::string seal_of(std::string const& filetype,
                    std::uint32_t crc,
                    std::uint64_t bytes) {
    auto line = fmt::format("{} sealed crc32 {:08x} bytes {:020d}", filetype,
                            crc, bytes);
    line.resize(seal_bytes - 1, ' ');
    return line + '\n';
}

/// Read exactly so many bytes. \return false if there are fewer
bool read_at(int descriptor, std::uint64_t offset, char* into, std::size_t n) {
    while (n > 0) {
        auto const got =
            ::pread(descriptor, into, n, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        into += got;
        offset += static_cast<std::uint64_t>(got);
        n -= static_cast<std::size_t>(got);
    }
    return true;
}

/// CRC-32 of the first so many bytes; nothing if they cannot be read.
std::optional<std::uint32_t> checksum(int descriptor, std::uint64_t bytes) {
    std::vector<char> block(block_bytes);
    std::uint32_t crc = 0;
    for (std::uint64_t at = 0; at < bytes; at += block.size()) {
        auto const n = static_cast<std::size_t>(
            std::min<std::uint64_t>(block.size(), bytes - at));
        if (!read_at(descriptor, at, block.data(), n)) {
            return {};
        }
        crc = libdeflate_crc32(crc, block.data(), n);
    }
    return crc;
}

SealedFile look_at(int descriptor) {
    auto const size = ::lseek(descriptor, 0, SEEK_END);
    std::string line(seal_bytes, '\0');
    if (size < static_cast<off_t>(seal_bytes)) {
        return {};
    }
    auto const bytes = static_cast<std::uint64_t>(size) - seal_bytes;
    auto const mark = std::string{" sealed crc32 "};
    if (!read_at(descriptor, bytes, line.data(), line.size()) ||
        line.find(mark) == std::string::npos) {
        return {};
    }
    auto const filetype = line.substr(0, line.find(mark));
    if (filetype != results_filetype && filetype != trace_filetype &&
        filetype != part_filetype) {
        return {};
    }
    auto const crc = checksum(descriptor, bytes);
    bool const whole = crc && line == seal_of(filetype, *crc, bytes);
    return {whole ? Seal::whole : Seal::broken, filetype};
}
}  // namespace

SealedFile look_at_seal(std::string const& path) {
    int const descriptor =
        ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        return {};
    }
    auto const found = look_at(descriptor);
    ::close(descriptor);
    return found;
}

void append_seal(int descriptor,
                 std::string const& filetype,
                 std::string const& path) {
    auto const size = ::lseek(descriptor, 0, SEEK_END);
    if (size < 0) {
        throw system_error(path, "measure the finished file");
    }
    auto const bytes = static_cast<std::uint64_t>(size);
    auto const crc = checksum(descriptor, bytes);
    if (!crc) {
        throw system_error(path, "read the finished file");
    }
    write_all(descriptor, seal_of(filetype, *crc, bytes), path);
}
}  // namespace chokepoint
