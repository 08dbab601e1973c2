#include "kernels/engine/worker_team.hpp"

#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <system_error>

namespace chokepoint {
namespace {
/// Address space that is kept from the threads, whose stacks would else take
/// all that a limit leaves: libraries do not survive that.
class Spare {
  public:
    Spare()
        : begin_{mmap(
              nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)} {
        if (begin_ == MAP_FAILED) {
            throw std::bad_alloc{};
        }
    }
    Spare(Spare const&) = delete;
    Spare& operator=(Spare const&) = delete;
    ~Spare() { munmap(begin_, bytes); }

  private:
    static constexpr std::size_t bytes = std::size_t{32} << 20;
    void* begin_;
};
}  // namespace

namespace {
std::atomic<unsigned> most_cpus{0};

unsigned cpus_of_affinity() {
    // The C++ library counts the CPUs of the machine. A set of the usual size
    // is too small for the largest machines; the kernel then says so.
    for (int most = CPU_SETSIZE; most <= CPU_SETSIZE * 64; most *= 2) {
        auto const bytes = CPU_ALLOC_SIZE(most);
        auto* const set = CPU_ALLOC(most);
        if (!set) {
            break;
        }
        auto const known = sched_getaffinity(0, bytes, set) == 0;
        auto const count = known ? CPU_COUNT_S(bytes, set) : 0;
        CPU_FREE(set);
        if (count > 0) {
            return static_cast<unsigned>(count);
        }
    }
    return std::max(1u, std::thread::hardware_concurrency());
}
}  // namespace

void limit_cpus(unsigned most) {
    most_cpus = most;
}

unsigned usable_cpus() {
    auto cpus = cpus_of_affinity();
    auto const lower = [&cpus](unsigned long limit) {
        if (limit > 0 && limit < cpus) {
            cpus = static_cast<unsigned>(limit);
        }
    };
    lower(most_cpus);
    if (auto const* const slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
        lower(std::strtoul(slurm, nullptr, 10));  // 0 if it is no number
    }
    return cpus;
}

WorkerTeam::WorkerTeam(unsigned wanted) {
    auto const threads = wanted ? wanted : usable_cpus();
    auto const refused = [&](std::string const& why) {
        shortfall_ = std::to_string(size()) + " of " + std::to_string(threads) +
                     " threads are used: the machine makes no more (" + why +
                     ")";
    };
    if (threads == 1) {
        return;
    }
    helpers_.reserve(threads - 1);
    try {
        Spare const rest_of_the_program;
        while (size() < threads) {
            helpers_.emplace_back(&WorkerTeam::help, this, size());
        }
    } catch (std::system_error const& refusal) {
        refused(refusal.code().message());
    } catch (std::bad_alloc const&) {
        refused("not enough memory");
    }
}

WorkerTeam::~WorkerTeam() {
    {
        std::lock_guard<std::mutex> const lock{mutex_};
        ending_ = true;
    }
    start_.notify_all();
    for (auto& helper : helpers_) {
        helper.join();
    }
}

void WorkerTeam::share(std::size_t tasks, Task const& task) {
    {
        std::lock_guard<std::mutex> const lock{mutex_};
        task_ = &task;
        next_ = 0;
        tasks_ = tasks;
        failure_ = nullptr;
        // One task is done sooner than anybody is woken.
        if (tasks > 1) {
            at_work_ = static_cast<unsigned>(helpers_.size());
            ++round_;
        }
    }
    if (tasks > 1) {
        start_.notify_all();
    }
    take_tasks(0);
    std::unique_lock<std::mutex> lock{mutex_};
    done_.wait(lock, [&] { return at_work_ == 0; });
    task_ = nullptr;
    if (failure_) {
        std::rethrow_exception(failure_);
    }
}

void WorkerTeam::help(unsigned worker) {
    std::uint64_t rounds_seen = 0;
    std::unique_lock<std::mutex> lock{mutex_};
    for (;;) {
        start_.wait(lock, [&] { return ending_ || round_ != rounds_seen; });
        if (ending_) {
            return;
        }
        rounds_seen = round_;
        lock.unlock();
        take_tasks(worker);
        lock.lock();
        if (--at_work_ == 0) {
            done_.notify_one();
        }
    }
}

void WorkerTeam::take_tasks(unsigned worker) {
    for (auto k = next_++; k < tasks_; k = next_++) {
        try {
            (*task_)(worker, k);
        } catch (...) {
            std::lock_guard<std::mutex> const lock{mutex_};
            if (!failure_) {
                failure_ = std::current_exception();
            }
            next_ = tasks_;
        }
    }
}
}  // namespace chokepoint
