#include "host/storage/output/output_place.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
/// \return what is at the path, without following a link; nothing: free
std::optional<struct stat> look_at(std::string const& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) {
        return {};
    }
    return found;
}

/// \return what stands there that is no plain file; empty for a plain file
std::string special_kind(std::string const& path, struct stat const& found) {
    if (S_ISLNK(found.st_mode)) {
        std::error_code ignored;
        return "a link to '" +
               std::filesystem::read_symlink(path, ignored).string() + "'";
    }
    return S_ISREG(found.st_mode)    ? ""
           : S_ISDIR(found.st_mode)  ? "a folder"
           : S_ISFIFO(found.st_mode) ? "a pipe"
           : S_ISSOCK(found.st_mode) ? "a socket"
                                     : "a device";
}

bool same_file(struct stat const& a, struct stat const& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino &&
           a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

std::string beginning(std::string const& path, std::size_t most) {
    std::string text(most, '\0');
    std::ifstream file{path, std::ios::binary};
    file.read(text.data(), static_cast<std::streamsize>(most));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

StorageError occupied(std::string const& path) {
    return {path,
            "cannot rename the finished file (something was put there "
            "meanwhile: move it away and start again)"};
}
}  // namespace

std::string never_replace(std::string const&) {
    return "is there already";
}

WhyNot only_beginning_with(std::string const& begin, std::string const& kind) {
    return [=](std::string const& path) {
        return beginning(path, begin.size()) == begin
                   ? std::string{}
                   : "is no " + kind + ", and would be lost";
    };
}

OutputPlace::OutputPlace(std::string const& path,
                         WhyNot why_not,
                         std::string choice)
    : path_{path},
      choice_{std::move(choice)},
      why_not_{std::move(why_not)},
      found_{look_at(path)} {
    if (!found_) {
        return;
    }
    auto const special = special_kind(path, *found_);
    auto const reason = special.empty() ? why_not_(path) : "is " + special;
    if (!reason.empty()) {
        throw WrongFileError{path_, reason + " (" + choice_ + ")"};
    }
}

void OutputPlace::require_free_partial() const {
    auto const found = look_at(partial());
    if (found && !is_leftover(partial(), *found)) {
        throw WrongFileError{partial(),
                             "is in the way, and is nothing that an earlier "
                             "run left behind (move it away, or " +
                                 choice_ + ")"};
    }
}

/// HDF5 writes the head of a file when it is finished: until then there is
/// nothing or zeros, and if it is killed on the way, what cannot be opened.
bool OutputPlace::is_leftover(std::string const& path,
                              struct stat const& found) const {
    if (!special_kind(path, found).empty()) {
        return false;
    }
    std::string const signature = "\x89HDF\r\n\x1a\n";
    auto const begin = beginning(path, signature.size());
    if (begin.find_first_not_of('\0') == std::string::npos) {
        return true;
    }
    return begin == signature ? filetype_of(path) != std::string{}
                              : why_not_(path).empty();
}

void OutputPlace::move_to_free_path() const {
    auto const from = partial();
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, path_.c_str(),
                    RENAME_NOREPLACE) == 0) {
        return;
    }
    if (errno == EEXIST) {
        throw occupied(path_);
    }
    if (errno != EINVAL && errno != ENOSYS) {
        throw system_error(path_, "rename the finished file");
    }
    // A file system that cannot do it in one step: a second name does.
    if (::link(from.c_str(), path_.c_str()) == 0) {
        ::unlink(from.c_str());
        return;
    }
    if (errno == EEXIST || look_at(path_)) {
        throw occupied(path_);
    }
    if (std::rename(from.c_str(), path_.c_str()) != 0) {
        throw system_error(path_, "rename the finished file");
    }
}

void OutputPlace::move_partial_here() const {
    auto const now = look_at(path_);
    if (!now) {
        move_to_free_path();
        return;
    }
    if (!found_ || !same_file(*found_, *now)) {
        throw occupied(path_);
    }
    if (std::rename(partial().c_str(), path_.c_str()) != 0) {
        throw system_error(path_, "rename the finished file");
    }
}
}  // namespace chokepoint
