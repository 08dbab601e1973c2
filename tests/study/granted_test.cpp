/// \file granted_test.cpp
/// Limits of control groups, from folders made as Linux shows them.
#include "host/study/plan/granted.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "kernels/engine/worker_team.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
namespace {
namespace fs = std::filesystem;

class GrantedTest : public testing::Test {
  protected:
    void put(std::string const& path, std::string const& text) const {
        fs::create_directories(fs::path{root_ + path}.parent_path());
        std::ofstream{root_ + path} << text;
    }
    Granted found() const { return granted_by_groups(root_); }

    ScratchFolder const scratch_;
    std::string const root_ = scratch_ / "root";
};

TEST_F(GrantedTest, NothingIsLimitedWhereNothingIsFound) {
    EXPECT_EQ(found().cpus, 0u);
    EXPECT_EQ(found().memory, 0u);
    put("/proc/self/cgroup", "0::/user.slice/run.scope\n\nnonsense\n");
    put("/sys/fs/cgroup/user.slice/run.scope/memory.max", "max\n");
    put("/sys/fs/cgroup/user.slice/run.scope/cpu.max", "max 100000\n");
    EXPECT_EQ(found().cpus, 0u);
    EXPECT_EQ(found().memory, 0u);
}

TEST_F(GrantedTest, LowestOfAGroupAndThoseAboveItCountsInVersion2) {
    put("/proc/self/cgroup", "0::/a/b/c\n");
    put("/sys/fs/cgroup/a/b/c/memory.max", "3000000000\n");
    put("/sys/fs/cgroup/a/memory.max", "2000000000\n");
    put("/sys/fs/cgroup/a/b/memory.max", "max\n");
    put("/sys/fs/cgroup/a/b/c/cpu.max", "250000 100000\n");
    put("/sys/fs/cgroup/a/cpu.max", "800000 100000\n");
    EXPECT_EQ(found().memory, 2000000000u);
    EXPECT_EQ(found().cpus, 3u) << "2.5, rounded up";
}

TEST_F(GrantedTest, ContainersShowTheirOwnGroupAtTheTop) {
    put("/proc/self/cgroup", "0::/docker/0123456789\n");
    put("/sys/fs/cgroup/memory.max", "1500000000\n");
    put("/sys/fs/cgroup/cpu.max", "50000 100000\n");
    EXPECT_EQ(found().memory, 1500000000u);
    EXPECT_EQ(found().cpus, 1u);
}

TEST_F(GrantedTest, Version1HasAFolderForEachController) {
    put("/proc/self/cgroup",
        "5:memory:/slurm/job_7\n4:cpu,cpuacct:/slurm/job_7\n1:name=systemd:/"
        "\n");
    put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    put("/sys/fs/cgroup/memory/slurm/job_7/memory.limit_in_bytes",
        "4000000000\n");
    put("/sys/fs/cgroup/cpu,cpuacct/slurm/job_7/cpu.cfs_quota_us", "400000\n");
    put("/sys/fs/cgroup/cpu,cpuacct/slurm/job_7/cpu.cfs_period_us", "100000\n");
    put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    put("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    EXPECT_EQ(found().memory, 4000000000u);
    EXPECT_EQ(found().cpus, 4u);
}

TEST(UsableCpus, AreNotMoreThanWasGranted) {
    ::unsetenv("SLURM_CPUS_PER_TASK");
    auto const all = usable_cpus();
    limit_cpus(1);
    EXPECT_EQ(usable_cpus(), 1u);
    limit_cpus(100000);
    EXPECT_EQ(usable_cpus(), all);
    limit_cpus(0);
    ::setenv("SLURM_CPUS_PER_TASK", "1", 1);
    EXPECT_EQ(usable_cpus(), 1u);
    for (auto const* nothing : {"100000", "0", "many", ""}) {
        ::setenv("SLURM_CPUS_PER_TASK", nothing, 1);
        EXPECT_EQ(usable_cpus(), all) << nothing;
    }
    ::unsetenv("SLURM_CPUS_PER_TASK");
}
}  // namespace
}  // namespace chokepoint::test
