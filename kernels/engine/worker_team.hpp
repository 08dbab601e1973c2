/// \file worker_team.hpp
/// Threads that share out tasks, and how many of them a machine grants.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace chokepoint {
/// From now on use so many CPUs at most, 0: no limit. For the start of a
/// program, which knows what it was granted.
void limit_cpus(unsigned most);

/// \return CPUs that this process may use, at least 1: the fewest of its
///         affinity, of `limit_cpus`, and of what Slurm gave it
///         (SLURM_CPUS_PER_TASK)
unsigned usable_cpus();

/// The calling thread and helpers that sleep while there is nothing to do.
/// Serves one caller at a time.
class WorkerTeam {
  public:
    /// One task. \param worker  who does it, 0 to size() - 1
    using Task = std::function<void(unsigned worker, std::size_t task)>;

    /// \param wanted  threads with the caller, 0: one for each usable CPU.
    ///                Fewer where the machine refuses to make more.
    explicit WorkerTeam(unsigned wanted);
    WorkerTeam(WorkerTeam const&) = delete;
    WorkerTeam& operator=(WorkerTeam const&) = delete;
    ~WorkerTeam();

    /// Threads, the caller among them.
    unsigned size() const { return static_cast<unsigned>(helpers_.size()) + 1; }
    /// \return empty, or one line: how many threads were refused, and why
    std::string const& shortfall() const { return shortfall_; }

    /// Do tasks 0 to tasks - 1, each once, and return when all are done.
    /// \throw the first exception of a task; those not yet begun are left out
    void share(std::size_t tasks, Task const& task);

  private:
    void help(unsigned worker);
    void take_tasks(unsigned worker);

    std::vector<std::thread> helpers_;
    std::string shortfall_;
    std::mutex mutex_;
    std::condition_variable start_, done_;
    // Under the mutex:
    std::uint64_t round_ = 0;
    bool ending_ = false;
    unsigned at_work_ = 0;  ///< helpers
    Task const* task_ = nullptr;
    std::size_t tasks_ = 0;
    std::exception_ptr failure_;
    std::atomic<std::size_t> next_{0};
};
}  // namespace chokepoint
