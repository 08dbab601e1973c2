/// \file beside.hpp
/// One piece of work beside what the caller does.
#pragma once

#include <future>
#include <system_error>

namespace chokepoint {
/// Do it in a thread of its own; where none can be made, when it is waited for.
/// The future's destructor waits.
template <class Work>
auto beside(Work const& work) -> std::future<decltype(work())> {
    try {
        return std::async(std::launch::async, work);
    } catch (std::system_error const&) {
        return std::async(std::launch::deferred, work);
    }
}
}  // namespace chokepoint
