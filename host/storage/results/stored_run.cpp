#include "host/storage/results/stored_run.hpp"

#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/hdf5/seal.hpp"
#include "host/storage/output/output_place.hpp"
#include "host/storage/results/results_description.hpp"

namespace chokepoint {
namespace {
/// 0 if there is no such number, which is as good as another run.
std::uint64_t number_if_sound(hid_t file, char const* name) {
    if (H5Aexists(file, name) <= 0) {
        return 0;
    }
    Handle const attribute{H5Aopen(file, name, H5P_DEFAULT)};
    std::uint64_t value = 0;
    if (attribute < 0 || !is_single(attribute) ||
        H5Aread(attribute, H5T_NATIVE_UINT64, &value) < 0) {
        return 0;
    }
    return value;
}
}  // namespace

std::optional<StoredRun> stored_run(std::string const& path) {
    auto const sealed = look_at_seal(path);
    if (sealed.seal == Seal::broken) {
        StoredRun unreadable;
        unreadable.damaged = true;
        return sealed.filetype == results_filetype
                   ? std::optional<StoredRun>{unreadable}
                   : std::nullopt;
    }
    silence_hdf5();
    auto const access = unlocked_access();
    Handle const file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, access)};
    if (file < 0 || H5Aexists(file, "filetype") <= 0 ||
        text_attribute_if_sound(file, "filetype") !=
            std::string{results_filetype}) {
        return {};
    }
    return StoredRun{
        text_attribute_if_sound(file, "campaign").value_or(""),
        text_attribute_if_sound(file, "network_sha256").value_or(""),
        number_if_sound(file, "seed"), number_if_sound(file, "scenarios"),
        false};
}
}  // namespace chokepoint
