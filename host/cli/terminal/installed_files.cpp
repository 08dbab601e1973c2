#include "host/cli/terminal/installed_files.hpp"

#include <filesystem>

namespace chokepoint {
std::string installed_file(std::string const& path) {
    namespace fs = std::filesystem;
    std::error_code error;
    auto const program = fs::read_symlink("/proc/self/exe", error);
    auto const file =
        program.parent_path().parent_path() / "share" / "chokepoint" / path;
    return !error && fs::exists(file, error) ? file.string() : std::string{};
}
}  // namespace chokepoint
