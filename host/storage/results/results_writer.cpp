#include "host/storage/results/results_writer.hpp"
#include "host/storage/hdf5/filetype.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>

#include "host/storage/output/utc_now.hpp"

namespace chokepoint {
namespace {
hid_t file_type(Word word) {
    return word == Word::real      ? H5T_IEEE_F32LE
           : word == Word::integer ? H5T_STD_I32LE
                                   : H5T_STD_U32LE;
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
    char const* const number =
        "number of the world: the same world in every package";
    if (d.scenario.empty()) {
        file.write_count_scale("scenario", d.scenarios, number);
    } else {
        file.write_scale("scenario", {d.scenario.begin(), d.scenario.end()},
                         H5T_STD_I64LE, "1", number);
    }
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
        stored.push_back(
            {file.create(dataset.path, file_type(dataset.word), axes,
                         dataset.units, dataset.long_name, creation),
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

void ResultsFile::Writer::write(ChunkLosses const& chunk_losses) {
    /// Scenarios `first` to `last` of the run, all within one HDF5 chunk.
    struct Task {
        std::size_t dataset;
        std::uint64_t first, last;
        LossPacker* packer;
    };
    auto const& chunk = chunk_losses.chunk;
    auto const end = chunk.first_scenario + chunk.scenarios;
    std::vector<Task> tasks;
    for (std::size_t i = 0; i < stored.size(); ++i) {
        auto& [dataset, size, open] = stored[i];
        for (auto first = chunk.first_scenario; first < end;) {
            auto const last =
                std::min<std::uint64_t>(end, (first / size + 1) * size);
            auto const of_run = std::min<std::uint64_t>(
                size, description.scenarios - first / size * size);
            auto& packer = open.try_emplace({chunk.package, first / size}, size,
                                            of_run, losses[i].rows.size())
                               .first->second;
            tasks.push_back({i, first, last, &packer});
            first = last;
        }
    }

    if (!team) {
        team.emplace(options.threads);
    }
    std::mutex writing;
    team->share(tasks.size(), [&](unsigned, std::size_t t) {
        auto const [i, first, last, packer] = tasks[t];
        auto const size = stored[i].chunk;
        auto const begin = first / size * size;
        packer->put(chunk_losses, losses[i],
                    static_cast<std::uint32_t>(first - chunk.first_scenario),
                    static_cast<std::uint32_t>(last - first),
                    static_cast<std::uint32_t>(first - begin));
        if (!packer->full()) {
            return;
        }
        auto const packed = packer->pack(options.deflate_level);
        if (packed.empty()) {
            return;
        }
        std::vector<hsize_t> offset(2 + losses[i].axes.size(), 0);
        offset[0] = chunk.package;
        offset[1] = begin;
        std::lock_guard<std::mutex> const alone{writing};
        silence_hdf5();  // each thread has its own error stack
        check_hdf5(H5Dwrite_chunk(stored[i].dataset, H5P_DEFAULT, 0,
                                  offset.data(), packed.size(), packed.data()),
                   file.target(), "write '" + losses[i].path + "'");
    });
    for (auto const& task : tasks) {
        if (task.packer->full()) {
            auto& of = stored[task.dataset];
            of.open.erase({chunk.package, task.first / of.chunk});
        }
    }
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
