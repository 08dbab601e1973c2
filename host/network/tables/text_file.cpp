#include "host/network/tables/text_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
namespace fs = std::filesystem;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// Nearest file of the same folder; endings alone make no likeness.
std::string hint_beside(fs::path const& path) {
    std::vector<std::string> stems;
    std::map<std::string, std::string> file;
    std::error_code ignored;
    auto const folder = path.has_parent_path() ? path.parent_path() : ".";
    for (auto const& entry : fs::directory_iterator{folder, ignored}) {
        file[entry.path().stem().string()] = entry.path().filename().string();
    }
    for (auto const& [stem, name] : file) {
        stems.push_back(stem);
    }
    auto const nearest = nearest_name(path.stem().string(), stems);
    return nearest.empty() ? nearest : "; nearest: '" + file[nearest] + "'";
}
}  // namespace

std::string read_file(std::string const& path) {
    std::error_code ignored;
    auto const status = fs::status(path, ignored);
    if (!fs::exists(status)) {
        throw InputError{
            fmt::format("{}: no such file{}", path, hint_beside(path))};
    }
    if (fs::is_directory(status)) {
        throw InputError{fmt::format("{}: is a folder, not a file", path)};
    }
    File const file{std::fopen(path.c_str(), "rb")};
    if (!file) {
        throw InputError{
            fmt::format("{}: cannot be read ({})", path, std::strerror(errno))};
    }
    std::string bytes;
    auto const size = fs::file_size(path, ignored);
    if (!ignored) {
        bytes.reserve(size);
    }
    char block[1 << 16];
    while (auto const n = std::fread(block, 1, sizeof block, file.get())) {
        bytes.append(block, n);
    }
    if (std::ferror(file.get())) {
        throw InputError{
            fmt::format("{}: cannot be read ({})", path, std::strerror(errno))};
    }
    return bytes;
}
}  // namespace chokepoint
