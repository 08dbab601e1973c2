#include "host/study/run/run_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "host/network/input_error.hpp"
#include "host/storage/results/results_file.hpp"
#include "host/study/run/granted.hpp"
#include "host/study/tables/package_columns.hpp"

namespace chokepoint {
namespace {
/// Each chunk is a file of the journal until the run has ended.
constexpr std::uint64_t most_chunks = 1000000;

std::string megabytes(std::size_t bytes) {
    double const mega = 1e6;
    return fmt::format("{:.0f} MB", static_cast<double>(bytes) / mega);
}

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
}  // namespace

ScenarioRange all_scenarios(Study const& study) {
    return {0, study.campaign.header.scenarios};
}

RunPlan plan_run(Study const& study, Engine const& engine, Backend backend) {
    return plan_run(study, engine, backend, all_scenarios(study));
}

RunPlan plan_run(Study const& study,
                 Engine const& engine,
                 Backend backend,
                 ScenarioRange range) {
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
    plan.memory_bytes = plan.chunks_held * plan.chunk_bytes;
    if (backend == Backend::cpu) {  // else the tiles lie in device memory
        plan.memory_bytes += plan.tile_bytes * plan.tiles_in_flight;
    }
    auto const worlds = (range.last - range.first) * view.package.size;
    plan.statistics_bytes = statistics_memory(study);
    plan.words_stored = stored_words(describe(study));
    plan.file_bytes = worlds * plan.words_stored * word;
    plan.link_steps =
        worlds * view.network.links * static_cast<std::uint64_t>(view.weeks);
    return plan;
}

std::size_t statistics_memory(Study const& study) {
    auto const view = study.model.view();
    OutputLayout const layout{view};
    auto const& header = study.campaign.header;
    std::size_t const word = sizeof(float);
    auto const worlds = header.scenarios * view.package.size;
    // Losses of all countries by horizon; the worst worlds of each country,
    // under a byte for each world; columns read, columns visited, and what
    // the threads make of them.
    std::size_t bytes =
        worlds * layout.horizons * sizeof(double) + worlds * layout.countries +
        3 * std::max<std::uint64_t>(
                worlds * word,
                std::min<std::uint64_t>(
                    statistics_block_bytes,
                    worlds * word * layout.countries * layout.horizons));
    auto const description = describe(study);
    if (!description.mechanisms.side.empty()) {
        // Four sides of one package at all horizons (side_tables.cpp).
        bytes = std::max<std::uint64_t>(
            bytes, statistics_block_bytes +
                       4 * header.scenarios * layout.horizons * sizeof(double));
    }
    return bytes;
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

void require_statistics_memory(std::size_t bytes) {
    auto const available = host_memory();
    if (available > 0 && bytes > available) {
        throw EngineError{fmt::format(
            "the statistics of this run need {} of memory, the machine has {} "
            "(use fewer scenarios, packages or horizons)",
            megabytes(bytes), megabytes(available))};
    }
}

void require_memory(RunPlan const& plan) {
    auto const available = host_memory();
    if (available > 0 && plan.memory_bytes > available) {
        throw EngineError{fmt::format(
            "this run needs {} of memory, the machine has {} ({} chunks of "
            "{}, {} tiles of {}; use a smaller campaign.chunk or fewer "
            "threads)",
            megabytes(plan.memory_bytes), megabytes(available),
            plan.chunks_held, megabytes(plan.chunk_bytes), plan.tiles_in_flight,
            megabytes(plan.tile_bytes))};
    }
    require_statistics_memory(plan.statistics_bytes);
}
}  // namespace chokepoint
