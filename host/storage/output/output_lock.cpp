#include "host/storage/output/output_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

#include "host/storage/output/partial_file.hpp"
#include "host/storage/output/process_identity.hpp"

namespace chokepoint {
namespace {
using Clock = std::chrono::steady_clock;
/// How long a lock may be without its words, or a takeover may last.
auto const patience = std::chrono::seconds{2};
auto const moment = std::chrono::milliseconds{10};

/// \return descriptor, or -1 and errno
int create_new(std::string const& path) {
    return ::open(path.c_str(),
                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
}

/// \return the words of a lock; nothing if it is gone. What is no plain file
///         has words that no lock has.
std::optional<std::string> read_lock(std::string const& path) {
    std::string const no_lock = "?";
    int const descriptor =
        ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT ? std::nullopt : std::optional{no_lock};
    }
    struct stat status {};
    std::array<char, 2048> buffer;
    ssize_t got = -1;
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
        got = ::read(descriptor, buffer.data(), buffer.size());
    }
    ::close(descriptor);
    return got < 0 ? no_lock
                   : std::string(buffer.data(), static_cast<std::size_t>(got));
}

/// A lock is being written: nothing or some of its words are there.
bool is_unfinished(std::string const& text) {
    std::string const begin = identity_begin;
    return text.compare(0, begin.size(), begin, 0, text.size()) == 0 ||
           text.compare(0, begin.size(), begin) == 0;
}

std::string holder_words(ProcessIdentity const& p) {
    return "process " + std::to_string(p.process) + " on '" + p.host +
           "' since " + p.since;
}
}  // namespace

OutputLock::OutputLock(std::string const& output, std::string const& choice)
    : output_{output},
      path_{output + ".lock"},
      mine_{to_text(this_process())},
      process_{::getpid()} {
    auto const refuse = [&](std::string const& why) {
        throw WrongFileError{output_, why + ", or " + choice + ")"};
    };
    auto const last_try = Clock::now() + patience;
    while (!create()) {
        bool const patient = Clock::now() < last_try;
        auto const seen = read_lock(path_);
        if (!seen && patient) {
            continue;  // given back this moment
        }
        auto const holder = parse_identity(seen.value_or(""));
        if (!holder) {
            if (patient && is_unfinished(*seen)) {
                std::this_thread::sleep_for(moment);
                continue;
            }
            refuse("cannot be locked ('" + path_ +
                   "' is in the way and names no run: delete it if it is not "
                   "needed");
        }
        auto const life = life_of(*holder);
        if (life == Life::running) {
            refuse("another run is writing this file (" +
                   holder_words(*holder) + ": wait for it");
        }
        if (life == Life::unknown) {
            refuse("another run is writing this file (" +
                   holder_words(*holder) + ": wait for it, delete '" + path_ +
                   "' if it runs no more");
        }
        if (!remove_ended(*seen) && !patient) {
            refuse("cannot be locked ('" + path_ +
                   ".takeover' is in the way: delete it if no run is starting");
        }
    }
}

OutputLock::~OutputLock() {
    if (!path_.empty() && ::getpid() == process_ && is_held()) {
        ::unlink(path_.c_str());
    }
}

OutputLock::OutputLock(OutputLock&& other) noexcept
    : output_{std::move(other.output_)},
      path_{std::exchange(other.path_, {})},
      mine_{std::move(other.mine_)},
      process_{other.process_} {}

void OutputLock::require_held() const {
    if (!is_held()) {
        throw StorageError{output_, "cannot finish the file (its lock '" +
                                        path_ + "' was taken away meanwhile)"};
    }
}

bool OutputLock::is_held() const {
    return read_lock(path_) == mine_;
}

bool OutputLock::create() {
    int const descriptor = create_new(path_);
    if (descriptor < 0 && errno == EEXIST) {
        return false;
    }
    if (descriptor < 0) {
        bool const failed = is_failure(errno);
        auto const what = std::string{"cannot create the file ("} +
                          std::strerror(errno) + ")";
        if (failed) {
            throw StorageError{output_, what};
        }
        throw WrongFileError{output_, what};
    }
    bool const written = ::write(descriptor, mine_.data(), mine_.size()) ==
                         static_cast<ssize_t>(mine_.size());
    bool const closed = ::close(descriptor) == 0;
    if (!written || !closed) {
        auto const error = system_error(output_, "write its lock");
        ::unlink(path_.c_str());
        throw error;
    }
    return true;
}

/// Only who holds the takeover looks again and deletes: a lock that somebody
/// took over a moment ago is not deleted by who saw the old one.
bool OutputLock::remove_ended(std::string const& seen) const {
    auto const takeover = path_ + ".takeover";
    int const descriptor = create_new(takeover);
    if (descriptor < 0) {
        std::this_thread::sleep_for(moment);
        return false;
    }
    ::close(descriptor);
    if (read_lock(path_) == seen) {
        ::unlink(path_.c_str());
    }
    ::unlink(takeover.c_str());
    return true;
}
}  // namespace chokepoint
