#include "host/storage/results/results_reader.hpp"
#include "host/storage/hdf5/filetype.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/hdf5/seal.hpp"
#include "host/storage/results/loss_datasets.hpp"
#include "host/storage/results/mechanism_axes.hpp"
#include "host/storage/results/results_reader_state.hpp"
#include "host/storage/results/sound_file.hpp"
#include "host/storage/results/world_rows.hpp"

namespace chokepoint {
namespace {
std::string const no_results = "is no Chokepoint results file";

Handle open_results(std::string const& path) {
    silence_hdf5();
    if (!std::filesystem::exists(path)) {
        throw WrongFileError{path, "no such file"};
    }
    if (std::filesystem::is_directory(path)) {
        throw WrongFileError{path, no_results + " (it is a folder)"};
    }
    auto const sealed = look_at_seal(path);
    if (sealed.seal == Seal::broken) {
        throw WrongFileError{
            path, sealed.filetype == results_filetype
                      ? "is damaged: it is no longer what was written (its "
                        "checksum is another; take another copy, or run the "
                        "campaign again)"
                      : no_results + " (it is a damaged file of another kind)"};
    }
    if (sealed.filetype == part_filetype) {
        throw WrongFileError{path, no_results +
                                       " but a part of a run (`chokepoint "
                                       "merge` makes results of all parts)"};
    }
    auto const access = unlocked_access();
    Handle file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, access)};
    if (file < 0) {
        throw WrongFileError{path, no_results + " (" + hdf5_reason() + ")"};
    }
    if (H5Aexists(file, "filetype") <= 0 ||
        read_text_attribute(file, "filetype", path) != results_filetype) {
        throw WrongFileError{path, no_results +
                                       " (it lacks the attribute "
                                       "filetype = 'chokepoint-results')"};
    }
    auto const version = read_text_attribute(file, "format_version", path);
    std::string const known = results_format_version;
    auto const major = [](std::string const& text) {
        return text.substr(0, text.find('.'));
    };
    if (major(version) != major(known)) {
        throw WrongFileError{path,
                             "has format version " + version +
                                 " (this program reads version " + known +
                                 "; run the campaign again or use the program "
                                 "that wrote it)"};
    }
    require_sound(file, path);
    return file;
}

/// \throw WrongFileError if what the file says of its run cannot be
void require_sense(ResultsDescription const& d, std::string const& path) {
    auto const require = [&](bool holds, char const* what) {
        if (!holds) {
            throw WrongFileError{
                path, std::string{"is damaged or not ours: "} + what};
        }
    };
    require(!d.package.empty(), "it names no package");
    require(!d.country.empty(), "it names no country");
    require(!d.horizon.empty() && d.horizon.front() > 0 &&
                std::is_sorted(d.horizon.begin(), d.horizon.end()),
            "its horizons are no rising weeks");
    require(d.scenarios > 0 && d.weeks > 0, "it has no worlds or no weeks");
    require(d.measure.size() <= 32, "it has more than 32 measures");
    require(std::all_of(d.family_id.begin(), d.family_id.end(),
                        [](auto id) { return id >= 1 && id <= 30; }),
            "a family's bit is not 0 to 29");
    auto const& m = d.mechanisms;
    require(m.leverage_value_added.size() == m.leverage.size() &&
                m.date.empty() == m.leverage.empty(),
            "its pairs of leverage have no value added or no dates");
}

ResultsDescription describe(hid_t file, std::string const& path) {
    ResultsDescription d;
    auto const text = [&](char const* name) {
        return read_text_attribute(file, name, path);
    };
    auto const names = [&](char const* name) {
        return has_link(file, name) ? read_names(file, name, path)
                                    : std::vector<std::string>{};
    };
    auto const joined = [&](char const* name) {
        auto all = d.country;
        auto const further = names(name);
        all.insert(all.end(), further.begin(), further.end());
        return all;
    };
    auto const integers = [&](char const* name) {
        std::vector<std::int32_t> values;
        if (has_link(file, name)) {
            auto const dataset = open_numbers(file, name, path);
            values.resize(extent(dataset).at(0));
            check_hdf5(H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL,
                               H5P_DEFAULT, values.data()),
                       path, std::string{"read '"} + name + "'");
        }
        return values;
    };
    d.program_version = text("program_version");
    d.git_commit = text("git_commit");
    d.backend = text("backend");
    d.device = text("device");
    d.campaign = text("campaign");
    d.network_sha256 = text("network_sha256");
    if (H5Aexists(file, "compiled_sha256") > 0) {
        d.compiled_sha256 = text("compiled_sha256");
    }
    d.created = text("created");
    d.seed = read_number_attribute(file, "seed", path);
    d.scenarios = read_number_attribute(file, "scenarios", path);
    d.weeks =
        static_cast<std::int32_t>(read_number_attribute(file, "weeks", path));
    d.package = names("/package");
    d.country = names("/country");
    d.node_cell = joined("/cell");
    d.sink_cell = joined("/sink_cell");
    d.product = names("/product");
    d.node = names("/node");
    d.family = names("/family");
    d.measure = names("/measure");
    d.horizon = integers("/horizon");
    for (auto const bit : integers("/world/family_bit")) {
        d.family_id.push_back(static_cast<std::uint32_t>(bit) + 1);
    }
    d.shortages = has_link(file, "/losses/shortage_weeks");
    d.losses = loss_groups(names("/metric"));
    if (!d.country.empty()) {
        d.mechanisms = read_mechanisms(file, path, d);
    }
    require_sense(d, path);
    return d;
}

}  // namespace

ResultsReader::ResultsReader(std::string const& path) {
    try {
        auto file = open_results(path);
        auto description = describe(file, path);
        reader_ = std::make_shared<Reader>(std::move(file), path,
                                           std::move(description));
    } catch (WrongFileError const&) {
        throw;
    } catch (StorageError const& error) {
        // What every results file has cannot be read: the file is to blame.
        auto const reason = std::string{error.what()}.substr(path.size() + 2);
        throw WrongFileError{path, "is damaged or not ours: " + reason};
    }
}

ResultsReader::ResultsReader(std::shared_ptr<Reader const> reader)
    : reader_{std::move(reader)} {}

ResultsDescription const& ResultsReader::description() const {
    return reader_->description;
}

std::string const& ResultsReader::path() const {
    return reader_->path;
}

bool ResultsReader::has(std::string const& dataset) const {
    return has_link(reader_->file, dataset);
}

std::vector<std::uint64_t> ResultsReader::shape(
    std::string const& dataset) const {
    auto const sizes =
        extent(open_dataset(reader_->file, dataset, reader_->path));
    return {sizes.begin(), sizes.end()};
}

std::vector<std::string> ResultsReader::axes(std::string const& dataset) const {
    auto const data = open_dataset(reader_->file, dataset, reader_->path);
    return axis_names(data, reader_->path,
                      "read the axes of '" + dataset + "'");
}

std::string ResultsReader::attribute(std::string const& dataset,
                                     std::string const& name) const {
    auto const data = open_dataset(reader_->file, dataset, reader_->path);
    return read_text_attribute(data, name, reader_->path);
}

std::uint32_t ResultsReader::columns(std::string const& dataset) const {
    return WorldRows{reader_->file, dataset, reader_->path}.columns();
}

std::vector<float> ResultsReader::column(std::string const& dataset,
                                         std::uint32_t package,
                                         std::uint32_t column) const {
    return WorldRows{reader_->file, dataset, reader_->path}.column<float>(
        package, H5T_NATIVE_FLOAT, column);
}

std::vector<std::int32_t> ResultsReader::counts(std::string const& dataset,
                                                std::uint32_t package,
                                                std::uint32_t column) const {
    WorldRows const rows{reader_->file, dataset, reader_->path};
    if (rows.is_mask()) {  // keep all 32 bits
        auto const bits =
            rows.column<std::uint32_t>(package, H5T_NATIVE_UINT32, column);
        return {bits.begin(), bits.end()};
    }
    return rows.column<std::int32_t>(package, H5T_NATIVE_INT32, column);
}

std::vector<float> ResultsReader::world(std::string const& dataset,
                                        std::uint32_t package,
                                        std::uint64_t scenario) const {
    return WorldRows{reader_->file, dataset, reader_->path}.world<float>(
        package, H5T_NATIVE_FLOAT, scenario);
}

std::vector<std::int32_t> ResultsReader::world_counts(
    std::string const& dataset,
    std::uint32_t package,
    std::uint64_t scenario) const {
    WorldRows const rows{reader_->file, dataset, reader_->path};
    if (rows.is_mask()) {
        auto const bits =
            rows.world<std::uint32_t>(package, H5T_NATIVE_UINT32, scenario);
        return {bits.begin(), bits.end()};
    }
    return rows.world<std::int32_t>(package, H5T_NATIVE_INT32, scenario);
}

void ResultsReader::for_each_column(
    std::string const& dataset,
    std::uint32_t package,
    std::function<void(std::uint32_t, std::vector<float>&&)> const& visit,
    std::size_t memory_bytes) const {
    WorldRows const rows{reader_->file, dataset, reader_->path};
    auto const width = rows.columns();
    auto const fits = memory_bytes / (sizeof(float) * rows.scenarios());
    auto const at_once = static_cast<std::uint32_t>(
        std::clamp<std::size_t>(fits, 1, std::max(width, 1u)));
    for (std::uint32_t begin = 0; begin < width; begin += at_once) {
        auto const count = std::min(at_once, width - begin);
        std::vector<std::vector<float>> column(
            count, std::vector<float>(rows.scenarios()));
        rows.for_each_block<float>(
            package, H5T_NATIVE_FLOAT,
            [&](hsize_t first, hsize_t scenarios, auto const& words) {
                for (std::uint32_t c = 0; c < count; ++c) {
                    for (hsize_t s = 0; s < scenarios; ++s) {
                        column[c][first + s] = words[s * width + begin + c];
                    }
                }
            });
        for (std::uint32_t c = 0; c < count; ++c) {
            visit(begin + c, std::move(column[c]));
        }
    }
}

std::optional<std::uint64_t> ResultsReader::row_of(
    std::uint64_t scenario) const {
    auto const numbers = table("/scenario");
    auto const found = std::find(numbers.begin(), numbers.end(),
                                 static_cast<double>(scenario));
    if (found == numbers.end()) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(found - numbers.begin());
}

std::vector<double> ResultsReader::weights() const {
    auto values = table("/world/weight");
    bool const equal = std::all_of(values.begin(), values.end(),
                                   [](double w) { return w == 1; });
    return equal ? std::vector<double>{} : values;
}

std::vector<double> ResultsReader::table(std::string const& dataset) const {
    auto const data = open_numbers(reader_->file, dataset, reader_->path);
    auto const sizes = extent(data);
    std::vector<double> values(std::accumulate(
        sizes.begin(), sizes.end(), hsize_t{1}, std::multiplies<hsize_t>{}));
    check_hdf5(H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                       values.data()),
               reader_->path, "read '" + dataset + "'");
    return values;
}

std::vector<std::string> ResultsReader::names(
    std::string const& dataset) const {
    if (!has(dataset)) {
        throw WrongFileError{reader_->path, "has no dataset '" + dataset + "'"};
    }
    return read_names(reader_->file, dataset, reader_->path);
}
}  // namespace chokepoint
