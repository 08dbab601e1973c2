/// \file output_lock_test.cpp
/// One run at a time, on any file system: nothing here rests on flock.
#include "host/storage/output/output_lock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <optional>

#include "host/storage/output/process_identity.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
using ::testing::AllOf;
using ::testing::HasSubstr;

class OutputLockTest : public ::testing::Test {
  protected:
    ScratchFolder folder;
    std::string const path = folder / "run.h5";

    OutputLock lock() const { return {path, "choose another"}; }

    std::string refusal() const {
        try {
            lock();
        } catch (WrongFileError const& error) {
            return error.what();
        }
        return "locked";
    }
    void held_by(ProcessIdentity const& identity) const {
        std::ofstream{path + ".lock"} << to_text(identity);
    }
};

TEST_F(OutputLockTest, an_output_has_one_lock_until_it_is_given_back) {
    {
        auto const first = lock();
        EXPECT_THAT(refusal(),
                    AllOf(HasSubstr("run.h5: another run is writing this file"),
                          HasSubstr(std::to_string(::getpid())),
                          HasSubstr("choose another")));
        EXPECT_NO_THROW(first.require_held());
    }
    EXPECT_EQ(folder.entries(), 0u);
    EXPECT_EQ(refusal(), "locked");
}

TEST_F(OutputLockTest, the_lock_of_a_process_that_ended_is_taken_over) {
    auto const child = ::fork();
    if (child == 0) {
        auto const held = lock();
        ::raise(SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
    ASSERT_EQ(folder.entries(), 1u);
    EXPECT_EQ(refusal(), "locked");
    auto again = this_process();  // its number, given to another process
    again.started += "1";
    held_by(again);
    EXPECT_EQ(refusal(), "locked");
    EXPECT_EQ(folder.entries(), 0u);
}

TEST_F(OutputLockTest, the_lock_of_another_machine_is_refused_with_a_way_out) {
    auto other = this_process();
    other.host = "node17";
    other.boot = "another";
    held_by(other);
    EXPECT_THAT(refusal(),
                AllOf(HasSubstr("on 'node17' since "),
                      HasSubstr("delete '" + path + ".lock' if it runs no")));
    auto container = this_process();
    container.space = "pid:[1]";
    held_by(container);
    EXPECT_THAT(refusal(), HasSubstr("if it runs no more"));
}

TEST_F(OutputLockTest, a_lock_from_before_a_restart_is_taken_over) {
    auto before = this_process();
    before.boot = "yesterday";
    before.machine = "";
    held_by(before);
    EXPECT_THAT(refusal(),
                HasSubstr("another run"));  // who knows which machine
    before.machine = this_process().machine;
    if (before.machine.empty()) {
        GTEST_SKIP() << "this machine has no /etc/machine-id";
    }
    held_by(before);
    EXPECT_EQ(refusal(), "locked");
}

TEST_F(OutputLockTest, what_is_no_lock_stays) {
    std::ofstream{path + ".lock"} << "notes";
    EXPECT_THAT(refusal(), HasSubstr("run.h5.lock' is in the way"));
    std::ofstream{path + ".lock", std::ios::trunc}.flush();  // torn
    EXPECT_THAT(refusal(), HasSubstr("run.h5.lock' is in the way"));
    std::filesystem::remove(path + ".lock");
    std::filesystem::create_symlink("far", path + ".lock");
    EXPECT_THAT(refusal(), HasSubstr("run.h5.lock' is in the way"));
    EXPECT_FALSE(std::filesystem::exists(folder / "far"));
}

TEST_F(OutputLockTest, a_lock_taken_away_is_noticed_and_not_deleted_again) {
    auto other = this_process();
    other.since = "later";
    {
        auto const held = lock();
        std::filesystem::remove(path + ".lock");
        EXPECT_THROW(held.require_held(), StorageError);
        held_by(other);
        EXPECT_THROW(held.require_held(), StorageError);
    }
    EXPECT_EQ(folder.entries(), 1u);
}

TEST_F(OutputLockTest, of_many_that_find_an_ended_run_one_takes_over) {
    auto ended = this_process();
    ended.started += "1";
    int const rounds = 20;
    int const runs = 8;
    for (int round = 0; round < rounds; ++round) {
        held_by(ended);
        int start[2], stop[2];
        ASSERT_EQ(::pipe(start), 0);
        ASSERT_EQ(::pipe(stop), 0);
        for (int i = 0; i < runs; ++i) {
            if (::fork() == 0) {
                ::close(start[1]);
                ::close(stop[1]);
                char byte;
                static_cast<void>(!::read(start[0], &byte, 1));
                std::optional<OutputLock> held;
                try {
                    held.emplace(path, "choose another");
                } catch (WrongFileError const&) {
                    ::_exit(1);
                }
                // Hold it until all have tried.
                static_cast<void>(!::read(stop[0], &byte, 1));
                held.reset();
                ::_exit(0);
            }
        }
        ::close(start[0]);
        ::close(stop[0]);
        ::close(start[1]);
        int winners = 0;
        for (int ends = 0; ends < runs; ++ends) {
            if (ends == runs - 1) {
                ::close(stop[1]);
            }
            int status = 0;
            ::wait(&status);
            winners += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
        }
        EXPECT_EQ(winners, 1) << "round " << round;
        EXPECT_EQ(folder.entries(), 0u) << "round " << round;
    }
}
}  // namespace chokepoint::test
