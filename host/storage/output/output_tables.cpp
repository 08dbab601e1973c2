#include "host/storage/output/output_tables.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "host/storage/output/output_lock.hpp"
#include "host/storage/output/partial_file.hpp"

namespace chokepoint {
namespace {
namespace fs = std::filesystem;

/// Its lock is `tables.lock`: in the folder, which may be all we can write.
std::string const all_tables = "tables";

/// \return the places of tables in a folder that is there
std::vector<OutputPlace> places_in(std::string const& folder,
                                   std::vector<OutputTable> const& tables,
                                   std::string const& choice) {
    std::vector<OutputPlace> places;
    std::error_code ignored;
    auto const is_there = [&](OutputTable const& table) {
        return fs::exists(
            fs::symlink_status(folder + '/' + table.file, ignored));
    };
    for (auto const& table : tables) {
        places.emplace_back(
            folder + '/' + table.file,
            only_beginning_with(table.sign, "table of this command"), choice);
        places.back().require_free_partial();
        if (is_there(table) && !is_there(tables[0])) {
            throw WrongFileError{places.back().path(),
                                 "is no table of this command ('" +
                                     tables[0].file + "' is not beside it; " +
                                     choice + ")"};
        }
    }
    return places;
}

bool is_new_or_empty(std::string const& folder) {
    std::error_code ignored;
    fs::directory_iterator const entries{folder, ignored};
    return std::all_of(begin(entries), end(entries), [](auto const& entry) {
        return entry.path().filename().string().rfind(all_tables + ".lock",
                                                      0) == 0;
    });
}

/// The folder, or else the nearest one above it that is there.
std::string nearest_above(std::string const& folder) {
    std::error_code ignored;
    auto path = fs::absolute(folder, ignored).lexically_normal();
    while (!fs::exists(fs::symlink_status(path, ignored)) &&
           path.has_relative_path()) {
        path = path.parent_path();
    }
    return path.string();
}
}  // namespace

void require_tables(std::string const& folder,
                    std::vector<OutputTable> const& tables,
                    OlderTables older,
                    std::string const& choice) {
    std::error_code ignored;
    auto const nearest = nearest_above(folder);
    if (!fs::is_directory(nearest, ignored)) {
        throw WrongFileError{folder,
                             "cannot make this folder for the tables "
                             "('" +
                                 nearest + "' is no folder; " + choice + ")"};
    }
    if (::access(nearest.c_str(), W_OK | X_OK) != 0) {
        throw WrongFileError{
            folder, "cannot write the tables into this folder (" +
                        std::string{std::strerror(errno)} + "; " + choice +
                        ")"};
    }
    if (older == OlderTables::none && !is_new_or_empty(folder)) {
        throw WrongFileError{folder,
                             "is a folder that is not empty (" + choice + ")"};
    }
    places_in(folder, tables, choice);
}

TablesFolder::TablesFolder(std::string const& folder) {
    std::error_code error;
    auto const nearest = fs::path{nearest_above(folder)};
    for (auto path = fs::absolute(folder, error).lexically_normal();
         path != nearest && path.has_relative_path();
         path = path.parent_path()) {
        made_.push_back(path.string());
    }
    fs::create_directories(folder, error);
    if (error) {
        remove_empty();
        auto const what =
            "cannot make this folder for the tables (" + error.message() + ")";
        if (is_failure(error.value())) {
            throw StorageError{folder, what};
        }
        throw WrongFileError{folder, what};
    }
}

TablesFolder::~TablesFolder() {
    remove_empty();
}

void TablesFolder::remove_empty() const {
    std::error_code ignored;
    for (auto const& folder : made_) {
        fs::remove(folder, ignored);  // fails where it holds something
    }
}

void write_tables(std::string const& folder,
                  std::vector<OutputTable> const& tables,
                  OlderTables older,
                  std::string const& choice) {
    require_tables(folder, tables, older, choice);
    TablesFolder const made{folder};
    OutputLock const lock{folder + '/' + all_tables, choice};
    require_tables(folder, tables, older, choice);
    std::vector<std::unique_ptr<PartialFile>> files;
    for (auto const& place : places_in(folder, tables, choice)) {
        auto const& text = tables[files.size()].text;
        files.push_back(std::make_unique<PartialFile>(place));
        files.back()->write(text.data(), text.size());
    }
    lock.require_held();
    for (auto const& file : files) {
        file->commit();
    }
}
}  // namespace chokepoint
