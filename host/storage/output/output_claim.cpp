#include "host/storage/output/output_claim.hpp"

#include <filesystem>

#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
/// What can be refused without a lock is refused before one is made.
/// \return the path
std::string const& checked(std::string const& path,
                           WhyNot const& why_not,
                           std::string const& choice) {
    namespace fs = std::filesystem;
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
