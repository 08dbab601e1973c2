#include "kernels/engine/worker_team.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace chokepoint::test {
namespace {
TEST(WorkerTeam, does_each_task_once_by_a_worker_that_it_has) {
    for (unsigned const threads : {1u, 2u, 5u}) {
        WorkerTeam team{threads};
        EXPECT_EQ(team.size(), threads);
        EXPECT_EQ(team.shortfall(), "");
        for (std::size_t const tasks : {0, 1, 2, 1000}) {
            std::vector<std::atomic<int>> times(tasks);
            team.share(tasks, [&](unsigned worker, std::size_t task) {
                EXPECT_LT(worker, threads);
                ++times[task];
            });
            for (auto const& count : times) {
                EXPECT_EQ(count, 1);
            }
        }
    }
}

TEST(WorkerTeam, no_two_tasks_have_one_worker_at_a_time) {
    WorkerTeam team{4};
    std::vector<std::atomic<bool>> busy(4);
    team.share(2000, [&](unsigned worker, std::size_t) {
        EXPECT_FALSE(busy[worker].exchange(true));
        busy[worker] = false;
    });
}

TEST(WorkerTeam, hands_on_the_exception_of_a_task_and_works_on_afterwards) {
    WorkerTeam team{3};
    std::atomic<int> begun{0};
    EXPECT_THROW(team.share(1000000,
                            [&](unsigned, std::size_t task) {
                                ++begun;
                                if (task == 10) {
                                    throw std::runtime_error{"no"};
                                }
                            }),
                 std::runtime_error);
    EXPECT_LT(begun, 1000000);
    begun = 0;
    team.share(7, [&](unsigned, std::size_t) { ++begun; });
    EXPECT_EQ(begun, 7);
}

/// \return exit code of `child`, run as a process of its own
template <class Child>
int in_a_process(Child const& child) {
    auto const pid = fork();
    if (pid == 0) {
        _exit(child());
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WorkerTeam, goes_on_with_the_threads_that_the_machine_makes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs all the address space";
#endif
    auto const code = in_a_process([] {
        // 4,000 stacks of 8 MB do not fit; some do.
        rlimit const limit{std::size_t{1} << 30, std::size_t{1} << 30};
        setrlimit(RLIMIT_AS, &limit);
        WorkerTeam team{4000};
        std::atomic<int> done{0};
        team.share(100, [&](unsigned, std::size_t) { ++done; });
        auto const told = team.shortfall().find(
                              " of 4000 threads are used: the machine "
                              "makes no more (") != std::string::npos;
        // What was kept from the stacks is there for the rest.
        std::vector<char> const rest(std::size_t{20} << 20);
        return team.size() > 1 && team.size() < 4000 && done == 100 && told &&
                       rest.size() > 0
                   ? 42
                   : 1;
    });
    EXPECT_EQ(code, 42);
}

TEST(UsableCpus, are_those_that_the_process_may_run_on) {
    cpu_set_t all;
    ASSERT_EQ(sched_getaffinity(0, sizeof all, &all), 0);
    ::unsetenv("SLURM_CPUS_PER_TASK");
    EXPECT_EQ(usable_cpus(), static_cast<unsigned>(CPU_COUNT(&all)));
    auto const one = in_a_process([&] {
        cpu_set_t set;
        CPU_ZERO(&set);
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (CPU_ISSET(cpu, &all)) {
                CPU_SET(cpu, &set);
                break;
            }
        }
        sched_setaffinity(0, sizeof set, &set);
        return static_cast<int>(usable_cpus());
    });
    EXPECT_EQ(one, 1);
}
}  // namespace
}  // namespace chokepoint::test
