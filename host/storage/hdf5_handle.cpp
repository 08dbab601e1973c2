#include "host/storage/hdf5_handle.hpp"

#include <atomic>

namespace chokepoint {
namespace {
std::atomic<bool> broken{false};

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

std::string hdf5_reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_deepest, &reason);
    H5Eclear2(H5E_DEFAULT);
    // The file drivers say: "... error message = 'No space left ...', ..."
    std::string const label = "error message = '";
    auto const begin = reason.find(label);
    if (begin != std::string::npos) {
        broken = reason.find("write failed") != std::string::npos || broken;
        auto const first = begin + label.size();
        reason = reason.substr(first, reason.find('\'', first) - first);
    }
    return reason.empty() ? "no reason given by HDF5" : reason;
}

void silence_hdf5() {
    static herr_t const once = H5dont_atexit();
    static_cast<void>(once);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}
}  // namespace chokepoint
