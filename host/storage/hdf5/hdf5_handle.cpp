#include "host/storage/hdf5/hdf5_handle.hpp"

#include <atomic>
#include <mutex>

namespace chokepoint {
namespace {
std::atomic<bool> broken{false};
std::mutex reason_door;
std::string why_broken;  ///< the first reason

herr_t keep_deepest(unsigned, H5E_error2_t const* error, void* text) {
    auto& reason = *static_cast<std::string*>(text);
    if (reason.empty() && error->desc) {
        reason = error->desc;
    }
    return 0;
}
}  // namespace

bool hdf5_is_broken() {
    return broken;
}

void note_failed_close() {
    hdf5_reason();
}

void require_all_written(std::string const& path, std::string const& doing) {
    if (broken) {
        std::lock_guard<std::mutex> const alone{reason_door};
        throw StorageError{path, "cannot " + doing + " (" + why_broken + ")"};
    }
}

std::string hdf5_reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_deepest, &reason);
    H5Eclear2(H5E_DEFAULT);
    // The file drivers say: "... error message = 'No space left ...', ..."
    std::string const label = "error message = '";
    auto const begin = reason.find(label);
    if (begin != std::string::npos) {
        bool const write = reason.find("write failed") != std::string::npos;
        auto const first = begin + label.size();
        reason = reason.substr(first, reason.find('\'', first) - first);
        if (write) {
            std::lock_guard<std::mutex> const alone{reason_door};
            why_broken = broken ? why_broken : reason;
            broken = true;
        }
    }
    return reason.empty() ? "no reason given by HDF5" : reason;
}

void silence_hdf5() {
    static herr_t const once = H5dont_atexit();
    static_cast<void>(once);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}
}  // namespace chokepoint
