#include "host/storage/hdf5/filetype.hpp"

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/hdf5/seal.hpp"

namespace chokepoint {
std::optional<std::string> filetype_of(std::string const& path) {
    auto const sealed = look_at_seal(path);
    if (sealed.seal == Seal::broken) {
        return sealed.filetype;  // HDF5 had better not open it
    }
    silence_hdf5();
    auto const access = unlocked_access();
    Handle const file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, access)};
    if (file < 0) {
        return {};
    }
    auto const there = H5Aexists(file, "filetype");
    if (there <= 0) {
        return there < 0 ? std::optional<std::string>{} : std::string{};
    }
    return text_attribute_if_sound(file, "filetype");
}

std::string only_a_trace(std::string const& path) {
    auto const filetype = filetype_of(path);
    if (filetype == std::string{trace_filetype}) {
        return {};
    }
    return filetype == std::string{results_filetype}
               ? "is a results file, which a trace does not replace"
               : "is no trace of Chokepoint, and would be lost";
}
}  // namespace chokepoint
