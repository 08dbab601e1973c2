#include "host/storage/chunks/chunk_block.hpp"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace chokepoint {
namespace {
std::array<char, 8> const block_magic{'C', 'H', 'K', 'P', 'A', 'R', 'T', '1'};

std::uint32_t checksum(std::uint32_t start,
                       void const* data,
                       std::size_t size) {
    return size ? libdeflate_crc32(start, data, size) : start;
}

std::uint32_t checksum(BlockHead head,
                       std::string const& key,
                       ChunkLosses const& losses) {
    head.checksum = 0;
    auto sum = checksum(0, &head, sizeof head);
    sum = checksum(sum, key.data(), key.size());
    sum = checksum(sum, losses.value.data(), 4 * losses.value.size());
    return checksum(sum, losses.count.data(), 4 * losses.count.size());
}
}  // namespace

std::uint64_t ChunkBlock::bytes() const {
    return sizeof head + head.key_bytes + 4 * (head.values + head.counts);
}

void write_block(PartialFile& file,
                 std::string const& key,
                 ChunkLosses const& losses) {
    auto const& chunk = losses.chunk;
    BlockHead head{block_magic,         static_cast<std::uint32_t>(key.size()),
                   chunk.package,       chunk.first_scenario,
                   losses.value.size(), losses.count.size(),
                   chunk.scenarios,     0};
    head.checksum = checksum(head, key, losses);
    file.write(&head, sizeof head);
    file.write(key.data(), key.size());
    file.write(losses.value.data(), 4 * losses.value.size());
    file.write(losses.count.data(), 4 * losses.count.size());
}

BlockReader::BlockReader(std::string const& path)
    : descriptor_{::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)} {
    struct stat status {};
    if (descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0) {
        bytes_ = static_cast<std::uint64_t>(status.st_size);
    }
}

BlockReader::~BlockReader() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void BlockReader::go_to(std::uint64_t offset) {
    at_ = offset;
}

bool BlockReader::read(void* data, std::size_t size) {
    auto* next = static_cast<char*>(data);
    while (size > 0) {
        auto const got =
            ::pread(descriptor_, next, size, static_cast<off_t>(at_));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        next += got;
        at_ += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

std::optional<ChunkBlock> BlockReader::read_head() {
    auto const left = bytes_ - std::min(bytes_, at_);
    ChunkBlock block;
    auto& head = block.head;
    if (!read(&head, sizeof head) || head.magic != block_magic ||
        head.key_bytes > longest_key) {
        return {};
    }
    // Sizes are checked before anything is allocated for them.
    if (head.values > left || head.counts > left || block.bytes() > left) {
        return {};
    }
    block.key.resize(head.key_bytes);
    if (!read(block.key.data(), block.key.size())) {
        return {};
    }
    return block;
}

std::optional<ChunkLosses> BlockReader::read_losses(ChunkBlock const& block) {
    ChunkLosses losses{block.chunk(), {}, {}};
    losses.value.resize(block.head.values);
    losses.count.resize(block.head.counts);
    if (!read(losses.value.data(), 4 * losses.value.size()) ||
        !read(losses.count.data(), 4 * losses.count.size()) ||
        checksum(block.head, block.key, losses) != block.head.checksum) {
        return {};
    }
    return losses;
}
}  // namespace chokepoint
