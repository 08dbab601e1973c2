/// \file output_place.hpp
/// Whether a file of ours may be written where it was asked for: the one place
/// that decides what an output may replace.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <optional>
#include <string>

#include "host/storage/hdf5/storage_error.hpp"

namespace chokepoint {
/// Says why the plain file at a path may not be replaced ("is ..."); nothing:
/// it may.
using WhyNot = std::function<std::string(std::string const& path)>;

/// A WhyNot by which whatever is there stays.
std::string never_replace(std::string const& path);
/// Only a file that begins like every file of its kind.
/// \param kind  what it is to be: "table of replay"
WhyNot only_beginning_with(std::string const& begin, std::string const& kind);

inline constexpr char another_file[] = "choose another file with -o";

/// The path of an output, looked at before anything is written and again when
/// the finished file is put there. Nothing but a plain file for which `why_not`
/// has no reason is ever replaced: no folder, link, pipe or device.
class OutputPlace {
  public:
    /// \param choice  what the user can do instead, for the message
    /// \throw WrongFileError if something is there that may not be replaced
    OutputPlace(std::string const& path,
                WhyNot why_not,
                std::string choice = another_file);

    std::string const& path() const { return path_; }
    /// Beside it, where it grows.
    std::string partial() const { return path_ + ".partial"; }

    /// A partial file must be absent, or be what a killed run left behind.
    /// \throw WrongFileError if it is somebody else's
    void require_free_partial() const;

    /// Rename the partial file to the path. \throw StorageError if what is at
    /// the path now was not there at the first look
    void move_partial_here() const;

  private:
    bool is_leftover(std::string const& path, struct stat const& found) const;
    void move_to_free_path() const;

    std::string path_, choice_;
    WhyNot why_not_;
    std::optional<struct stat> found_;  ///< the file to replace
};
}  // namespace chokepoint
