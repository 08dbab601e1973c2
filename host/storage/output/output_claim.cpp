#include "host/storage/output/output_claim.hpp"

#include <filesystem>

#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
namespace fs = std::filesystem;

/// A new file must not be taken for another one: for what runs keep beside
/// their outputs, for a table in the folder of a network, for a campaign.
void require_own_name(std::string const& path, std::string const& choice) {
    auto const ending = fs::path{path}.extension().string();
    for (auto const* taken :
         {".lock", ".partial", ".parts", ".takeover", ".csv", ".toml"}) {
        if (ending == taken) {
            throw WrongFileError{path, "ends in '" + ending +
                                           "', and would be taken for what it "
                                           "is not (" +
                                           choice + ")"};
        }
    }
}

/// What can be refused without a lock is refused before one is made.
/// \return the path
std::string const& checked(std::string const& path,
                           WhyNot const& why_not,
                           std::string const& choice) {
    auto folder = fs::path{path}.parent_path();
    if (folder.empty()) {
        folder = ".";
    }
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
        throw WrongFileError{
            path, "cannot be written (no folder '" + folder.string() + "')"};
    }
    if (fs::path{path}.filename().empty()) {
        throw WrongFileError{path, "cannot be written (no file name)"};
    }
    OutputPlace{path, why_not, choice}.require_free_partial();
    if (!fs::exists(path, ignored)) {
        require_own_name(path, choice);
    }
    return path;
}
}  // namespace

OutputClaim::OutputClaim(std::string const& path,
                         WhyNot const& why_not,
                         std::string const& choice)
    : lock_{checked(path, why_not, choice), choice},
      place_{path, why_not, choice} {
    place_.require_free_partial();
}

void write_text(OutputClaim const& claim, std::string const& text) {
    PartialFile file{claim.place()};
    file.write(text.data(), text.size());
    claim.require_held();
    file.commit();
}
}  // namespace chokepoint
