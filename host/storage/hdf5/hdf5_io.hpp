/// \file hdf5_io.hpp
/// Attributes, names, scales: what every dataset of ours carries. Private to
/// this room.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/storage/hdf5/hdf5_handle.hpp"

namespace chokepoint {
/// Text attributes are variable-length UTF-8: no limit of 64 KiB.
void write_attribute(hid_t object,
                     std::string const& name,
                     std::string const& value,
                     std::string const& path);
void write_attribute(hid_t object,
                     std::string const& name,
                     std::uint64_t value,
                     std::string const& path);
/// Read a text, whole. \throw StorageError if there is none of this name
std::string read_text_attribute(hid_t object,
                                std::string const& name,
                                std::string const& path);
/// Read an unsigned number. \throw StorageError as above
std::uint64_t read_number_attribute(hid_t object,
                                    std::string const& name,
                                    std::string const& path);

/// Does an attribute hold one value? HDF5 reads as many as the file says,
/// whatever room there is.
bool is_single(hid_t attribute);

/// Does a type of HDF5 stand for numbers?
bool is_number(hid_t type);

/// \return a text of an open file's root, or nothing if what has this name is
/// no
///         single text of variable length or is damaged
std::optional<std::string> text_attribute_if_sound(hid_t file,
                                                   std::string const& name);

/// How files are opened: our files appear whole, and OutputLock keeps writers
/// apart. HDF5's own locks fail where the file system has none.
Handle unlocked_access();

/// An open HDF5 file and the axes in its root.
///
/// Every dataset has `units` and `long_name` and one scale on each axis.
class Hdf5File {
  public:
    Hdf5File() = default;
    /// \param path  to create (its messages speak of `target`)
    Hdf5File(std::string const& path, std::string const& target);

    hid_t id() const { return file_; }
    std::string const& target() const { return target_; }

    /// Names in fixed-length text, padded with zeros: readable everywhere.
    /// Called ASCII where it is (Octave reads no other), UTF-8 else.
    /// Without any names there is no axis.
    void write_scale(std::string const& name,
                     std::vector<std::string> const& values,
                     std::string const& long_name);
    /// Numbers. \param type  file type
    void write_scale(std::string const& name,
                     std::vector<double> const& values,
                     hid_t type,
                     std::string const& units,
                     std::string const& long_name);
    /// The numbers 0 to size - 1, written in pieces: takes the same memory
    /// whatever the size.
    void write_count_scale(std::string const& name,
                           std::uint64_t size,
                           std::string const& long_name);
    /// Has a scale of this name been written?
    bool has_axis(std::string const& name) const {
        return axis_.count(name) > 0;
    }
    /// \throw StorageError if there is no such axis
    std::uint64_t size_of(std::string const& axis,
                          std::string const& dataset) const;

    /// Make a dataset with its scales; groups on the way are made too.
    Handle create(std::string const& path,
                  hid_t type,
                  std::vector<std::string> const& axes,
                  std::string const& units,
                  std::string const& long_name,
                  hid_t creation = H5P_DEFAULT,
                  hid_t access = H5P_DEFAULT) const;

    /// Make a small dataset and fill it. \param values  as `memory_type`
    void write(std::string const& path,
               hid_t type,
               std::vector<std::string> const& axes,
               std::string const& units,
               std::string const& long_name,
               hid_t memory_type,
               void const* values) const;

    /// Empty the caches into the file and close it. All other handles of it
    /// are closed before. \throw StorageError if anything was not written
    void close();

  private:
    void keep_scale(std::string const& name,
                    Handle dataset,
                    std::uint64_t size,
                    std::string const& units,
                    std::string const& long_name);

    /// A scale, and how many places it has.
    struct Axis {
        Handle dataset;
        std::uint64_t size = 0;
    };
    Handle file_;
    std::string target_;
    std::map<std::string, Axis> axis_;
};

/// \return the strings of a one-dimensional dataset, fixed or variable length
std::vector<std::string> read_names(hid_t file,
                                    std::string const& dataset,
                                    std::string const& path);
}  // namespace chokepoint
