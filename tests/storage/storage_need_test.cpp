#include "host/storage/results/storage_need.hpp"

#include <filesystem>

#include "host/storage/results/results_file.hpp"
#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
namespace {
using StorageNeedTest = ResultsFileTest;

// HDF5 stores whole chunks: of 65,536 worlds and 700 the last 700 take the room
// of a chunk.
TEST_F(StorageNeedTest, losses_not_packed_take_the_room_that_was_said) {
    for (std::uint64_t const scenarios : {1000u, 65536u + 700u}) {
        StorageOptions const plain{0, 1};
        write_run(scenarios, 65536, plain);
        auto const need =
            storage_need(sample_description(scenarios), plain, 65536);
        EXPECT_EQ(need.usual_bytes, need.whole_bytes);
        // Beside them: attributes, names and what HDF5 takes for itself.
        auto const taken = std::filesystem::file_size(path);
        EXPECT_GT(taken, need.whole_bytes) << scenarios;
        EXPECT_LT(taken, need.whole_bytes + 150000) << scenarios;
    }
}

TEST_F(StorageNeedTest, chunks_begun_are_in_the_memory_that_was_said) {
    auto const of = [](std::uint64_t scenarios, std::uint64_t chunk) {
        return storage_need(sample_description(scenarios), {}, chunk);
    };
    // All at once: one dataset after another is filled and packed.
    EXPECT_LT(of(1000, 1000).filling_bytes, of(1000, 1000).whole_bytes / 2);
    // Bit by bit: all of both packages wait for their last world.
    EXPECT_EQ(of(1000, 300).filling_bytes, of(1000, 300).whole_bytes);
}
}  // namespace
}  // namespace chokepoint::test
