#include "host/storage/results/sound_file.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/results/world_rows.hpp"

namespace chokepoint {
namespace {
constexpr hsize_t most_links = 10000;  ///< in a group; ours have a hundred
constexpr int most_groups_deep = 4;
constexpr std::size_t most_axes = 8;
constexpr hsize_t most_values = hsize_t{1} << 44;
constexpr hsize_t largest_piece = hsize_t{1} << 30;  ///< bytes; ours: 1 MiB

/// \return `first` times all of `sizes`, nothing if that is above `limit`
std::optional<hsize_t> product_within(hsize_t limit,
                                      std::vector<hsize_t> const& sizes,
                                      hsize_t first) {
    for (auto const size : sizes) {
        if (size > limit / std::max<hsize_t>(first, 1)) {
            return {};
        }
        first *= size;
    }
    return first;
}

/// What HDF5 tells of the first scale of an axis, kept without a call that
/// could throw: HDF5 would never give back its lock.
struct ScaleName {
    std::array<char, 256> text{};
};

herr_t keep_name(hid_t, unsigned, hid_t scale, void* into) noexcept {
    auto& name = *static_cast<ScaleName*>(into);
    H5DSget_scale_name(scale, name.text.data(), name.text.size());
    return 1;  // the first is enough
}

class Inspection {
  public:
    Inspection(hid_t file, std::string const& path)
        : file_{file}, path_{path} {}

    void operator()() {
        look_at_group(file_, "", 1);
        for (auto const& name : in_groups_) {
            Handle const dataset{H5Dopen2(file_, name.c_str(), H5P_DEFAULT)};
            compare_with_axes(dataset, name);
        }
    }

  private:
    [[noreturn]] void refuse(std::string const& name,
                             std::string const& why) const {
        throw WrongFileError{
            path_, fmt::format("is damaged or not ours: '{}' {}", name, why)};
    }

    void look_at_group(hid_t group, std::string const& prefix, int depth) {
        H5G_info_t info{};
        if (H5Gget_info(group, &info) < 0 || info.nlinks > most_links) {
            refuse(prefix + "/", "cannot be listed");
        }
        for (hsize_t i = 0; i < info.nlinks; ++i) {
            auto const name = prefix + "/" + link_name(group, i, prefix);
            H5L_info_t link{};
            if (H5Lget_info_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i,
                                   &link, H5P_DEFAULT) < 0 ||
                link.type != H5L_TYPE_HARD) {
                refuse(name, "is a link to elsewhere, which is not followed");
            }
            Handle const object{H5Oopen(file_, name.c_str(), H5P_DEFAULT)};
            look_at_object(object, name, depth);
        }
    }

    std::string link_name(hid_t group,
                          hsize_t i,
                          std::string const& prefix) const {
        std::array<char, 512> name{};
        auto const size =
            H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i,
                               name.data(), name.size(), H5P_DEFAULT);
        if (size <= 0 || static_cast<std::size_t>(size) >= name.size()) {
            refuse(prefix + "/", "has a link whose name cannot be read");
        }
        return name.data();
    }

    void look_at_object(hid_t object, std::string const& name, int depth) {
        auto const kind = object < 0 ? H5I_BADID : H5Iget_type(object);
        if (kind == H5I_GROUP) {
            if (depth == most_groups_deep) {
                refuse(name, "lies too deep");
            }
            look_at_group(object, name, depth + 1);
        } else if (kind == H5I_DATASET) {
            look_at_dataset(object, name, depth == 1);
        } else {
            refuse(name, "is neither group nor dataset");
        }
    }

    void look_at_dataset(hid_t dataset, std::string const& name, bool axis) {
        Handle const type{H5Dget_type(dataset)};
        bool const text = type >= 0 && H5Tget_class(type) == H5T_STRING &&
                          H5Tis_variable_str(type) == 0;
        if (!is_number(type) && !text) {
            refuse(name, "is neither numbers nor texts of fixed length");
        }
        auto const shape = extent(dataset);
        if (shape.empty() || shape.size() > most_axes ||
            (axis && shape.size() != 1)) {
            refuse(name, fmt::format("has {} axes", shape.size()));
        }
        auto const values = product_within(most_values, shape, 1);
        auto const width = static_cast<hsize_t>(H5Tget_size(type));
        if (!values || width == 0 ||
            (text && *values > largest_piece / width)) {
            refuse(name, "is too large");
        }
        look_at_storage(dataset, name, width);
        if (axis) {
            axis_length_[name.substr(1)] = shape[0];
        } else {
            in_groups_.push_back(name);
        }
    }

    void look_at_storage(hid_t dataset,
                         std::string const& name,
                         hsize_t width) const {
        Handle const list{H5Dget_create_plist(dataset)};
        auto const layout = list < 0 ? H5D_LAYOUT_ERROR : H5Pget_layout(list);
        if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS &&
            layout != H5D_CHUNKED) {
            refuse(name, "is not stored in the file");
        }
        if (H5Pget_external_count(list) != 0) {
            refuse(name, "is stored outside the file, which is not followed");
        }
        if (layout == H5D_CHUNKED) {
            std::vector<hsize_t> piece(extent(dataset).size());
            H5Pget_chunk(list, static_cast<int>(piece.size()), piece.data());
            if (!product_within(largest_piece, piece, width)) {
                refuse(name, "is stored in pieces that are too large");
            }
        }
    }

    void compare_with_axes(hid_t dataset, std::string const& name) const {
        auto const shape = extent(dataset);
        if (H5Aexists(dataset, "DIMENSION_LIST") <= 0) {
            return;  // it names no axes
        }
        if (!names_its_axes(dataset, shape.size())) {
            refuse(name, "names its axes in no known way");
        }
        auto const axes = axes_of(dataset, name);
        for (std::size_t i = 0; i < shape.size(); ++i) {
            auto const found = axis_length_.find(axes[i]);
            auto const length = found == axis_length_.end() ? 0 : found->second;
            if (!axes[i].empty() && length != shape[i]) {
                refuse(name, fmt::format("has {} places where axis '{}' has {}",
                                         shape[i], axes[i], length));
            }
        }
    }

    std::vector<std::string> axes_of(hid_t dataset,
                                     std::string const& name) const {
        try {
            return axis_names(dataset, path_, "read its axes");
        } catch (StorageError const&) {
            refuse(name, "names an axis that is not there");
        }
    }

    /// Is DIMENSION_LIST what the library takes it for, without looking?
    static bool names_its_axes(hid_t dataset, std::size_t axes) {
        Handle const list{H5Aopen(dataset, "DIMENSION_LIST", H5P_DEFAULT)};
        Handle const type{list < 0 ? -1 : H5Aget_type(list)};
        Handle const space{list < 0 ? -1 : H5Aget_space(list)};
        if (type < 0 || space < 0 || H5Tget_class(type) != H5T_VLEN ||
            H5Sget_simple_extent_npoints(space) !=
                static_cast<hssize_t>(axes)) {
            return false;
        }
        Handle const base{H5Tget_super(type)};
        return base >= 0 && H5Tequal(base, H5T_STD_REF_OBJ) > 0;
    }

    hid_t file_;
    std::string const& path_;
    std::map<std::string, hsize_t> axis_length_;
    std::vector<std::string> in_groups_;
};
}  // namespace

void require_sound(hid_t file, std::string const& path) {
    Inspection{file, path}();
}

std::vector<std::string> axis_names(hid_t dataset,
                                    std::string const& path,
                                    std::string const& doing) {
    std::vector<std::string> names(extent(dataset).size());
    for (unsigned i = 0; i < names.size(); ++i) {
        ScaleName scale;
        check_hdf5(H5DSiterate_scales(dataset, i, nullptr, keep_name, &scale),
                   path, doing);
        names[i] = scale.text.data();
    }
    return names;
}
}  // namespace chokepoint
