#include "host/storage/results/chunk_journal.hpp"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <regex>
#include <tuple>

#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
namespace fs = std::filesystem;

std::array<char, 8> const part_magic{'C', 'H', 'K', 'P', 'A', 'R', 'T', '1'};
std::uint32_t const longest_key = 1u << 20;

/// Fixed head of a part; the key, the values and the counts follow.
struct PartHead {
    std::array<char, 8> magic;
    std::uint32_t key_bytes, package;
    std::uint64_t first_scenario;
    std::uint64_t values, counts;
    std::uint32_t scenarios;
    std::uint32_t checksum;  ///< CRC-32 of all else, this field being 0
};
static_assert(sizeof(PartHead) == 48,
              "no padding: parts are compared bytewise");

std::uint32_t checksum(std::uint32_t start,
                       void const* data,
                       std::size_t size) {
    return size ? libdeflate_crc32(start, data, size) : start;
}

std::uint32_t checksum(PartHead head,
                       std::string const& key,
                       ChunkLosses const& losses) {
    head.checksum = 0;
    auto sum = checksum(0, &head, sizeof head);
    sum = checksum(sum, key.data(), key.size());
    sum = checksum(sum, losses.value.data(), 4 * losses.value.size());
    return checksum(sum, losses.count.data(), 4 * losses.count.size());
}

/// An open part, read from the front.
class PartReader {
  public:
    explicit PartReader(std::string const& path)
        : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
    ~PartReader() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    PartReader(PartReader const&) = delete;
    PartReader& operator=(PartReader const&) = delete;

    bool read(void* data, std::size_t size) {
        auto* next = static_cast<char*>(data);
        while (size > 0) {
            auto const got = ::read(descriptor_, next, size);
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {
                return false;
            }
            next += got;
            size -= static_cast<std::size_t>(got);
        }
        return true;
    }

    /// \return head and key, or nothing if this is no part of ours
    std::optional<std::pair<PartHead, std::string>> read_head() {
        PartHead head;
        struct stat status {};
        if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0 ||
            !read(&head, sizeof head) || head.magic != part_magic ||
            head.key_bytes > longest_key) {
            return {};
        }
        // Sizes are checked before anything is allocated for them.
        auto const bytes = static_cast<std::uint64_t>(status.st_size);
        if (head.values > bytes || head.counts > bytes ||
            bytes != sizeof head + head.key_bytes +
                         4 * (head.values + head.counts)) {
            return {};
        }
        std::string key(head.key_bytes, '\0');
        if (!read(key.data(), key.size())) {
            return {};
        }
        return std::pair{head, key};
    }

  private:
    int descriptor_;
};

/// \return the losses of a part, or nothing if it is torn, damaged or foreign
std::optional<ChunkLosses> read_part(std::string const& path,
                                     std::string const& key) {
    PartReader part{path};
    auto const head_and_key = part.read_head();
    if (!head_and_key || head_and_key->second != key) {
        return {};
    }
    auto const& head = head_and_key->first;
    ChunkLosses losses{
        {head.package, head.first_scenario, head.scenarios}, {}, {}};
    losses.value.resize(head.values);
    losses.count.resize(head.counts);
    if (!part.read(losses.value.data(), 4 * losses.value.size()) ||
        !part.read(losses.count.data(), 4 * losses.count.size()) ||
        checksum(head, key, losses) != head.checksum) {
        return {};
    }
    return losses;
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
        auto const head_and_key = PartReader{path}.read_head();
        if (head_and_key && head_and_key->second != key_) {
            require_same_tables(folder_, head_and_key->second, key_);
            throw WrongFileError{
                folder_,
                "holds parts of another run: " + head_and_key->second +
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
    auto const& chunk = losses.chunk;
    PartHead head{part_magic,          static_cast<std::uint32_t>(key_.size()),
                  chunk.package,       chunk.first_scenario,
                  losses.value.size(), losses.count.size(),
                  chunk.scenarios,     0};
    head.checksum = checksum(head, key_, losses);
    PartialFile part{
        OutputPlace{part_path(folder_, chunk), any_part_of_this_folder}};
    part.write(&head, sizeof head);
    part.write(key_.data(), key_.size());
    part.write(losses.value.data(), 4 * losses.value.size());
    part.write(losses.count.data(), 4 * losses.count.size());
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
