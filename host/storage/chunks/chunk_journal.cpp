#include "host/storage/chunks/chunk_journal.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <regex>
#include <tuple>

#include "host/storage/chunks/chunk_block.hpp"
#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
namespace fs = std::filesystem;

/// \return the losses of a part, or nothing if it is torn, damaged or foreign
std::optional<ChunkLosses> read_part(std::string const& path,
                                     std::string const& key) {
    BlockReader part{path};
    auto const block = part.read_head();
    if (!block || block->key != key || block->bytes() != part.bytes()) {
        return {};
    }
    return part.read_losses(*block);
}

std::string folder_beside(std::string const& results) {
    return results + ".parts";
}

/// Whether a file has the name of a part, finished or not.
bool is_part_name(std::string const& name) {
    static std::regex const pattern{
        "package-[0-9]+-scenario-[0-9]+-[0-9]+\\.part(\\.partial)?"};
    return std::regex_match(name, pattern);
}

/// Files of ours, those of parts that were not finished too.
std::vector<std::string> files_in(std::string const& folder) {
    std::vector<std::string> paths;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator{folder, ignored}) {
        if (is_part_name(entry.path().filename().string())) {
            paths.push_back(entry.path().string());
        }
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<std::string> parts_in(std::string const& folder) {
    auto paths = files_in(folder);
    paths.erase(std::remove_if(paths.begin(), paths.end(),
                               [](std::string const& path) {
                                   return fs::path{path}.extension() != ".part";
                               }),
                paths.end());
    return paths;
}

/// The folder must be missing, or be ours: parts and nothing else.
void require_own_folder(std::string const& folder) {
    std::error_code ignored;
    auto const status = fs::symlink_status(folder, ignored);
    if (!fs::exists(status)) {
        return;
    }
    std::string const choice = " (move it away, or choose another output file)";
    if (!fs::is_directory(status)) {
        throw WrongFileError{
            folder, "is in the way of finished chunks, and no folder" + choice};
    }
    for (auto const& entry : fs::directory_iterator{folder, ignored}) {
        auto const name = entry.path().filename().string();
        if (!is_part_name(name) ||
            !fs::is_regular_file(entry.symlink_status(ignored))) {
            throw WrongFileError{
                folder,
                "holds '" + name + "', which is no part of a run" + choice};
        }
    }
}

/// In a folder of ours each file of such a name is ours.
std::string any_part_of_this_folder(std::string const&) {
    return {};
}

std::string part_path(std::string const& folder, Chunk const& chunk) {
    return folder + "/package-" + std::to_string(chunk.package) + "-scenario-" +
           std::to_string(chunk.first_scenario) + "-" +
           std::to_string(chunk.scenarios) + ".part";
}
/// \throw WrongFileError if two keys differ in the tables alone
void require_same_tables(std::string const& folder,
                         std::string const& theirs,
                         std::string const& ours) {
    auto const mark = theirs.rfind(tables_mark);
    if (mark != std::string::npos && mark == ours.rfind(tables_mark) &&
        theirs.compare(0, mark, ours, 0, mark) == 0) {
        auto const tables = [&](std::string const& key) {
            return key.substr(mark + std::strlen(tables_mark));
        };
        throw WrongFileError{
            folder,
            "holds parts of this campaign from a program that computed other "
            "tables (compiled_sha256 " +
                tables(theirs) + ", here " + tables(ours) +
                "): another build or mathematics library (libm); their worlds "
                "do not mix (go on with the program that began, or delete the "
                "folder to start afresh)"};
    }
}
}  // namespace

std::uint64_t bytes_of_journal(std::string const& results) {
    std::uint64_t bytes = 0;
    for (auto const& path : parts_in(folder_beside(results))) {
        std::error_code gone;
        auto const size = fs::file_size(path, gone);
        bytes += gone ? 0 : size;
    }
    return bytes;
}

ChunkJournal::ChunkJournal(std::string const& results, std::string const& key)
    : folder_{folder_beside(results)}, key_{key} {
    if (key.size() > longest_key) {
        throw StorageError{folder_, "the key of the run is too long"};
    }
    require_own_folder(folder_);
    for (auto const& path : parts_in(folder_)) {
        BlockReader part{path};
        auto const block = part.read_head();
        if (block && block->bytes() == part.bytes() && block->key != key_) {
            require_same_tables(folder_, block->key, key_);
            throw WrongFileError{
                folder_,
                "holds parts of another run: " + block->key +
                    " (this run is: " + key_ +
                    "; finish that run, delete the folder, or choose another "
                    "output file)"};
        }
    }
    if (::mkdir(folder_.c_str(), 0777) != 0 && errno != EEXIST) {
        throw system_error(folder_, "make the folder");
    }
}

std::vector<Chunk> ChunkJournal::finished() const {
    std::vector<Chunk> chunks;
    for (auto const& path : parts_in(folder_)) {
        auto const losses = read_part(path, key_);
        // Under another name it would not be found, or taken for another.
        if (losses && path == part_path(folder_, losses->chunk)) {
            chunks.push_back(losses->chunk);
        }
    }
    std::sort(chunks.begin(), chunks.end(), [](auto const& a, auto const& b) {
        return std::tie(a.package, a.first_scenario, a.scenarios) <
               std::tie(b.package, b.first_scenario, b.scenarios);
    });
    return chunks;
}

void ChunkJournal::store(ChunkLosses const& losses) {
    PartialFile part{
        OutputPlace{part_path(folder_, losses.chunk), any_part_of_this_folder}};
    write_block(part, key_, losses);
    part.commit();
}

ChunkLosses ChunkJournal::load(Chunk const& chunk) const {
    auto const path = part_path(folder_, chunk);
    auto losses = read_part(path, key_);
    if (!losses) {
        throw StorageError{path, "cannot be read (missing or damaged)"};
    }
    return std::move(*losses);
}

void ChunkJournal::remove() {
    for (auto const& path : files_in(folder_)) {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
            throw system_error(path, "delete the file");
        }
    }
    // What somebody put there meanwhile stays, and so does the folder then.
    if (::rmdir(folder_.c_str()) != 0 && errno != ENOENT &&
        errno != ENOTEMPTY && errno != EEXIST) {
        throw system_error(folder_, "delete the folder");
    }
}
}  // namespace chokepoint
