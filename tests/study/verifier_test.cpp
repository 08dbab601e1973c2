#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "host/study/run/chunk_verifier.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

class Verifier : public testing::Test {
  protected:
    static constexpr std::uint32_t lanes = 16;

    ChunkLosses marched(Chunk const& chunk) {
        ChunkLosses result;
        make_cpu_engine(view, {})->run({chunk}, [&](ChunkLosses const& l) {
            result = l;
            return true;
        });
        return result;
    }
    ChunkVerifier verifier(std::uint32_t tiles) {
        return {view, {"none", "ban", "both"}, tiles, lanes, "a card", {}};
    }
    std::string complaint(ChunkLosses const& losses, std::uint32_t tiles) {
        try {
            verifier(tiles)(losses);
        } catch (EngineError const& error) {
            return error.what();
        }
        return "";
    }

    Study const study = small_study();
    ModelView const view = study.model.view();
    /// Its last tile has 2 worlds.
    Chunk const chunk{1, 100, 50};
};

TEST_F(Verifier, AcceptsWhatTheCpuComputes) {
    for (std::uint32_t const tiles : {1u, 3u, 4u, 99u}) {
        EXPECT_EQ(complaint(marched(chunk), tiles), "");
    }
}

TEST_F(Verifier, FindsOneBitAnywhereIfAllTilesAreMarchedAgain) {
    auto const sound = marched(chunk);
    for (std::size_t const column : {0u, 15u, 16u, 48u, 49u}) {
        auto losses = sound;
        auto& word = losses.value.at(3 * chunk.scenarios + column);
        std::uint32_t bits;
        std::memcpy(&bits, &word, 4);
        bits ^= 1;
        std::memcpy(&word, &bits, 4);
        auto const text = complaint(losses, 4);
        EXPECT_THAT(text, HasSubstr("world " + std::to_string(100 + column) +
                                    " of package 'ban'"));
        EXPECT_THAT(text, HasSubstr("word 3 of its losses"));
        EXPECT_THAT(text, HasSubstr("a card"));
        EXPECT_THAT(text, HasSubstr("--verify"));
    }
    auto losses = sound;
    losses.count.back() += 1;
    EXPECT_THAT(complaint(losses, 4), HasSubstr("of its counts"));
}

TEST_F(Verifier, LooksAtItsTilesAlone) {
    auto const tiles = ChunkVerifier::tiles_of(chunk, 2, lanes);
    ASSERT_EQ(tiles.size(), 2u);
    auto const sound = marched(chunk);
    for (std::uint32_t tile = 0; tile < 4; ++tile) {
        auto losses = sound;
        losses.value.at(tile * lanes) += 1.0f;
        bool const looks =
            std::set<std::uint32_t>(tiles.begin(), tiles.end()).count(tile);
        EXPECT_EQ(complaint(losses, 2) != "", looks) << tile;
    }
}

TEST_F(Verifier, SpreadsItsTilesOverAChunkAndOverChunks) {
    std::set<std::uint32_t> first;
    for (std::uint64_t k = 0; k < 40; ++k) {
        auto const tiles = ChunkVerifier::tiles_of({0, 6400 * k, 6400}, 4, 64);
        ASSERT_EQ(tiles.size(), 4u);
        for (std::size_t j = 1; j < 4; ++j) {
            EXPECT_EQ(tiles[j] - tiles[j - 1], 25u);  // of 100
        }
        first.insert(tiles[0]);
    }
    EXPECT_GE(first.size(), 15u);  // of 25 places
    EXPECT_TRUE(ChunkVerifier::tiles_of({0, 0, 0}, 4, 64).empty());
}
}  // namespace
}  // namespace chokepoint::test
