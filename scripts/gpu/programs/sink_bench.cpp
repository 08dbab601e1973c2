/// \file sink_bench.cpp
/// What the host does with finished chunks: journal, results file, statistics.
///
///   sink_bench CAMPAIGN CHUNK CHUNKS THREADS LEVEL FOLDER [REAL]
///
/// A block of REAL worlds (2048) is marched once and repeated to fill a chunk
/// of CHUNK; no engine in the timed part. LEVEL: of deflate. One JSON object.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "kernels/engine/engine.hpp"
#include "scripts/gpu/programs/bench_main.hpp"

namespace {
using namespace chokepoint;
using Json = nlohmann::ordered_json;

/// Seconds on the wall and of all threads.
struct Spent {
    double wall = 0, cpu = 0;

    template <class Work>
    void on(Work const& work) {
        auto const start = std::chrono::steady_clock::now();
        auto const cpu_start = cpu_now();
        work();
        cpu += cpu_now() - cpu_start;
        wall += std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                              start)
                    .count();
    }
    static double cpu_now() {
        timespec t;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return static_cast<double>(t.tv_sec) +
               1e-9 * static_cast<double>(t.tv_nsec);
    }
};

/// The columns of `from` again and again, until each row is `columns` long.
template <class T>
std::vector<T> widened(std::vector<T> const& from,
                       std::uint32_t real,
                       std::uint32_t columns) {
    auto const rows = from.size() / real;
    std::vector<T> to(rows * columns);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::uint32_t s = 0; s < columns; ++s) {
            to[r * columns + s] = from[r * real + s % real];
        }
    }
    return to;
}

void bench(std::vector<std::string> const& a) {
    auto const chunk = static_cast<std::uint32_t>(std::stoul(a.at(1)));
    auto const chunks = std::stoull(a.at(2));
    auto const total = chunk * chunks;
    auto const study =
        load_study(a.at(0), {"campaign.scenarios=" + std::to_string(total)});
    auto const view = study.model.view();
    auto const real = std::min<std::uint32_t>(
        chunk,
        a.size() > 6 ? static_cast<std::uint32_t>(std::stoul(a[6])) : 2048);
    ChunkLosses block;
    make_cpu_engine(view, {})->run({{0, 0, real}}, [&](ChunkLosses const& l) {
        block = l;
        return true;
    });
    ChunkLosses losses{{0, 0, chunk},
                       widened(block.value, real, chunk),
                       widened(block.count, real, chunk)};
    auto const path = a.at(5) + "/sink_bench.h5";
    std::filesystem::remove(path);
    auto description = describe(study);
    description.backend = "none";
    description.device = "none";
    StorageOptions options;
    options.threads = static_cast<unsigned>(std::stoul(a.at(3)));
    options.deflate_level = std::stoi(a.at(4));
    ChunkJournal journal{path, "sink_bench"};
    ResultsFile results{OutputClaim{path}, description, options};
    Spent store, write, statistics, finish;
    for (std::uint64_t k = 0; k < chunks; ++k) {
        for (std::uint32_t p = 0; p < view.package.size; ++p) {
            losses.chunk = {p, chunk * k, chunk};
            store.on([&] { journal.store(losses); });
            write.on([&] { results.write_losses(losses); });
        }
    }
    statistics.on([&] { write_statistics(results, options.threads); });
    finish.on([&] { results.finish(); });
    journal.remove();
    auto const worlds =
        static_cast<double>(total) * static_cast<double>(view.package.size);
    Json j;
    j["test"] = "sink";
    j["campaign"] = file_name(a[0]);
    j["chunk"] = chunk;
    j["worlds"] = total;
    j["packages"] = view.package.size;
    j["threads"] = options.threads;
    j["level"] = options.deflate_level;
    j["bytes"] = std::filesystem::file_size(path);
    auto& us = j["us_a_world_and_package"];
    for (auto const& [name, spent] :
         {std::pair{"journal", store}, std::pair{"write", write},
          std::pair{"statistics", statistics}, std::pair{"finish", finish}}) {
        us[name] = 1e6 * spent.wall / worlds;
        us[std::string{name} + "_cpu"] = 1e6 * spent.cpu / worlds;
    }
    j["worlds_per_s"] = worlds / (store.wall + write.wall);
    std::filesystem::remove(path);
    fmt::print("{}\n", j.dump());
}
}  // namespace

int main(int count, char** text) {
    return bench_main([&] {
        bench({text + 1, text + count});
        return 0;
    });
}
