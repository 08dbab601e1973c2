#include "host/storage/chunks/chunk_journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
using ::testing::HasSubstr;

class ChunkJournalTest : public ::testing::Test {
  protected:
    ScratchFolder folder;
    std::string const results = folder / "run.h5";

    /// The only part in the journal's folder.
    std::string part() const {
        std::filesystem::directory_iterator const first{results + ".parts"};
        return first->path().string();
    }
    std::string bytes() const {
        std::ifstream file{part(), std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    void overwrite(std::string const& text) const {
        std::ofstream{part(), std::ios::binary | std::ios::trunc} << text;
    }
};

TEST_F(ChunkJournalTest, a_chunk_comes_back_to_the_bit) {
    auto const losses = sample_losses(1, 4000, 123);
    { ChunkJournal{results, "run 1"}.store(losses); }
    ChunkJournal const journal{results, "run 1"};
    auto const finished = journal.finished();
    ASSERT_EQ(finished.size(), 1u);
    EXPECT_EQ(finished[0].package, 1u);
    EXPECT_EQ(finished[0].first_scenario, 4000u);
    EXPECT_EQ(finished[0].scenarios, 123u);
    auto const loaded = journal.load(finished[0]);
    EXPECT_EQ(loaded.value, losses.value);
    EXPECT_EQ(loaded.count, losses.count);
}

TEST_F(ChunkJournalTest, finished_chunks_come_by_package_and_scenario) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(1, 0, 5));
    journal.store(sample_losses(0, 100, 5));
    journal.store(sample_losses(0, 20, 5));
    auto const finished = journal.finished();
    ASSERT_EQ(finished.size(), 3u);
    EXPECT_EQ(finished[0].first_scenario, 20u);
    EXPECT_EQ(finished[1].first_scenario, 100u);
    EXPECT_EQ(finished[2].package, 1u);
}

TEST_F(ChunkJournalTest, a_part_under_another_name_counts_as_not_finished) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(1, 20, 5));
    std::filesystem::rename(part(),
                            results + ".parts/package-0-scenario-20-5.part");
    EXPECT_TRUE(journal.finished().empty());
    journal.remove();
    EXPECT_FALSE(std::filesystem::exists(results + ".parts"));
}

TEST_F(ChunkJournalTest, a_torn_part_counts_as_not_finished) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(0, 0, 50));
    auto const whole = bytes();
    for (std::size_t const size :
         {std::size_t{0}, std::size_t{7}, std::size_t{47}, std::size_t{50},
          whole.size() / 2, whole.size() - 1}) {
        overwrite(whole.substr(0, size));
        EXPECT_TRUE(journal.finished().empty()) << size << " bytes";
        EXPECT_NO_THROW((ChunkJournal{results, "run 1"})) << size << " bytes";
    }
    overwrite(whole);
    EXPECT_EQ(journal.finished().size(), 1u);
}

TEST_F(ChunkJournalTest, one_changed_bit_anywhere_is_noticed) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(0, 0, 3));
    auto const whole = bytes();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i >= 48 && i < 53) {
            continue;  // the key: then it is another run (tested below)
        }
        auto damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        overwrite(damaged);
        EXPECT_TRUE(journal.finished().empty()) << "byte " << i;
    }
}

TEST_F(ChunkJournalTest, parts_of_another_run_are_refused_with_both_names) {
    {
        ChunkJournal{results, "campaign A, seed 1"}.store(
            sample_losses(0, 0, 3));
    }
    try {
        ChunkJournal journal{results, "campaign A, seed 2"};
        FAIL() << "parts of another run were taken";
    } catch (WrongFileError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("run.h5.parts: holds parts of "
                                            "another run: campaign A, seed 1"));
        EXPECT_THAT(error.what(), HasSubstr("this run is: campaign A, seed 2"));
    }
}

TEST_F(ChunkJournalTest,
       parts_computed_with_other_tables_are_refused_in_words) {
    {
        ChunkJournal{results, "campaign 'A' 12, tables ab"}.store(
            sample_losses(0, 0, 3));
    }
    auto const complaint = [&](std::string const& key) -> std::string {
        try {
            ChunkJournal journal{results, key};
        } catch (WrongFileError const& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(complaint("campaign 'A' 12, tables ab"), "");
    auto const tables = complaint("campaign 'A' 12, tables cd");
    for (auto const words : {"other tables", "compiled_sha256 ab, here cd",
                             "libm", "delete the folder"}) {
        EXPECT_THAT(tables, HasSubstr(words));
    }
    for (auto const another :
         {"campaign 'A' 34, tables ab", "campaign 'A' 34, tables cd",
          "campaign 'A' 12", "campaign 'A'"}) {
        EXPECT_THAT(complaint(another), HasSubstr("another run")) << another;
    }
}

TEST_F(ChunkJournalTest, a_part_stored_twice_is_one_part) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(0, 0, 3));
    journal.store(sample_losses(0, 0, 3));
    EXPECT_EQ(journal.finished().size(), 1u);
}

TEST_F(ChunkJournalTest, remove_leaves_nothing) {
    ChunkJournal journal{results, "run 1"};
    journal.store(sample_losses(0, 0, 3));
    journal.remove();
    EXPECT_EQ(folder.entries(), 0u);
}

TEST_F(ChunkJournalTest, a_missing_chunk_is_an_error_that_names_it) {
    ChunkJournal const journal{results, "run 1"};
    try {
        journal.load({0, 64, 32});
        FAIL() << "a chunk came from nowhere";
    } catch (StorageError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("package-0-scenario-64-32.part"));
    }
}
}  // namespace chokepoint::test
