#include <filesystem>

#include "host/storage/partial_file.hpp"
#include "host/storage/results_file.hpp"

namespace chokepoint {
void check_output(std::string const& path) {
    namespace fs = std::filesystem;
    auto folder = fs::path{path}.parent_path();
    if (folder.empty()) {
        folder = ".";
    }
    if (!fs::is_directory(folder)) {
        throw StorageError{
            path, "cannot be written (no folder '" + folder.string() + "')"};
    }
    if (fs::path{path}.filename().empty()) {
        throw StorageError{path, "cannot be written (no file name)"};
    }
    PartialFile probe{path};
}
}  // namespace chokepoint
