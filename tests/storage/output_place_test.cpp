/// \file output_place_test.cpp
/// What an output may replace, and what stays.
#include "host/storage/output/output_place.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/storage/output/output_tables.hpp"
#include "host/storage/output/partial_file.hpp"
#include "host/storage/results/stored_run.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
using ::testing::HasSubstr;
namespace fs = std::filesystem;

std::string anything(std::string const&) {
    return {};
}

class OutputPlaceTest : public ResultsFileTest {
  protected:
    std::string text_of(std::string const& name) const {
        std::ifstream file{scratch / name};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    void put(std::string const& name, std::string const& text) const {
        std::ofstream{scratch / name} << text;
    }
    /// Even where every plain file may be replaced.
    std::string refusal(std::string const& name) const {
        return message_of<WrongFileError>([&] {
            OutputClaim{scratch / name, anything, "choose another"};
        });
    }
};

TEST_F(OutputPlaceTest, only_plain_files_are_ever_replaced) {
    fs::create_directory(scratch / "folder");
    ASSERT_EQ(::mkfifo((scratch / "pipe").c_str(), 0600), 0);
    fs::create_symlink("target", scratch / "link");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (scratch / "socket").c_str(),
                 sizeof address.sun_path - 1);
    int const descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(descriptor, reinterpret_cast<sockaddr*>(&address),
                     sizeof address),
              0);
    auto const entries = scratch.entries();
    EXPECT_THAT(refusal("folder"),
                HasSubstr("folder: is a folder (choose another)"));
    EXPECT_THAT(refusal("pipe"), HasSubstr("pipe: is a pipe ("));
    EXPECT_THAT(refusal("link"), HasSubstr("link: is a link to 'target' ("));
    EXPECT_THAT(refusal("socket"), HasSubstr("socket: is a socket ("));
    EXPECT_EQ(scratch.entries(), entries);
    ::close(descriptor);
}

TEST_F(OutputPlaceTest, a_place_that_cannot_be_is_refused_and_stays_empty) {
    EXPECT_THAT(refusal("nowhere/run.h5"),
                HasSubstr("no folder '" + (scratch / "nowhere") + "'"));
    EXPECT_THAT(message_of<WrongFileError>([&] { OutputClaim{scratch / ""}; }),
                HasSubstr("no file name"));
    EXPECT_THAT(
        message_of<WrongFileError>([&] { OutputClaim{"/proc/run.h5"}; }),
        HasSubstr("/proc/run.h5: cannot create the file ("));
    { OutputClaim const claim{path}; }
    EXPECT_EQ(scratch.entries(), 0u);
}

TEST_F(OutputPlaceTest, files_are_known_by_what_they_say) {
    write_run(5, 5);
    put("text", "text");
    EXPECT_EQ(filetype_of(path), std::string{"chokepoint-results"});
    EXPECT_EQ(filetype_of(scratch / "text"), std::nullopt);
    auto const stored = stored_run(path);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->campaign, sample_description(5).campaign);
    EXPECT_EQ(stored->seed, sample_description(5).seed);
    EXPECT_EQ(stored->scenarios, 5u);
    EXPECT_FALSE(stored_run(scratch / "text"));
    EXPECT_THAT(only_a_trace(path), HasSubstr("is a results file"));
    EXPECT_THAT(only_a_trace(scratch / "text"), HasSubstr("would be lost"));
    EXPECT_THAT(never_replace(path), HasSubstr("is there already"));
}

TEST_F(OutputPlaceTest, what_appears_meanwhile_is_not_replaced) {
    {
        OutputClaim const claim{scratch / "a", anything};
        PartialFile file{claim.place()};
        file.write("new", 3);
        put("a", "somebody's");
        EXPECT_THAT(message_of<StorageError>([&] { file.commit(); }),
                    HasSubstr("something was put there meanwhile"));
    }
    EXPECT_EQ(text_of("a"), "somebody's");
    {
        OutputClaim const claim{scratch / "a", anything};
        PartialFile file{claim.place()};
        file.write("new", 3);
        fs::rename(scratch / "a", scratch / "b");
        put("a", "another one");
        EXPECT_THAT(message_of<StorageError>([&] { file.commit(); }),
                    HasSubstr("something was put there meanwhile"));
    }
    EXPECT_EQ(text_of("a"), "another one");
    {
        OutputClaim const claim{scratch / "a", anything};
        PartialFile file{claim.place()};
        file.write("new", 3);
        file.commit();
    }
    EXPECT_EQ(text_of("a"), "new");
    EXPECT_EQ(scratch.entries(), 2u);
}

TEST_F(OutputPlaceTest, a_partial_file_of_somebody_else_stays) {
    auto const rule = only_beginning_with("{", "report");
    put("a.partial", "somebody's");
    auto const claim = [&] { OutputClaim{scratch / "a", rule}; };
    EXPECT_THAT(message_of<WrongFileError>(claim),
                HasSubstr("a.partial: is in the way"));
    EXPECT_EQ(text_of("a.partial"), "somebody's");
    fs::remove(scratch / "a.partial");
    put("far", "far");
    fs::create_symlink("far", scratch / "a.partial");
    EXPECT_THAT(message_of<WrongFileError>(claim),
                HasSubstr("a.partial: is in the way"));
    fs::remove(scratch / "a.partial");
    write_run(3, 3);  // a whole HDF5 file of ours, as a killed run leaves it
    fs::rename(path, scratch / "a.partial");
    EXPECT_NO_THROW(claim());
    for (auto const& left :
         {std::string{}, std::string(100, '\0'), std::string{"{ \"half\": "}}) {
        put("a.partial", left);
        EXPECT_NO_THROW(claim()) << left;
    }
    write_text({scratch / "a", rule}, "{}");
    EXPECT_EQ(text_of("a"), "{}");
    EXPECT_EQ(text_of("far"), "far");
    EXPECT_EQ(scratch.entries(), 2u);
}

TEST_F(OutputPlaceTest, tables_replace_only_tables_of_the_same_command) {
    std::vector<OutputTable> const tables{{"sign.csv", "kind,", "kind,x\n"},
                                          {"other.csv", "week,", "week,y\n"}};
    auto const write = [&](OlderTables older) {
        write_tables(scratch / "t", tables, older, "choose another");
    };
    auto const refused = [&](OlderTables older) {
        return message_of<WrongFileError>([&] { write(older); });
    };
    write(OlderTables::none);
    EXPECT_EQ(text_of("t/other.csv"), "week,y\n");
    EXPECT_THAT(refused(OlderTables::none),
                HasSubstr("t: is a folder that is not empty (choose another)"));
    put("t/notes", "mine");
    put("t/other.csv", "week,of an older replay\n");
    write(OlderTables::replaced);
    EXPECT_EQ(text_of("t/other.csv"), "week,y\n");
    EXPECT_EQ(text_of("t/notes"), "mine");

    put("t/other.csv", "country,name\n");
    EXPECT_THAT(refused(OlderTables::replaced),
                HasSubstr("t/other.csv: is no"));
    put("t/other.csv", "week,of somebody\n");
    fs::remove(scratch / "t/sign.csv");
    EXPECT_THAT(refused(OlderTables::replaced),
                HasSubstr("'sign.csv' is not beside it"));
    EXPECT_EQ(text_of("t/other.csv"), "week,of somebody\n");
    EXPECT_FALSE(fs::exists(scratch / "t/sign.csv"));
}

TEST_F(OutputPlaceTest, a_journal_folder_of_somebody_else_stays) {
    auto const parts = path + ".parts";
    auto const open = [&] { ChunkJournal{path, "run 1"}; };
    fs::create_directory(parts);
    put("run.h5.parts/links.csv", "mine");
    EXPECT_THAT(message_of<WrongFileError>(open),
                HasSubstr("holds 'links.csv', which is no part of a run"));
    EXPECT_EQ(text_of("run.h5.parts/links.csv"), "mine");
    fs::rename(parts, scratch / "far");
    fs::remove(scratch / "far/links.csv");
    fs::create_directory_symlink("far", parts);
    EXPECT_THAT(message_of<WrongFileError>(open), HasSubstr("no folder"));
    fs::remove(parts);

    ChunkJournal journal{path, "run 1"};
    journal.store(sample_losses(0, 0, 3));
    put("run.h5.parts/late", "mine");
    journal.remove();
    EXPECT_EQ(text_of("run.h5.parts/late"), "mine");
    EXPECT_TRUE(journal.finished().empty());
}
}  // namespace chokepoint::test
