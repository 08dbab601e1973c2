#include "host/storage/hdf5/hdf5_io.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace chokepoint {
namespace {
Handle text_type(std::size_t size,
                 std::string const& path,
                 H5T_cset_t characters = H5T_CSET_UTF8) {
    auto type = own(H5Tcopy(H5T_C_S1), path, "make a text type");
    H5Tset_size(type, size);
    H5Tset_cset(type, characters);
    if (size != H5T_VARIABLE) {
        H5Tset_strpad(type, H5T_STR_NULLPAD);
    }
    return type;
}

Handle with_groups() {
    Handle list{H5Pcreate(H5P_LINK_CREATE)};
    H5Pset_create_intermediate_group(list, 1);
    H5Pset_char_encoding(list, H5T_CSET_UTF8);
    return list;
}
}  // namespace

bool is_single(hid_t attribute) {
    Handle const space{H5Aget_space(attribute)};
    return space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
}

bool is_number(hid_t type) {
    auto const kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    return kind == H5T_INTEGER || kind == H5T_FLOAT;
}

void write_attribute(hid_t object,
                     std::string const& name,
                     std::string const& value,
                     std::string const& path) {
    auto const doing = "write attribute '" + name + "'";
    auto const type = text_type(H5T_VARIABLE, path);
    auto const space = own(H5Screate(H5S_SCALAR), path, doing);
    auto const attribute = own(
        H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
        path, doing);
    char const* text = value.c_str();
    check_hdf5(H5Awrite(attribute, type, &text), path, doing);
}

void write_attribute(hid_t object,
                     std::string const& name,
                     std::uint64_t value,
                     std::string const& path) {
    auto const doing = "write attribute '" + name + "'";
    auto const space = own(H5Screate(H5S_SCALAR), path, doing);
    auto const attribute = own(H5Acreate2(object, name.c_str(), H5T_STD_U64LE,
                                          space, H5P_DEFAULT, H5P_DEFAULT),
                               path, doing);
    check_hdf5(H5Awrite(attribute, H5T_NATIVE_UINT64, &value), path, doing);
}

std::string read_text_attribute(hid_t object,
                                std::string const& name,
                                std::string const& path) {
    auto const doing = "read attribute '" + name + "'";
    auto const attribute =
        own(H5Aopen(object, name.c_str(), H5P_DEFAULT), path, doing);
    auto const stored = own(H5Aget_type(attribute), path, doing);
    if (!is_single(attribute) || H5Tis_variable_str(stored) <= 0) {
        throw WrongFileError{path, "cannot " + doing + " (not a single text)"};
    }
    auto const type = text_type(H5T_VARIABLE, path);
    char* text = nullptr;
    check_hdf5(H5Aread(attribute, type, &text), path, doing);
    std::string const value = text ? text : "";
    H5free_memory(text);
    return value;
}

std::uint64_t read_number_attribute(hid_t object,
                                    std::string const& name,
                                    std::string const& path) {
    auto const doing = "read attribute '" + name + "'";
    auto const attribute =
        own(H5Aopen(object, name.c_str(), H5P_DEFAULT), path, doing);
    auto const stored = own(H5Aget_type(attribute), path, doing);
    if (!is_single(attribute) || H5Tget_class(stored) != H5T_INTEGER) {
        throw WrongFileError{path,
                             "cannot " + doing + " (not a single number)"};
    }
    std::uint64_t value = 0;
    check_hdf5(H5Aread(attribute, H5T_NATIVE_UINT64, &value), path, doing);
    return value;
}

std::optional<std::string> text_attribute_if_sound(hid_t file,
                                                   std::string const& name) {
    Handle const attribute{H5Aopen(file, name.c_str(), H5P_DEFAULT)};
    Handle const type{attribute < 0 ? -1 : H5Aget_type(attribute)};
    if (type < 0 || H5Tis_variable_str(type) <= 0 || !is_single(attribute)) {
        return {};
    }
    Handle const memory{H5Tcopy(type)};
    char* text = nullptr;
    if (H5Aread(attribute, memory, &text) < 0 || text == nullptr) {
        return {};
    }
    std::string const value = text;
    H5free_memory(text);
    return value;
}

Handle unlocked_access() {
    Handle access{H5Pcreate(H5P_FILE_ACCESS)};
#if H5_VERSION_GE(1, 10, 7)
    H5Pset_file_locking(access, false, true);
#endif
    return access;
}

Hdf5File::Hdf5File(std::string const& path, std::string const& target)
    : target_{target} {
    silence_hdf5();
    auto const access = unlocked_access();
    file_ = own(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access),
                target, "create the file");
}

void Hdf5File::keep_scale(std::string const& name,
                          Handle dataset,
                          std::uint64_t size,
                          std::string const& units,
                          std::string const& long_name) {
    write_attribute(dataset, "units", units, target_);
    write_attribute(dataset, "long_name", long_name, target_);
    check_hdf5(H5DSset_scale(dataset, name.c_str()), target_, "make a scale");
    axis_[name] = {std::move(dataset), size};
}

void Hdf5File::write_scale(std::string const& name,
                           std::vector<std::string> const& values,
                           std::string const& long_name) {
    if (values.empty()) {
        return;
    }
    auto const doing = "write '/" + name + "'";
    std::size_t width = 1;
    auto characters = H5T_CSET_ASCII;
    for (auto const& value : values) {
        width = std::max(width, value.size());
        if (std::any_of(value.begin(), value.end(),
                        [](unsigned char c) { return c > 127; })) {
            characters = H5T_CSET_UTF8;
        }
    }
    std::string text(width * values.size(), '\0');
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::memcpy(&text[i * width], values[i].data(), values[i].size());
    }
    hsize_t const size = values.size();
    auto const type = text_type(width, target_, characters);
    auto const space = own(H5Screate_simple(1, &size, nullptr), target_, doing);
    auto dataset = own(H5Dcreate2(file_, ("/" + name).c_str(), type, space,
                                  H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                       target_, doing);
    check_hdf5(
        H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()),
        target_, doing);
    keep_scale(name, std::move(dataset), size, "1", long_name);
}

void Hdf5File::write_scale(std::string const& name,
                           std::vector<double> const& values,
                           hid_t type,
                           std::string const& units,
                           std::string const& long_name) {
    auto const doing = "write '/" + name + "'";
    hsize_t const size = values.size();
    auto const space = own(H5Screate_simple(1, &size, nullptr), target_, doing);
    auto dataset = own(H5Dcreate2(file_, ("/" + name).c_str(), type, space,
                                  H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                       target_, doing);
    check_hdf5(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                        H5P_DEFAULT, values.data()),
               target_, doing);
    keep_scale(name, std::move(dataset), size, units, long_name);
}

void Hdf5File::write_count_scale(std::string const& name,
                                 std::uint64_t size,
                                 std::string const& long_name) {
    auto const doing = "write '/" + name + "'";
    hsize_t const length = size;
    hsize_t const piece = std::min<hsize_t>(size, 65536);
    auto const space =
        own(H5Screate_simple(1, &length, nullptr), target_, doing);
    Handle list{H5Pcreate(H5P_DATASET_CREATE)};
    H5Pset_chunk(list, 1, &piece);
    H5Pset_shuffle(list);
    H5Pset_deflate(list, 1);
    auto dataset = own(H5Dcreate2(file_, ("/" + name).c_str(), H5T_STD_I64LE,
                                  space, H5P_DEFAULT, list, H5P_DEFAULT),
                       target_, doing);
    std::vector<std::int64_t> numbers;
    for (hsize_t first = 0; first < length; first += piece) {
        hsize_t const count = std::min(piece, length - first);
        numbers.resize(count);
        std::iota(numbers.begin(), numbers.end(),
                  static_cast<std::int64_t>(first));
        check_hdf5(H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, nullptr,
                                       &count, nullptr),
                   target_, doing);
        auto const memory =
            own(H5Screate_simple(1, &count, nullptr), target_, doing);
        check_hdf5(H5Dwrite(dataset, H5T_NATIVE_INT64, memory, space,
                            H5P_DEFAULT, numbers.data()),
                   target_, doing);
    }
    keep_scale(name, std::move(dataset), size, "1", long_name);
}

std::uint64_t Hdf5File::size_of(std::string const& axis,
                                std::string const& dataset) const {
    auto const found = axis_.find(axis);
    if (found == axis_.end()) {
        throw StorageError{target_, "'" + dataset + "' names the axis '" +
                                        axis +
                                        "', which the file does not have"};
    }
    return found->second.size;
}

Handle Hdf5File::create(std::string const& path,
                        hid_t type,
                        std::vector<std::string> const& axes,
                        std::string const& units,
                        std::string const& long_name,
                        hid_t creation,
                        hid_t access) const {
    auto const doing = "create '" + path + "'";
    std::vector<hsize_t> shape;
    for (auto const& axis : axes) {
        shape.push_back(size_of(axis, path));
    }
    auto const space = own(
        H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
        target_, doing);
    auto dataset = own(H5Dcreate2(file_, path.c_str(), type, space,
                                  with_groups(), creation, access),
                       target_, doing);
    write_attribute(dataset, "units", units, target_);
    write_attribute(dataset, "long_name", long_name, target_);
    for (unsigned i = 0; i < axes.size(); ++i) {
        check_hdf5(H5DSattach_scale(dataset, axis_.at(axes[i]).dataset, i),
                   target_, "attach scale '" + axes[i] + "'");
    }
    return dataset;
}

void Hdf5File::write(std::string const& path,
                     hid_t type,
                     std::vector<std::string> const& axes,
                     std::string const& units,
                     std::string const& long_name,
                     hid_t memory_type,
                     void const* values) const {
    auto const doing = "write '" + path + "'";
    auto dataset = create(path, type, axes, units, long_name);
    check_hdf5(
        H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
        target_, doing);
    dataset.close(target_, doing);  // small ones are written only now
}

void Hdf5File::close() {
    std::string const doing = "write the file";
    for (auto& [name, axis] : axis_) {
        axis.dataset.close(target_, "write '/" + name + "'");
    }
    axis_.clear();
    check_hdf5(H5Fflush(file_, H5F_SCOPE_GLOBAL), target_, doing);
    file_.close(target_, doing);
}

std::vector<std::string> read_names(hid_t file,
                                    std::string const& dataset,
                                    std::string const& path) {
    auto const doing = "read '" + dataset + "'";
    auto const data =
        own(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), path, doing);
    auto const stored = own(H5Dget_type(data), path, doing);
    auto const space = own(H5Dget_space(data), path, doing);
    auto const size =
        check_hdf5(H5Sget_simple_extent_npoints(space), path, doing);
    auto const width = H5Tget_size(stored);
    std::vector<std::string> names(static_cast<std::size_t>(size));
    if (H5Tget_class(stored) != H5T_STRING || H5Tis_variable_str(stored)) {
        throw StorageError{path, "cannot " + doing + " (not text)"};
    }
    std::string text(width * names.size(), '\0');
    check_hdf5(
        H5Dread(data, stored, H5S_ALL, H5S_ALL, H5P_DEFAULT, text.data()), path,
        doing);
    for (std::size_t i = 0; i < names.size(); ++i) {
        char const* first = &text[i * width];
        names[i].assign(first, std::find(first, first + width, '\0'));
    }
    return names;
}
}  // namespace chokepoint
