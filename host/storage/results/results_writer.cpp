#include "host/storage/results/results_writer.hpp"
#include "host/storage/hdf5/filetype.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>

#include "host/storage/output/utc_now.hpp"
#include "host/storage/results/loss_packer.hpp"

namespace chokepoint {
namespace {
std::uint32_t const largest_chunk_scenarios = 65536;
std::size_t const largest_chunk_bytes = std::size_t{4} << 20;
unsigned const most_usual_threads = 8;

/// Power of two, so that chunks of the engine begin and end with ours.
std::uint32_t chunk_scenarios(std::size_t columns, std::uint64_t scenarios) {
    std::uint32_t size = largest_chunk_scenarios;
    while (size > 1 && size * columns * 4 > largest_chunk_bytes) {
        size /= 2;
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, scenarios));
}

hid_t file_type(Word word) {
    return word == Word::real      ? H5T_IEEE_F32LE
           : word == Word::integer ? H5T_STD_I32LE
                                   : H5T_STD_U32LE;
}

hid_t memory_type(Word word) {
    return word == Word::real      ? H5T_NATIVE_FLOAT
           : word == Word::integer ? H5T_NATIVE_INT32
                                   : H5T_NATIVE_UINT32;
}
}  // namespace

ResultsFile::Writer::Writer(OutputClaim given_claim,
                            ResultsDescription const& given,
                            StorageOptions const& storage_options)
    : description{given},
      options{storage_options},
      claim{std::move(given_claim)},
      partial{claim.place()},
      file{partial.path(), claim.path()},
      losses{loss_datasets(given)} {
    if (options.threads == 0) {
        options.threads = std::min(most_usual_threads, usable_cpus());
    }
    if (description.created.empty()) {
        description.created = utc_now();
    }
    write_attributes();
    write_axes();
    create_losses();
}

void ResultsFile::Writer::write_attributes() {
    auto const text = [&](char const* name, std::string const& value) {
        write_attribute(file.id(), name, value, file.target());
    };
    auto const number = [&](char const* name, std::uint64_t value) {
        write_attribute(file.id(), name, value, file.target());
    };
    text("filetype", results_filetype);
    text("format_version", results_format_version);
    text("program_version", description.program_version);
    text("git_commit", description.git_commit);
    number("seed", description.seed);
    number("scenarios", description.scenarios);
    number("weeks", static_cast<std::uint64_t>(description.weeks));
    text("backend", description.backend);
    text("device", description.device);
    text("campaign", description.campaign);
    text("network_sha256", description.network_sha256);
    if (!description.compiled_sha256.empty()) {
        text("compiled_sha256", description.compiled_sha256);
    }
    text("created", description.created);
}

void ResultsFile::Writer::write_axes() {
    auto const& d = description;
    auto const further = [&](std::vector<std::string> const& cells) {
        auto const begin = std::min(cells.size(), d.country.size());
        return std::vector<std::string>(
            cells.begin() + static_cast<std::ptrdiff_t>(begin), cells.end());
    };
    file.write_scale("package", d.package, "policy package");
    file.write_scale("country", d.country, "country");
    file.write_scale("horizon", {d.horizon.begin(), d.horizon.end()},
                     H5T_STD_I32LE, "weeks",
                     "weeks from the start over which losses are added up");
    file.write_scale("cell", further(d.node_cell),
                     "products and groups of producers");
    file.write_scale("sink_cell", further(d.sink_cell),
                     "products and groups of demand");
    file.write_scale("product", d.product, "product");
    file.write_scale("node", d.node, "producer");
    file.write_scale("family", d.family, "family of random events");
    file.write_scale("measure", d.measure,
                     "measure: bit i of /world/measure_mask");
    file.write_scale("regime", {"calm", "competition", "crisis", "conflict"},
                     "regime of the world");
    file.write_scale("bound", {"estimate", "lower", "upper"},
                     "estimate and its 95 % interval");
    file.write_scale("shortage", {0, 1, 2}, H5T_STD_I32LE, "1",
                     "order of the first shortages of a world");
    file.write_count_scale(
        "scenario", d.scenarios,
        "number of the world: the same world in every package");
    std::vector<std::string> metrics;
    for (auto const& dataset : losses) {
        if (dataset.path.rfind("/losses/", 0) == 0) {
            metrics.push_back(dataset.path.substr(8));
        }
    }
    file.write_scale("metric", metrics, "datasets in /losses");
    write_mechanism_axes();
}

void ResultsFile::Writer::create_losses() {
    for (auto const& dataset : losses) {
        auto const chunk =
            chunk_scenarios(dataset.rows.size(), description.scenarios);
        std::vector<std::string> axes{"package", "scenario"};
        std::vector<hsize_t> shape{1, chunk};
        for (auto const& axis : dataset.axes) {
            axes.push_back(axis);
            shape.push_back(file.size_of(axis, dataset.path));
        }
        Handle creation{H5Pcreate(H5P_DATASET_CREATE)};
        H5Pset_chunk(creation, static_cast<int>(shape.size()), shape.data());
        H5Pset_shuffle(creation);
        if (options.deflate_level > 0) {
            H5Pset_deflate(creation,
                           static_cast<unsigned>(options.deflate_level));
        }
        // Room for a few chunks, for losses that begin within one.
        Handle access{H5Pcreate(H5P_DATASET_ACCESS)};
        auto const bytes = std::size_t{4} * chunk * dataset.rows.size();
        H5Pset_chunk_cache(access, 521, 4 * bytes, H5D_CHUNK_CACHE_W0_DEFAULT);
        stored.push_back(
            {file.create(dataset.path, file_type(dataset.word), axes,
                         dataset.units, dataset.long_name, creation, access),
             chunk});
    }

    Handle creation{H5Pcreate(H5P_DATASET_CREATE)};
    double const one = 1;
    H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &one);
    hsize_t const chunk =
        std::min<hsize_t>(description.scenarios, largest_chunk_scenarios);
    H5Pset_chunk(creation, 1, &chunk);
    H5Pset_shuffle(creation);
    H5Pset_deflate(creation, 1);
    weights = file.create("/world/weight", H5T_IEEE_F64LE, {"scenario"}, "1",
                          "weight of the world in every statistic", creation);
    if (!description.family.empty()) {
        auto bit = description.family_id;
        if (bit.empty()) {
            bit.resize(description.family.size());
            std::iota(bit.begin(), bit.end(), 1u);
        }
        for (auto& id : bit) {
            --id;
        }
        file.write("/world/family_bit", H5T_STD_I32LE, {"family"}, "1",
                   "bit of the family in /world/family_mask, from 0",
                   H5T_NATIVE_UINT32, bit.data());
    }
}

bool ResultsFile::Writer::on_chunk_borders(Chunk const& chunk,
                                           std::uint32_t size) const {
    auto const end = chunk.first_scenario + chunk.scenarios;
    return chunk.first_scenario % size == 0 &&
           (end % size == 0 || end == description.scenarios);
}

void ResultsFile::Writer::write_packed(ChunkLosses const& chunk_losses,
                                       std::vector<std::size_t> const& which) {
    struct Task {
        std::size_t dataset;
        std::uint32_t first, scenarios;
    };
    auto const& chunk = chunk_losses.chunk;
    std::vector<Task> tasks;
    for (auto const i : which) {
        for (std::uint32_t first = 0; first < chunk.scenarios;
             first += stored[i].chunk) {
            tasks.push_back(
                {i, first, std::min(stored[i].chunk, chunk.scenarios - first)});
        }
    }

    if (!team) {
        team.emplace(options.threads);
    }
    silence_hdf5();  // each thread has its own error stack
    std::mutex writing;
    team->share(tasks.size(), [&](unsigned, std::size_t t) {
        auto const [i, first, scenarios] = tasks[t];
        auto const packed = pack(chunk_losses, losses[i], first, scenarios,
                                 stored[i].chunk, options.deflate_level);
        if (packed.empty()) {
            return;
        }
        std::vector<hsize_t> offset(2 + losses[i].axes.size(), 0);
        offset[0] = chunk.package;
        offset[1] = chunk.first_scenario + first;
        std::lock_guard<std::mutex> const alone{writing};
        silence_hdf5();
        check_hdf5(H5Dwrite_chunk(stored[i].dataset, H5P_DEFAULT, 0,
                                  offset.data(), packed.size(), packed.data()),
                   file.target(), "write '" + losses[i].path + "'");
    });
}

void ResultsFile::Writer::write_plain(ChunkLosses const& chunk_losses,
                                      std::size_t which) {
    silence_hdf5();  // each thread has its own error stack
    auto const& dataset = losses[which];
    auto const& chunk = chunk_losses.chunk;
    auto const doing = "write '" + dataset.path + "'";
    auto const words = gather(chunk_losses, dataset, 0, chunk.scenarios);
    std::vector<hsize_t> offset{chunk.package, chunk.first_scenario};
    std::vector<hsize_t> count{1, chunk.scenarios};
    for (auto const& axis : dataset.axes) {
        offset.push_back(0);
        count.push_back(file.size_of(axis, dataset.path));
    }
    auto const target =
        own(H5Dget_space(stored[which].dataset), file.target(), doing);
    check_hdf5(H5Sselect_hyperslab(target, H5S_SELECT_SET, offset.data(),
                                   nullptr, count.data(), nullptr),
               file.target(), doing);
    auto const source = own(
        H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
        file.target(), doing);
    check_hdf5(H5Dwrite(stored[which].dataset, memory_type(dataset.word),
                        source, target, H5P_DEFAULT, words.data()),
               file.target(), doing);
}

void ResultsFile::Writer::require_all_scenarios() {
    std::sort(written.begin(), written.end(), [](auto const& a, auto const& b) {
        return std::tie(a.package, a.first_scenario) <
               std::tie(b.package, b.first_scenario);
    });
    std::size_t next = 0;
    for (std::uint32_t p = 0; p < description.package.size(); ++p) {
        std::uint64_t end = 0;
        while (next < written.size() && written[next].package == p &&
               written[next].first_scenario <= end) {
            end = std::max(
                end, written[next].first_scenario + written[next].scenarios);
            ++next;
        }
        if (end < description.scenarios) {
            throw StorageError{
                file.target(),
                "cannot finish the file (package '" + description.package[p] +
                    "' lacks scenario " + std::to_string(end) + ")"};
        }
    }
}
}  // namespace chokepoint
