#include "tests/fuzz/file_edits.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <array>
#include <limits>
#include <vector>

#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
constexpr int most_edits = 8;
/// Of a dataset that takes another's place: more would only ask whether the
/// memory is large enough for it.
constexpr hsize_t most_values = hsize_t{1} << 16;

/// Gives an identifier back.
class Id {
  public:
    explicit Id(hid_t id) : id_{id} {}
    ~Id() {
        if (id_ >= 0) {
            H5Idec_ref(id_);
        }
    }
    Id(Id const&) = delete;
    Id& operator=(Id const&) = delete;
    operator hid_t() const { return id_; }

  private:
    hid_t id_;
};

herr_t keep_object(hid_t,
                   char const* name,
                   H5O_info_t const* info,
                   void* into) {
    if (info->type == H5O_TYPE_DATASET) {
        static_cast<std::vector<std::string>*>(into)->push_back(name);
    }
    return 0;
}

herr_t keep_attribute(hid_t, char const* name, H5A_info_t const*, void* into) {
    static_cast<std::vector<std::string>*>(into)->push_back(name);
    return 0;
}

std::vector<std::string> attributes(hid_t object) {
    std::vector<std::string> names;
    H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, keep_attribute,
                &names);
    return names;
}

class Editor {
  public:
    Editor(hid_t file, ByteReader& bytes) : file_{file}, bytes_{bytes} {
        H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, keep_object, &datasets_,
                  H5O_INFO_BASIC);
    }

    void edit_once() {
        switch (bytes_.below(9)) {
            case 0:
                return overwrite_bytes();
            case 1:
                return overwrite_number();
            case 2:
                return change_text();
            case 3:
                return change_number();
            case 4:
                return remove_link();
            case 5:
                return replace_dataset();
            case 6:
                return remove_attribute();
            case 7:
                return put_link();
            default:
                return attach_axis();
        }
    }

  private:
    std::string dataset() { return datasets_[bytes_.below(datasets_.size())]; }

    /// Any bytes somewhere in a dataset, as they lie in the file.
    void overwrite_bytes() {
        Id const set{H5Dopen2(file_, dataset().c_str(), H5P_DEFAULT)};
        Id const type{H5Dget_type(set)};
        Id const space{H5Dget_space(set)};
        auto const points = H5Sget_simple_extent_npoints(space);
        if (points <= 0 || H5Tis_variable_str(type) != 0) {
            return;
        }
        std::string values(static_cast<std::size_t>(points) * H5Tget_size(type),
                           '\0');
        H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
        auto const place = bytes_.below(values.size());
        auto const text = bytes_.text().substr(0, values.size() - place);
        values.replace(place, text.size(), text);
        H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }

    /// A number that computing does not like, at every so manieth place.
    void overwrite_number() {
        using Limits = std::numeric_limits<double>;
        static std::array<double, 10> const numbers{0,
                                                    -1,
                                                    1,
                                                    Limits::quiet_NaN(),
                                                    Limits::infinity(),
                                                    -Limits::infinity(),
                                                    3e38,
                                                    -3e38,
                                                    1e-300,
                                                    2147483647};
        Id const set{H5Dopen2(file_, dataset().c_str(), H5P_DEFAULT)};
        Id const space{H5Dget_space(set)};
        auto const points = H5Sget_simple_extent_npoints(space);
        if (points <= 0) {
            return;
        }
        std::vector<double> values(static_cast<std::size_t>(points));
        H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                values.data());
        auto const number = numbers[bytes_.below(numbers.size())];
        auto const first = bytes_.below(values.size());
        auto const step = 1 + bytes_.number(1);
        for (auto i = first; i < values.size(); i += step) {
            values[i] = number;
        }
        H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                 values.data());
    }

    /// Replace a piece of a text that belongs to the root or a dataset.
    void change_text() {
        Id const object{H5Oopen(file_, owner().c_str(), H5P_DEFAULT)};
        auto const name = attribute_of(object);
        auto text = text_of(object, name);
        auto const place = bytes_.below(text.size() + 1);
        auto const cut = bytes_.number(1);
        text.replace(place, static_cast<std::size_t>(cut), bytes_.text());
        H5Adelete(object, name.c_str());
        Id const type{H5Tcopy(H5T_C_S1)};
        H5Tset_size(type, H5T_VARIABLE);
        H5Tset_cset(type, H5T_CSET_UTF8);
        Id const space{H5Screate(H5S_SCALAR)};
        Id const made{H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT,
                                 H5P_DEFAULT)};
        auto const* const start = text.c_str();
        H5Awrite(made, type, &start);
    }

    static std::string text_of(hid_t object, std::string const& name) {
        Id const attribute{H5Aopen(object, name.c_str(), H5P_DEFAULT)};
        Id const type{H5Aget_type(attribute)};
        char* found = nullptr;
        if (H5Tis_variable_str(type) <= 0 ||
            H5Aread(attribute, type, &found) < 0 || !found) {
            return {};
        }
        std::string const text{found};
        H5free_memory(found);
        return text;
    }

    /// One number, or several, in place of an attribute of the root.
    void change_number() {
        auto const name = attribute_of(file_);
        hsize_t const size = bytes_.number(1);
        auto const value = bytes_.number(8);
        std::vector<std::uint64_t> const values(std::max<std::size_t>(size, 1),
                                                value);
        H5Adelete(file_, name.c_str());
        Id const space{size == 0 ? H5Screate(H5S_SCALAR)
                                 : H5Screate_simple(1, &size, nullptr)};
        Id const made{H5Acreate2(file_, name.c_str(), H5T_STD_U64LE, space,
                                 H5P_DEFAULT, H5P_DEFAULT)};
        H5Awrite(made, H5T_NATIVE_UINT64, values.data());
    }

    void remove_link() { H5Ldelete(file_, dataset().c_str(), H5P_DEFAULT); }

    void replace_dataset() {
        auto const name = dataset();
        std::vector<hsize_t> shape(bytes_.below(5));
        hsize_t values = 1;
        for (auto& length : shape) {
            length = bytes_.number(1);
            values *= length;
        }
        auto const kind = bytes_.below(7);
        if (values > most_values) {
            return;
        }
        Id const type{some_type(kind)};
        Id const space{shape.empty()
                           ? H5Screate(H5S_SCALAR)
                           : H5Screate_simple(static_cast<int>(shape.size()),
                                              shape.data(), nullptr)};
        H5Ldelete(file_, name.c_str(), H5P_DEFAULT);
        Id const made{H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT,
                                 H5P_DEFAULT, H5P_DEFAULT)};
        auto const filling = bytes_.text();
        if (made < 0 || filling.empty() || H5Tis_variable_str(type) != 0) {
            return;
        }
        std::string whole;
        while (whole.size() < values * H5Tget_size(type)) {
            whole += filling;
        }
        H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, whole.data());
    }

    static hid_t some_type(std::size_t kind) {
        if (kind < 4) {
            std::array<hid_t, 4> const numbers{H5T_IEEE_F32LE, H5T_IEEE_F64LE,
                                               H5T_STD_I32LE, H5T_STD_U64LE};
            return H5Tcopy(numbers[kind]);
        }
        if (kind < 6) {
            auto const text = H5Tcopy(H5T_C_S1);
            H5Tset_size(text, kind == 4 ? 8 : H5T_VARIABLE);
            return text;
        }
        auto const record = H5Tcreate(H5T_COMPOUND, 4);
        H5Tinsert(record, "a", 0, H5T_STD_I32LE);
        return record;
    }

    void remove_attribute() {
        Id const object{H5Oopen(file_, owner().c_str(), H5P_DEFAULT)};
        H5Adelete(object, attribute_of(object).c_str());
    }

    void put_link() {
        auto const name = dataset();
        auto const target = dataset();
        auto const kind = bytes_.below(3);
        H5Ldelete(file_, name.c_str(), H5P_DEFAULT);
        if (kind == 0) {
            H5Lcreate_soft(target.c_str(), file_, name.c_str(), H5P_DEFAULT,
                           H5P_DEFAULT);
        } else if (kind == 1) {
            H5Lcreate_hard(file_, target.c_str(), file_, name.c_str(),
                           H5P_DEFAULT, H5P_DEFAULT);
        } else {
            H5Lcreate_external("elsewhere.h5", target.c_str(), file_,
                               name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        }
    }

    /// Name another dataset as an axis of one, as HDF5's dimension scales do.
    void attach_axis() {
        Id const set{H5Dopen2(file_, dataset().c_str(), H5P_DEFAULT)};
        Id const scale{H5Dopen2(file_, dataset().c_str(), H5P_DEFAULT)};
        auto const axis = static_cast<unsigned>(bytes_.below(4));
        H5DSset_scale(scale, bytes_.text().c_str());
        H5DSattach_scale(set, scale, axis);
    }

    std::string owner() {
        return bytes_.below(2) == 0 ? std::string{"/"} : dataset();
    }
    std::string attribute_of(hid_t object) {
        auto const names = attributes(object);
        return names.empty() ? "units" : names[bytes_.below(names.size())];
    }

    hid_t file_;
    ByteReader& bytes_;
    std::vector<std::string> datasets_;
};
}  // namespace

void edit_file(std::string const& path, ByteReader& bytes) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    Id const file{H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT)};
    if (file < 0) {
        throw Finding{path + ": what is to be edited is no HDF5 file"};
    }
    Editor editor{file, bytes};
    for (int i = 0; i < most_edits && !bytes.empty(); ++i) {
        editor.edit_once();
    }
    H5Eclear2(H5E_DEFAULT);
}
}  // namespace chokepoint::fuzz
