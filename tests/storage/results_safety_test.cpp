/// \file results_safety_test.cpp
/// Whole or not at all; and files that are not what was asked for.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "host/storage/hdf5/filetype.hpp"
#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
using ::testing::HasSubstr;

using ResultsSafetyTest = ResultsFileTest;

TEST_F(ResultsSafetyTest, nothing_appears_before_the_run_is_finished) {
    {
        ResultsFile file{path, sample_description(10)};
        write_chunks(file, 10, 10);
        EXPECT_FALSE(std::filesystem::exists(path));
    }
    EXPECT_EQ(scratch.entries(), 0u);
}

TEST_F(ResultsSafetyTest, an_older_file_stays_until_the_new_one_is_finished) {
    write_run(5, 5);
    WhyNot const may = [](std::string const&) { return ""; };
    { ResultsFile file{{path, may}, sample_description(10)}; }
    expect_run(5);
    ResultsFile file{{path, may}, sample_description(10)};
    write_chunks(file, 10, 10);
    file.finish();
    expect_run(10);
}

TEST_F(ResultsSafetyTest, a_killed_run_leaves_no_results_and_can_be_run_again) {
    auto const child = ::fork();
    if (child == 0) {
        ResultsFile file{path, sample_description(10)};
        file.write_losses(sample_losses(0, 0, 10));
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_EQ(scratch.entries(), 2u);  // its lock and what it wrote
    write_run(10, 10);
    expect_run(10);
    EXPECT_EQ(scratch.entries(), 1u);
}

TEST_F(ResultsSafetyTest, an_incomplete_run_cannot_be_finished) {
    ResultsFile file{path, sample_description(10)};
    file.write_losses(sample_losses(0, 0, 10));
    file.write_losses(sample_losses(1, 0, 4));
    file.write_losses(sample_losses(1, 5, 5));
    EXPECT_THAT(message_of<StorageError>([&] { file.finish(); }),
                HasSubstr("package 'export ban' lacks scenario 4"));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ResultsSafetyTest, losses_of_another_shape_are_refused) {
    ResultsFile file{path, sample_description(10)};
    auto wrong = sample_losses(0, 0, 10);
    wrong.value.pop_back();
    EXPECT_THROW(file.write_losses(wrong), StorageError);
    EXPECT_THROW(file.write_losses(sample_losses(2, 0, 10)), StorageError);
    EXPECT_THROW(file.write_losses(sample_losses(0, 5, 10)), StorageError);
}

TEST_F(ResultsSafetyTest, two_runs_cannot_write_the_same_file) {
    ResultsFile file{path, sample_description(10)};
    EXPECT_THAT(message_of<WrongFileError>([&] {
                    ResultsFile other{path, sample_description(10)};
                }),
                HasSubstr("another run is writing this file"));
    write_chunks(file, 10, 10);
    file.finish();
    expect_run(10);
}

TEST_F(ResultsSafetyTest, files_of_other_origin_are_named_as_such) {
    auto const message = [](std::string const& name) {
        return message_of<WrongFileError>([&] { ResultsReader{name}; });
    };
    EXPECT_THAT(message(path), HasSubstr("run.h5: no such file"));
    EXPECT_THAT(message(scratch.path()), HasSubstr("is a folder"));
    std::ofstream{path} << "week,loss\n1,2\n";
    EXPECT_THAT(message(path), HasSubstr("is no Chokepoint results file"));
}
TEST_F(ResultsSafetyTest, a_damaged_file_is_an_error_and_no_crash) {
    write_run(1000, 1000);
    auto const size = std::filesystem::file_size(path);
    // The last 96 bytes are its seal.
    for (auto const left :
         {size - 97, size / 2, size / 10, std::uintmax_t{9}}) {
        std::filesystem::resize_file(path, left);
        EXPECT_THROW(ResultsReader{path}, StorageError) << left << " bytes";
    }
}

TEST_F(ResultsSafetyTest, a_file_of_another_format_version_is_refused) {
    write_run(5, 5);
    std::string bytes;
    {
        std::ifstream file{path, std::ios::binary};
        bytes.assign(std::istreambuf_iterator<char>{file}, {});
    }
    std::string const version{results_format_version, 4};  // with its end
    auto const at = bytes.find(version, bytes.find(results_filetype));
    ASSERT_NE(at, std::string::npos);
    bytes[at] = '2';
    bytes.resize(bytes.size() - 96);  // its seal
    std::ofstream{path, std::ios::binary} << bytes;
    EXPECT_THAT(message_of<WrongFileError>([&] { ResultsReader{path}; }),
                HasSubstr("run.h5: has format version 2.5 (this program reads "
                          "version 1.5"));
}

TEST_F(ResultsSafetyTest, what_a_file_lacks_is_named) {
    write_run(5, 5);
    ResultsReader const reader{path};
    EXPECT_THAT(message_of<WrongFileError>([&] { reader.table("/summary/x"); }),
                HasSubstr("has no dataset '/summary/x'"));
    EXPECT_THAT(message_of<StorageError>(
                    [&] { reader.column("/losses/peak_loss", 0, 3); }),
                HasSubstr("no column 3"));
    EXPECT_THAT(message_of<StorageError>(
                    [&] { reader.column("/losses/peak_loss", 2, 0); }),
                HasSubstr("no package number 2"));
}
}  // namespace chokepoint::test
