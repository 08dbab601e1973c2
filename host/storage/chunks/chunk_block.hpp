/// \file chunk_block.hpp
/// One chunk of losses as bytes: what a part of the journal is, and what the
/// part of a run is made of. Private to this room.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "host/storage/output/partial_file.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
inline constexpr std::uint32_t longest_key = 1u << 20;  ///< bytes

/// Fixed head of a block; the key, the values and the counts follow.
struct BlockHead {
    std::array<char, 8> magic;
    std::uint32_t key_bytes, package;
    std::uint64_t first_scenario;
    std::uint64_t values, counts;
    std::uint32_t scenarios;
    std::uint32_t checksum;  ///< CRC-32 of all else, this field being 0
};
static_assert(sizeof(BlockHead) == 48,
              "no padding: blocks are compared bytewise");

/// What stands before the losses of a block.
struct ChunkBlock {
    BlockHead head;
    std::string key;

    /// Which worlds it holds.
    Chunk chunk() const {
        return {head.package, head.first_scenario, head.scenarios};
    }
    /// Of the whole block.
    std::uint64_t bytes() const;
};

/// Append a block. \throw StorageError if it cannot be written
void write_block(PartialFile& file,
                 std::string const& key,
                 ChunkLosses const& losses);

/// A file of blocks, read from the front or from where `go_to` says.
class BlockReader {
  public:
    /// A file that cannot be opened reads as an empty one.
    explicit BlockReader(std::string const& path);
    ~BlockReader();
    BlockReader(BlockReader const&) = delete;
    BlockReader& operator=(BlockReader const&) = delete;

    std::uint64_t bytes() const { return bytes_; }  ///< 0: not open
    std::uint64_t at() const { return at_; }
    /// Read on from there, bytes from the front.
    void go_to(std::uint64_t offset);
    /// \return whether so many bytes could be read
    bool read(void* data, std::size_t size);

    /// \return what stands here, or nothing if that is no block, or one that
    ///         the file is too short for
    std::optional<ChunkBlock> read_head();
    /// The rest of the block whose head was read.
    /// \return nothing if it is torn or damaged
    std::optional<ChunkLosses> read_losses(ChunkBlock const& block);

  private:
    int descriptor_;
    std::uint64_t bytes_ = 0, at_ = 0;
};
}  // namespace chokepoint
