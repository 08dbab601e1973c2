#include "host/storage/results/loss_packer.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace chokepoint {
namespace {
/// One a thread, made for the first chunk it packs: its tables are large.
class Compressor {
  public:
    /// \throw std::bad_alloc
    libdeflate_compressor* at(int level) {
        if (level != level_) {
            compressor_.reset(libdeflate_alloc_compressor(level));
            if (!compressor_) {
                level_ = 0;
                throw std::bad_alloc{};
            }
            level_ = level;
        }
        return compressor_.get();
    }

  private:
    struct Free {
        void operator()(libdeflate_compressor* compressor) const {
            libdeflate_free_compressor(compressor);
        }
    };
    std::unique_ptr<libdeflate_compressor, Free> compressor_;
    int level_ = 0;
};

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

void LossPacker::put(ChunkLosses const& losses,
                     LossDataset const& dataset,
                     std::uint32_t first,
                     std::uint32_t scenarios,
                     std::uint32_t place) {
    auto const words = capacity_ * columns_;
    planes_.resize(4 * words);
    // Shuffle: all first bytes, then all second bytes, ...
    std::uint32_t any = 0;
    auto* const begin = planes_.data() + place * columns_;
    for_each_word(losses, dataset, first, scenarios,
                  [&](std::size_t s, std::size_t c, std::uint32_t word) {
                      auto* byte = begin + s * columns_ + c;
                      byte[0] = static_cast<unsigned char>(word);
                      byte[words] = static_cast<unsigned char>(word >> 8);
                      byte[2 * words] = static_cast<unsigned char>(word >> 16);
                      byte[3 * words] = static_cast<unsigned char>(word >> 24);
                      any |= word;
                  });
    any_ = any_ || any != 0;
    filled_ += scenarios;
}

std::vector<unsigned char> LossPacker::pack(int deflate_level) {
    auto const planes = std::exchange(planes_, {});
    if (!any_) {
        return {};
    }
    if (deflate_level == 0) {
        return planes;
    }
    // The stream is zlib's, which every HDF5 inflates. Level 1 of this library
    // takes a third of the time of zlib's run lengths, and less room.
    thread_local Compressor compressor;
    auto* const packer = compressor.at(deflate_level);
    std::vector<unsigned char> packed(
        libdeflate_zlib_compress_bound(packer, planes.size()));
    packed.resize(libdeflate_zlib_compress(packer, planes.data(), planes.size(),
                                           packed.data(), packed.size()));
    return packed;
}
}  // namespace chokepoint
