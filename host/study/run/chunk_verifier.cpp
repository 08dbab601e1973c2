#include "host/study/run/chunk_verifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace chokepoint {
namespace {
std::uint32_t bits_of(float value) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
std::uint32_t bits_of(std::int32_t value) {
    return static_cast<std::uint32_t>(value);
}

/// A word that is not what the CPU makes of it.
struct Difference {
    bool found = false;
    std::uint32_t world = 0;  ///< of the part
    std::size_t row = 0;
    std::uint32_t is = 0, should_be = 0;
};

/// \param first  column of the part's first world in the chunk
template <class T>
Difference first_difference(std::vector<T> const& chunk,
                            std::size_t chunk_columns,
                            std::size_t first,
                            std::vector<T> const& part,
                            std::uint32_t columns) {
    for (std::size_t row = 0; row * columns < part.size(); ++row) {
        for (std::uint32_t k = 0; k < columns; ++k) {
            auto const is = bits_of(chunk[row * chunk_columns + first + k]);
            auto const should_be = bits_of(part[row * columns + k]);
            if (is != should_be) {
                return {true, k, row, is, should_be};
            }
        }
    }
    return {};
}
}  // namespace

ChunkVerifier::ChunkVerifier(ModelView const& model,
                             std::vector<std::string> package,
                             std::uint32_t tiles,
                             std::uint32_t lanes,
                             std::string device,
                             EngineOptions const& options)
    : package_{std::move(package)},
      tiles_{tiles},
      lanes_{lanes},
      device_{std::move(device)},
      cpu_{make_cpu_engine(model, options)} {}

std::vector<std::uint32_t> ChunkVerifier::tiles_of(Chunk const& chunk,
                                                   std::uint32_t tiles,
                                                   std::uint32_t lanes) {
    std::uint64_t const all = (chunk.scenarios + lanes - 1) / lanes;
    auto const some = std::min<std::uint64_t>(tiles, all);
    // Any odd number far from a power of two spreads the places.
    std::uint64_t const place =
        (chunk.first_scenario / std::max(1u, chunk.scenarios) + 1) *
        (2 * std::uint64_t{chunk.package} + 2654435761u);
    std::vector<std::uint32_t> chosen;
    for (std::uint64_t k = 0; k < some; ++k) {
        chosen.push_back(
            static_cast<std::uint32_t>((place + k * all / some) % all));
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

void ChunkVerifier::operator()(ChunkLosses const& losses) const {
    std::vector<Chunk> again;
    for (auto const tile : tiles_of(losses.chunk, tiles_, lanes_)) {
        auto const first = tile * lanes_;
        again.push_back({losses.chunk.package,
                         losses.chunk.first_scenario + first,
                         std::min(lanes_, losses.chunk.scenarios - first)});
    }
    cpu_->run(again, [&](ChunkLosses const& part) {
        compare(losses, part);
        return true;
    });
}

void ChunkVerifier::compare(ChunkLosses const& losses,
                            ChunkLosses const& again) const {
    auto const first = again.chunk.first_scenario - losses.chunk.first_scenario;
    auto const n = losses.chunk.scenarios;
    auto const columns = again.chunk.scenarios;
    auto const tell = [&](char const* what, Difference const& d) {
        if (d.found) {
            throw EngineError{fmt::format(
                "--verify: {} computed world {} of package '{}' wrong: word {} "
                "of its {} is {:08x}, on the CPU {:08x}; chunks that were "
                "verified are kept, do not trust this device",
                device_, again.chunk.first_scenario + d.world,
                package_.at(losses.chunk.package), d.row, what, d.is,
                d.should_be)};
        }
    };
    tell("losses",
         first_difference(losses.value, n, first, again.value, columns));
    tell("counts",
         first_difference(losses.count, n, first, again.count, columns));
}
}  // namespace chokepoint
