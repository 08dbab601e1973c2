#include "kernels/engine/chunk_span.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chokepoint {
bool operator==(Chunk const& a, Chunk const& b) {
    return a.package == b.package && a.first_scenario == b.first_scenario &&
           a.scenarios == b.scenarios;
}
}  // namespace chokepoint

namespace chokepoint::test {
namespace {
using testing::ElementsAre;

TEST(ChunkSpan, JoinsTheChunksOfEachPackage) {
    auto const spans = join_chunks(
        {{0, 0, 10}, {1, 0, 10}, {0, 10, 10}, {1, 10, 10}, {0, 20, 3}}, 9);
    ASSERT_EQ(spans.size(), 2u);
    EXPECT_EQ(spans[0].whole, (Chunk{0, 0, 23}));
    EXPECT_THAT(spans[0].parts, ElementsAre(Chunk{0, 0, 10}, Chunk{0, 10, 10},
                                            Chunk{0, 20, 3}));
    EXPECT_EQ(spans[1].whole, (Chunk{1, 0, 20}));
}

TEST(ChunkSpan, HasAsManyPartsAsItMay) {
    std::vector<Chunk> chunks;
    for (std::uint64_t first = 0; first < 70; first += 10) {
        chunks.push_back({0, first, 10});
    }
    std::vector<std::size_t> parts;
    for (auto const& span : join_chunks(chunks, 3)) {
        parts.push_back(span.parts.size());
    }
    EXPECT_THAT(parts, ElementsAre(3u, 3u, 1u));
    EXPECT_EQ(join_chunks(chunks, 1).size(), 7u);
    EXPECT_TRUE(join_chunks({}, 3).empty());
}

/// After a run that was stopped, chunks are missing in between.
TEST(ChunkSpan, DoesNotBridgeGaps) {
    auto const spans =
        join_chunks({{0, 0, 10}, {0, 20, 10}, {0, 10, 10}, {0, 30, 0}}, 9);
    ASSERT_EQ(spans.size(), 4u);
    EXPECT_EQ(spans[2].whole, (Chunk{0, 10, 10}));
}

TEST(ChunkSpan, APartHasItsColumnsOfEachRow) {
    ChunkSpan const span{{2, 100, 5}, {{2, 100, 2}, {2, 102, 3}}};
    std::vector<float> const value{0, 1, 2, 3, 4, 10, 11, 12, 13, 14};
    std::vector<std::int32_t> const count{20, 21, 22, 23, 24};
    auto const second =
        losses_of_part(span, 1, value.data(), 2, count.data(), 1);
    EXPECT_EQ(second.chunk, span.parts[1]);
    EXPECT_THAT(second.value, ElementsAre(2, 3, 4, 12, 13, 14));
    EXPECT_THAT(second.count, ElementsAre(22, 23, 24));
    auto const first =
        losses_of_part(span, 0, value.data(), 2, count.data(), 1);
    EXPECT_THAT(first.value, ElementsAre(0, 1, 10, 11));
}
}  // namespace
}  // namespace chokepoint::test
