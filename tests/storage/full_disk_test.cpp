/// \file full_disk_test.cpp
/// What happens when there is no room: one clear error, no file, and the
/// program lives on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <functional>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/storage/results/results_file.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
using ::testing::HasSubstr;

/// Run in a process of its own, whose limits are its own too.
/// \return the message of the StorageError, "no error", or "died"
std::string in_child(std::function<void()> const& work) {
    int channel[2];
    EXPECT_EQ(::pipe(channel), 0);
    auto const child = ::fork();
    if (child == 0) {
        std::string message = "no error";
        try {
            work();
        } catch (StorageError const& error) {
            message = error.what();
        }
        if (::write(channel[1], message.data(), message.size()) < 0) {
            ::_exit(2);
        }
        std::exit(0);  // runs what HDF5 does at the end of a program
    }
    ::close(channel[1]);
    std::string message;
    char buffer[512];
    for (ssize_t got; (got = ::read(channel[0], buffer, sizeof buffer)) > 0;) {
        message.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(channel[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0 ? message : "died: " + std::to_string(status);
}

/// No file may grow beyond this size.
void limit_files(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit const limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

class FullDiskTest : public ::testing::Test {
  protected:
    ScratchFolder folder;
    std::string const path = folder / "run.h5";

    void write_run() const {
        ResultsFile file{path, sample_description(20000)};
        file.write_losses(sample_losses(0, 0, 20000));
        file.write_losses(sample_losses(1, 0, 20000));
        file.finish();
    }
};

TEST_F(FullDiskTest, results_that_grow_too_large_give_one_clear_error) {
    auto const message = in_child([&] {
        limit_files(100 * 1024);
        write_run();
    });
    EXPECT_THAT(message, HasSubstr(path + ": cannot "));
    EXPECT_THAT(message, HasSubstr("File too large"));
    EXPECT_EQ(folder.entries(), 0u);
}

TEST_F(FullDiskTest, trouble_in_the_last_flush_is_an_error_too) {
    // Grows until it fits: every limit below fails somewhere else.
    int failures = 0;
    for (rlim_t limit = 2048; limit < (rlim_t{1} << 26); limit *= 2) {
        auto const message = in_child([&] {
            limit_files(limit);
            write_run();
        });
        if (message == "no error") {
            EXPECT_EQ(folder.entries(), 1u);
            EXPECT_GT(failures, 0);
            return;
        }
        ++failures;
        EXPECT_THAT(message, HasSubstr("File too large")) << limit;
        EXPECT_EQ(folder.entries(), 0u) << limit;
    }
    FAIL() << "the run never fitted";
}

TEST_F(FullDiskTest, a_part_that_does_not_fit_is_no_part) {
    auto const message = in_child([&] {
        ChunkJournal journal{path, "run 1"};
        journal.store(sample_losses(0, 0, 10));
        limit_files(10000);
        journal.store(sample_losses(0, 10, 1000));
    });
    EXPECT_THAT(message, HasSubstr("File too large"));
    ChunkJournal const journal{path, "run 1"};
    EXPECT_EQ(journal.finished().size(), 1u);
}

TEST_F(FullDiskTest, a_full_file_system_gives_one_clear_error) {
    auto const disk = folder / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=128k") != 0) {
        GTEST_SKIP() << "cannot mount a small disk here: "
                     << std::strerror(errno);
    }
    auto const message = in_child([&] {
        auto const target = disk + "/run.h5";
        ResultsFile file{target, sample_description(20000)};
        file.write_losses(sample_losses(0, 0, 20000));
        file.write_losses(sample_losses(1, 0, 20000));
        file.finish();
    });
    bool const empty = std::filesystem::is_empty(disk);
    ::umount(disk.c_str());
    EXPECT_THAT(message, HasSubstr("No space left on device"));
    EXPECT_TRUE(empty);
}
}  // namespace chokepoint::test
