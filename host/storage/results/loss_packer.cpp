#include "host/storage/results/loss_packer.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

namespace chokepoint {
namespace {
// What zlib's compress() takes.
int const window_bits = 15;
int const memory_level = 8;

/// Call `store(scenario, column, word)` for every word, by tiles of scenarios
/// so that both sides stay in the cache.
template <class Store>
void for_each_word(ChunkLosses const& losses,
                   LossDataset const& dataset,
                   std::uint32_t first,
                   std::uint32_t scenarios,
                   Store&& store) {
    std::uint32_t const tile = 64;
    std::size_t const stride = losses.chunk.scenarios;
    auto const* base =
        dataset.word == Word::real
            ? reinterpret_cast<unsigned char const*>(losses.value.data())
            : reinterpret_cast<unsigned char const*>(losses.count.data());
    for (std::uint32_t begin = 0; begin < scenarios; begin += tile) {
        auto const end = std::min(begin + tile, scenarios);
        for (std::size_t c = 0; c < dataset.rows.size(); ++c) {
            auto const* row = base + 4 * (dataset.rows[c] * stride + first);
            for (auto s = begin; s < end; ++s) {
                std::uint32_t word;
                std::memcpy(&word, row + 4 * std::size_t{s}, 4);
                store(s, c, word);
            }
        }
    }
}
}  // namespace

std::vector<std::uint32_t> gather(ChunkLosses const& losses,
                                  LossDataset const& dataset,
                                  std::uint32_t first,
                                  std::uint32_t scenarios) {
    auto const columns = dataset.rows.size();
    std::vector<std::uint32_t> words(scenarios * columns);
    for_each_word(losses, dataset, first, scenarios,
                  [&](std::size_t s, std::size_t c, std::uint32_t word) {
                      words[s * columns + c] = word;
                  });
    return words;
}

std::vector<unsigned char> pack(ChunkLosses const& losses,
                                LossDataset const& dataset,
                                std::uint32_t first,
                                std::uint32_t scenarios,
                                std::uint32_t capacity,
                                int deflate_level) {
    auto const columns = dataset.rows.size();
    auto const words = capacity * columns;
    // Shuffle: all first bytes, then all second bytes, ...
    std::vector<unsigned char> planes(4 * words);
    std::uint32_t any = 0;
    for_each_word(losses, dataset, first, scenarios,
                  [&](std::size_t s, std::size_t c, std::uint32_t word) {
                      auto* byte = &planes[s * columns + c];
                      byte[0] = static_cast<unsigned char>(word);
                      byte[words] = static_cast<unsigned char>(word >> 8);
                      byte[2 * words] = static_cast<unsigned char>(word >> 16);
                      byte[3 * words] = static_cast<unsigned char>(word >> 24);
                      any |= word;
                  });
    if (any == 0) {
        return {};
    }
    if (deflate_level == 0) {
        return planes;
    }
    // Run lengths alone (level 1) catch what shuffled floats hold, zeros and
    // exponents: twice as fast as matching, and no larger.
    z_stream stream{};
    if (deflateInit2(&stream, deflate_level, Z_DEFLATED, window_bits,
                     memory_level,
                     deflate_level == 1 ? Z_RLE : Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc{};
    }
    std::vector<unsigned char> packed(
        deflateBound(&stream, static_cast<uLong>(planes.size())));
    stream.next_in = planes.data();
    stream.avail_in = static_cast<uInt>(planes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    auto const status = deflate(&stream, Z_FINISH);
    auto const size = stream.total_out;
    deflateEnd(&stream);
    if (status != Z_STREAM_END) {
        throw std::runtime_error{"zlib: deflate failed"};
    }
    packed.resize(size);
    return packed;
}
}  // namespace chokepoint
