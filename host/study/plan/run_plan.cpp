#include "host/study/plan/run_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "host/network/input_error.hpp"
#include "host/storage/results/storage_need.hpp"
#include "host/study/plan/granted.hpp"
#include "host/study/plan/study_key.hpp"
#include "host/study/sampling/event_features.hpp"
#include "host/study/tables/package_columns.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
std::string megabytes(std::uint64_t bytes) {
    double const mega = 1e6;
    return fmt::format("{:.0f} MB", static_cast<double>(bytes) / mega);
}

/// Each chunk is a file of the journal until the run has ended.
constexpr std::uint64_t most_chunks = 1000000;

/// \throw InputError if there were too many chunks, with the smallest chunk
///        that would do
void require_few_chunks(CampaignHeader const& header,
                        std::uint64_t worlds,
                        std::uint64_t packages) {
    auto const chunks = (worlds - 1) / header.chunk + 1;
    if (chunks > most_chunks / packages) {
        auto const ranges = most_chunks / packages;
        throw InputError{fmt::format(
            "[campaign]: chunk = {}: {} worlds of {} packages would be {} "
            "chunks, each of them a file while the run goes on (at most {}: a "
            "chunk of {} or more, or fewer worlds)",
            header.chunk, worlds, packages, chunks * packages, most_chunks,
            (worlds - 1) / ranges + 1)};
    }
}

/// Columns of losses that the statistics hold (study/tables).
std::uint64_t statistics_bytes(ResultsDescription const& d, unsigned threads) {
    std::uint64_t const word = sizeof(float);
    std::uint64_t const countries = d.country.size();
    std::uint64_t const horizons = d.horizon.size();
    auto const worlds = d.scenarios * d.package.size();
    auto const within_block = [&](std::uint64_t bytes) {
        return std::min<std::uint64_t>(statistics_block_bytes, bytes);
    };
    auto const all = worlds * word * countries * horizons;
    // Columns visited; where not all fit, those of the package that is read
    // are beside them.
    auto const columns =
        std::max(worlds * word, within_block(all)) +
        (all > statistics_block_bytes ? within_block(all / d.package.size())
                                      : 0);
    // Each thread sorts a column, with what that needs (statistics_threads).
    std::uint64_t const sorted = 32 * d.scenarios;
    // Losses of all countries by horizon; the worst worlds of each country,
    // under a byte for each world.
    auto const by_country = worlds * horizons * sizeof(double) +
                            worlds * countries + columns +
                            statistics_threads(threads, d.scenarios) * sorted;
    auto const cells =
        within_block(d.scenarios * word * horizons * d.node_cell.size());
    // Four sides of one package at all horizons (side_tables.cpp).
    auto const sides = d.mechanisms.side.empty()
                           ? 0
                           : within_block(all / d.package.size()) +
                                 4 * d.scenarios * horizons * sizeof(double);
    return std::max({by_country, cells, sides});
}

/// Summaries, attribution and names, whose number does not grow with worlds
/// (outputs/README.md).
std::uint64_t table_bytes(ResultsDescription const& d) {
    std::uint64_t const bounds = 3;
    std::uint64_t const packages = d.package.size();
    std::uint64_t const countries = d.country.size();
    std::uint64_t const horizons = d.horizon.size();
    std::uint64_t const levels = risk_levels.size();
    // A mean, and two measures at each level, with bounds: of value added and
    // of final demand.
    auto const risk = 2 * horizons * bounds * (1 + 2 * levels);
    // Value added by horizon, and the largest episode.
    auto const curves = (horizons + 1) * return_periods.size() * bounds;
    auto const causes =
        (d.family.size() + d.measure.size()) * bounds + d.node_cell.size();
    auto const dependence = countries * levels * bounds;
    // Differences and chances with bounds, and a ratio.
    auto const policy = packages * horizons * (2 * bounds + 1);
    // Of first shortages and first stops: two shares with bounds each, and
    // what they lacked, from whom.
    auto const nodes = d.node.size() * (4 * bounds + 4);
    std::uint64_t const name_bytes = 40;
    // What HDF5 takes for itself and for attributes of some 80 datasets: the
    // size of a file less its data, measured.
    std::uint64_t const own_bytes = 180000;
    return own_bytes +
           sizeof(double) * packages *
               (countries * (risk + curves + causes + dependence + policy) +
                nodes) +
           name_bytes * (d.node.size() + d.product.size() + countries);
}

/// One file a chunk, which takes whole blocks of the disk.
std::uint64_t journal_bytes(RunPlan const& plan, std::size_t key_bytes) {
    std::uint64_t const block = 4096;
    std::uint64_t const head = 48;
    std::uint64_t bytes = 0;
    for (auto const& chunk : plan.chunks) {
        auto const part = head + key_bytes +
                          plan.words_per_world * sizeof(float) *
                              std::uint64_t{chunk.scenarios};
        bytes += (part + block - 1) / block * block;
    }
    return bytes;
}
/// Of a screened run before its worlds are chosen: features of the pilot,
/// scores of all that is drawn, and their order.
std::uint64_t screening_bytes(Campaign const& campaign) {
    auto const& sampling = campaign.sampling;
    if (sampling.method == SamplingMethod::plain) {
        return 0;
    }
    // Four words more: the vector that holds them, and its allocation.
    auto const features =
        EventFeatures{campaign.families.size(), campaign.header.weeks}.size() +
        4;
    std::uint64_t const a_draw = 3 * sizeof(double);
    return sampling.pilot * features * sizeof(double) +
           sampling.draws * campaign.header.scenarios * a_draw;
}

/// The journal of its pilot, one package, until the run has ended.
std::uint64_t pilot_bytes(Campaign const& campaign, RunPlan const& plan) {
    auto const& sampling = campaign.sampling;
    return sampling.method == SamplingMethod::plain
               ? 0
               : sampling.pilot * plan.words_per_world * sizeof(float);
}
}  // namespace

StorageOptions storage_options(Study const& study, unsigned threads) {
    unsigned const most_usual = 8;
    return {study.campaign.output.compression,
            threads ? threads : std::min(most_usual, usable_cpus())};
}

ScenarioRange all_scenarios(Study const& study) {
    return {0, study.campaign.header.scenarios};
}

RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 StorageOptions const& storage) {
    return plan_run(study, engine, backend, storage, all_scenarios(study));
}

RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 StorageOptions const& storage,
                 ScenarioRange range,
                 Statistics statistics) {
    auto const view = study.model.view();
    OutputLayout const layout{view};
    auto const& header = study.campaign.header;
    require_few_chunks(header, range.last - range.first, view.package.size);
    RunPlan plan{};
    for (auto first = range.first; first < range.last; first += header.chunk) {
        auto const scenarios = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(header.chunk, range.last - first));
        for (std::uint32_t p = 0; p < view.package.size; ++p) {
            plan.chunks.push_back({p, first, scenarios});
        }
    }
    std::size_t const word = sizeof(float);
    plan.words_per_world = layout.float_rows() + layout.integer_rows();
    plan.chunk_bytes =
        plan.words_per_world * word * plan.chunks.front().scenarios;
    plan.tile_bytes = engine.tile_bytes();
    plan.lanes = engine.lanes();
    auto const held =
        engine.in_flight(plan.chunks.front().scenarios, plan.chunks.size());
    plan.tiles_in_flight = held.tiles;
    plan.chunks_held = held.chunks;
    auto const description = describe(study);
    auto const need = storage_need(description, storage, header.chunk);
    // On a GPU the tiles lie in device memory.
    auto const tiles = backend == Backend::cpu
                           ? plan.tile_bytes * plan.tiles_in_flight
                           : std::size_t{0};
    // A part of a run keeps its chunks as they are (host/study/parts).
    bool const whole = statistics == Statistics::now;
    plan.memory_bytes = tiles + plan.chunks_held * plan.chunk_bytes +
                        (whole ? need.filling_bytes : 0);
    plan.statistics_bytes =
        whole ? statistics_bytes(description, storage.threads) : 0;
    // What HDF5 takes once a file is open, measured.
    std::size_t const hdf5_bytes = 7000000;
    plan.program_bytes = resident_memory() + hdf5_bytes;
    plan.memory_bytes = std::max<std::size_t>(
        plan.memory_bytes, tiles + plan.chunks_held * plan.chunk_bytes +
                               screening_bytes(study.campaign));
    plan.peak_bytes =
        plan.program_bytes +
        std::max(plan.memory_bytes, tiles + plan.statistics_bytes);
    auto const worlds = (range.last - range.first) * view.package.size;
    plan.words_stored = need.words;
    plan.journal_bytes = journal_bytes(plan, study_key(study).size()) +
                         pilot_bytes(study.campaign, plan);
    plan.file_bytes = whole ? need.whole_bytes : plan.journal_bytes;
    plan.results_bytes =
        whole ? need.usual_bytes + table_bytes(description) : plan.file_bytes;
    plan.link_steps =
        worlds * view.network.links * static_cast<std::uint64_t>(view.weeks);
    return plan;
}

std::size_t resident_memory() {
    std::ifstream file{"/proc/self/statm"};  // pages in all, pages resident
    std::size_t all = 0, resident = 0;
    auto const page = sysconf(_SC_PAGESIZE);
    return file >> all >> resident && page > 0
               ? resident * static_cast<std::size_t>(page)
               : 0;
}

std::size_t host_memory() {
    auto const pages = sysconf(_SC_PHYS_PAGES);
    auto const page = sysconf(_SC_PAGESIZE);
    std::size_t const all =
        pages > 0 && page > 0
            ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(page)
            : 0;
    std::size_t const granted = granted_by_groups().memory;
    return granted > 0 && (all == 0 || granted < all) ? granted : all;
}

void require_memory(RunPlan const& plan) {
    auto const available = host_memory();
    if (available == 0) {
        return;
    }
    if (plan.program_bytes + plan.memory_bytes > available) {
        throw EngineError{fmt::format(
            "this run needs {} of memory, the machine has {} ({} of the "
            "program, {} chunks of {}, {} tiles of {}; use a smaller "
            "campaign.chunk or fewer threads)",
            megabytes(plan.program_bytes + plan.memory_bytes),
            megabytes(available), megabytes(plan.program_bytes),
            plan.chunks_held, megabytes(plan.chunk_bytes), plan.tiles_in_flight,
            megabytes(plan.tile_bytes))};
    }
    require_statistics_memory(plan.peak_bytes);
}

std::size_t statistics_memory(Study const& study, unsigned threads) {
    return resident_memory() + statistics_bytes(describe(study), threads);
}

void require_statistics_memory(std::size_t bytes) {
    auto const available = host_memory();
    if (available > 0 && bytes > available) {
        throw EngineError{fmt::format(
            "the statistics of this run need {} of memory, the machine has {} "
            "(use fewer scenarios, packages or horizons)",
            megabytes(bytes), megabytes(available))};
    }
}

void require_disk(RunPlan const& plan,
                  std::string const& output,
                  std::uint64_t there) {
    auto folder = std::filesystem::path{output}.parent_path();
    std::error_code unknown;
    auto const space =
        std::filesystem::space(folder.empty() ? "." : folder, unknown);
    auto const wanted = plan.disk_bytes() - std::min(there, plan.disk_bytes());
    if (!unknown && wanted > space.available) {
        throw StorageError{
            output,
            fmt::format(
                "the run needs {} of disk ({} of finished chunks until it "
                "ends, {} of results), and {} are free (use fewer scenarios, "
                "fewer [metrics] losses, or an output on another disk)",
                megabytes(wanted), megabytes(plan.journal_bytes),
                megabytes(plan.results_bytes), megabytes(space.available))};
    }
}
}  // namespace chokepoint
