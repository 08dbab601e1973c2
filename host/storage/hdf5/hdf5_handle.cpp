#include "host/storage/hdf5/hdf5_handle.hpp"

#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <new>

namespace chokepoint {
namespace {
std::atomic<bool> broken{false};
std::mutex reason_door;
std::string why_broken;  ///< the first reason

/// What HDF5's error stack says, without a call that could throw: an exception
/// that left `keep_deepest` would leave HDF5's lock taken, and whoever comes
/// next would wait for it without end.
struct Deepest {
    std::array<char, 1024> text{};
    bool out_of_memory = false;
};

herr_t keep_deepest(unsigned, H5E_error2_t const* error, void* into) noexcept {
    auto& deepest = *static_cast<Deepest*>(into);
    if (deepest.text[0] == 0 && error->desc) {
        std::strncpy(deepest.text.data(), error->desc, deepest.text.size() - 1);
    }
    deepest.out_of_memory |= error->maj_num == H5E_RESOURCE;
    return 0;
}

void note_broken(std::string const& reason) {
    std::lock_guard<std::mutex> const alone{reason_door};
    why_broken = why_broken.empty() ? reason : why_broken;
    broken = true;
}
}  // namespace

bool hdf5_is_broken() {
    return broken;
}

void note_failed_close() noexcept {
    try {
        hdf5_reason();
    } catch (std::bad_alloc const&) {
        broken = true;
    }
}

void require_all_written(std::string const& path, std::string const& doing) {
    if (broken) {
        std::lock_guard<std::mutex> const alone{reason_door};
        throw StorageError{path, "cannot " + doing + " (" + why_broken + ")"};
    }
}

std::string hdf5_reason() {
    Deepest deepest;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_deepest, &deepest);
    H5Eclear2(H5E_DEFAULT);
    broken = broken || deepest.out_of_memory;
    std::string reason{deepest.text.data()};
    // The file drivers say: "... error message = 'No space left ...', ..."
    std::string const label = "error message = '";
    auto const begin = reason.find(label);
    bool const refused = begin != std::string::npos &&
                         reason.find("write failed") != std::string::npos;
    if (begin != std::string::npos) {
        auto const first = begin + label.size();
        reason = reason.substr(first, reason.find('\'', first) - first);
    }
    if (refused || deepest.out_of_memory) {
        note_broken(reason);
    }
    return reason.empty() ? "no reason given by HDF5" : reason;
}

void silence_hdf5() {
    static herr_t const once = H5dont_atexit();
    static_cast<void>(once);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}
}  // namespace chokepoint
