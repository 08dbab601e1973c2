#include "host/storage/results/world_rows.hpp"

#include <functional>
#include <numeric>

#include "host/storage/hdf5/hdf5_io.hpp"

namespace chokepoint {
bool has_link(hid_t file, std::string const& dataset) {
    for (auto at = dataset.find('/', 1); at != std::string::npos;
         at = dataset.find('/', at + 1)) {
        if (H5Lexists(file, dataset.substr(0, at).c_str(), H5P_DEFAULT) <= 0) {
            return false;
        }
    }
    return H5Lexists(file, dataset.c_str(), H5P_DEFAULT) > 0;
}

Handle open_dataset(hid_t file,
                    std::string const& dataset,
                    std::string const& path) {
    if (!has_link(file, dataset)) {
        throw WrongFileError{path, "has no dataset '" + dataset + "'"};
    }
    return own(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), path,
               "open '" + dataset + "'");
}

Handle open_numbers(hid_t file,
                    std::string const& dataset,
                    std::string const& path) {
    auto data = open_dataset(file, dataset, path);
    Handle const type{H5Dget_type(data)};
    if (!is_number(type)) {
        throw WrongFileError{path, "'" + dataset + "' holds no numbers"};
    }
    return data;
}

std::vector<hsize_t> extent(hid_t dataset) {
    Handle const space{H5Dget_space(dataset)};
    auto const axes = space < 0 ? 0 : H5Sget_simple_extent_ndims(space);
    std::vector<hsize_t> shape(static_cast<std::size_t>(std::max(axes, 0)));
    H5Sget_simple_extent_dims(space, shape.data(), nullptr);
    return shape;
}

WorldRows::WorldRows(hid_t file,
                     std::string const& name,
                     std::string const& path)
    : path_{path},
      doing_{"read '" + name + "'"},
      dataset_{open_numbers(file, name, path)},
      shape_{extent(dataset_)} {
    if (shape_.size() < 2) {
        throw StorageError{path, "'" + name + "' has no scenarios"};
    }
}

std::uint32_t WorldRows::columns() const {
    return static_cast<std::uint32_t>(
        std::accumulate(shape_.begin() + 2, shape_.end(), hsize_t{1},
                        std::multiplies<hsize_t>{}));
}

bool WorldRows::is_mask() const {
    Handle const type{H5Dget_type(dataset_)};
    return H5Tget_sign(type) == H5T_SGN_NONE;
}

hsize_t WorldRows::block_scenarios() const {
    Handle const list{H5Dget_create_plist(dataset_)};
    std::vector<hsize_t> chunk(shape_.size(), 1);
    if (H5Pget_layout(list) == H5D_CHUNKED) {
        H5Pget_chunk(list, static_cast<int>(chunk.size()), chunk.data());
        return chunk[1];
    }
    return std::min<hsize_t>(shape_[1], 65536);
}

void WorldRows::read(std::uint32_t package,
                     hsize_t first,
                     hsize_t count,
                     hid_t memory_type,
                     void* words) const {
    if (package >= shape_[0]) {
        throw StorageError{path_,
                           "has no package number " + std::to_string(package)};
    }
    if (first + count > shape_[1]) {
        throw StorageError{
            path_, "has no scenario " + std::to_string(first + count - 1)};
    }
    std::vector<hsize_t> offset(shape_.size(), 0);
    auto size = shape_;
    offset[0] = package;
    offset[1] = first;
    size[0] = 1;
    size[1] = count;
    auto const all = own(H5Dget_space(dataset_), path_, doing_);
    check_hdf5(H5Sselect_hyperslab(all, H5S_SELECT_SET, offset.data(), nullptr,
                                   size.data(), nullptr),
               path_, doing_);
    auto const memory = own(
        H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr),
        path_, doing_);
    check_hdf5(H5Dread(dataset_, memory_type, memory, all, H5P_DEFAULT, words),
               path_, doing_);
}
}  // namespace chokepoint
