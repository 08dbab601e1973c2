/// \file engine_bench.cpp
/// The engine alone, no files: are the bits those of the CPU, and how fast.
///
///   engine_bench equal CAMPAIGN WORLDS CHUNK [WARPS:BLOCKS[:WORKERS]]...
///   engine_bench time  CAMPAIGN WORLDS CHUNK WARPS BLOCKS REPEATS [--cpu]
///                      both: [--package P] [--set KEY=VALUE]...
///
/// WARPS of a block and BLOCKS in flight: 0 leaves the choice to the engine.
/// WORKERS on device 0, as if it were several devices. One JSON object a line
/// on stdout. Exit 1: bits differ, or it could not run.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "host/study/plan/study.hpp"
#include "kernels/engine/engine.hpp"
#include "scripts/gpu/programs/bench_main.hpp"

namespace {
using namespace chokepoint;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;
using Key = std::pair<std::uint32_t, std::uint64_t>;

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Arguments {
    std::vector<std::string> words, overrides;
    bool cpu = false;
    long package = -1;
};

Arguments read(int count, char** text) {
    Arguments a;
    for (int k = 1; k < count; ++k) {
        std::string const word = text[k];
        if (word == "--cpu") {
            a.cpu = true;
        } else if ((word == "--set" || word == "--package") && k + 1 < count) {
            ++k;
            if (word == "--set") {
                a.overrides.emplace_back(text[k]);
            } else {
                a.package = std::stol(text[k]);
            }
        } else {
            a.words.push_back(word);
        }
    }
    if (a.words.size() < 4) {
        throw std::invalid_argument{"usage: see the head of engine_bench.cpp"};
    }
    return a;
}

unsigned number(Arguments const& a, std::size_t index, unsigned otherwise) {
    return a.words.size() > index
               ? static_cast<unsigned>(std::stoul(a.words[index]))
               : otherwise;
}

class EngineBench {
  public:
    explicit EngineBench(Arguments const& a)
        : a_{a},
          study_{load_study(a.words[1], a.overrides)},
          view_{study_.model.view()},
          worlds_{std::stoull(a.words[2])} {
        auto const chunk = number(a, 3, 0);
        for (std::uint64_t first = 0; first < worlds_; first += chunk) {
            for (std::uint32_t p = 0; p < view_.package.size; ++p) {
                if (a.package < 0 || p == a.package) {
                    chunks_.push_back(
                        {p, first,
                         static_cast<std::uint32_t>(
                             std::min<std::uint64_t>(chunk, worlds_ - first))});
                    marched_ += chunks_.back().scenarios;
                }
            }
        }
    }

    bool equal() const {
        std::map<Key, ChunkLosses> expected;
        auto start = Clock::now();
        make_cpu_engine(view_, {})->run(chunks_, [&](ChunkLosses const& l) {
            expected.emplace(key(l), l);
            return true;
        });
        double const cpu_seconds = since(start);
        bool all = true;
        std::vector<std::string> shapes(a_.words.begin() + 4, a_.words.end());
        if (shapes.empty()) {
            shapes.emplace_back("0:0");
        }
        for (auto const& shape : shapes) {
            Difference difference;
            EngineOptions options;
            unsigned workers = 1;
            std::sscanf(shape.c_str(), "%u:%u:%u", &options.warps_per_block,
                        &options.blocks, &workers);
            options.devices.assign(workers, 0);
            start = Clock::now();
            auto const engine = make_cuda_engine(view_, options);
            std::size_t seen = 0;
            engine->run(chunks_, [&](ChunkLosses const& l) {
                ++seen;
                difference.look(expected.at(key(l)), l);
                return true;
            });
            auto report = head("equal");
            bool const same = difference.words == 0 && seen == chunks_.size();
            report["shape"] = shape;
            report["equal"] = same;
            report["words"] = difference.compared;
            report["words_that_differ"] = difference.words;
            report["first"] = difference.first;
            report["cpu_seconds"] = cpu_seconds;
            report["gpu_seconds"] = since(start);
            report["device"] = engine->device();
            print(report);
            all = all && same;
        }
        return all;
    }

    void time() const {
        EngineOptions options;
        options.warps_per_block = number(a_, 4, 0);
        options.blocks = number(a_, 5, 0);
        auto const repeats = std::max(1u, number(a_, 6, 3));
        auto start = Clock::now();
        auto const engine = a_.cpu ? make_cpu_engine(view_, options)
                                   : make_cuda_engine(view_, options);
        auto const make_seconds = since(start);
        std::vector<double> seconds;
        for (unsigned r = 0; r < repeats; ++r) {
            start = Clock::now();
            engine->run(chunks_, [](ChunkLosses const&) { return true; });
            seconds.push_back(since(start));
        }
        auto sorted = seconds;
        std::sort(sorted.begin(), sorted.end());
        double const median = sorted[sorted.size() / 2];
        auto const in_flight =
            engine->in_flight(chunks_.front().scenarios, chunks_.size());
        auto report = head("time");
        report["backend"] = a_.cpu ? "cpu" : "cuda";
        report["device"] = engine->device();
        report["warps"] = options.warps_per_block;
        report["blocks"] = options.blocks;
        report["tiles_in_flight"] = in_flight.tiles;
        report["tile_bytes"] = engine->tile_bytes();
        report["lanes"] = engine->lanes();
        report["make_seconds"] = make_seconds;
        report["seconds"] = seconds;
        report["median_seconds"] = median;
        report["worlds_per_s"] = static_cast<double>(marched_) / median;
        report["link_steps_per_s"] = static_cast<double>(view_.network.links) *
                                     view_.weeks *
                                     static_cast<double>(marched_) / median;
        print(report);
    }

  private:
    /// Words that are not the same, and where the first one is.
    struct Difference {
        std::size_t compared = 0, words = 0;
        std::string first;

        void look(ChunkLosses const& cpu, ChunkLosses const& gpu) {
            look("value", cpu.chunk, cpu.value, gpu.value);
            look("count", cpu.chunk, cpu.count, gpu.count);
        }
        template <class T>
        void look(char const* what,
                  Chunk const& chunk,
                  std::vector<T> const& cpu,
                  std::vector<T> const& gpu) {
            compared += cpu.size();
            if (cpu.size() != gpu.size()) {
                words += cpu.size();
                first = "sizes differ";
                return;
            }
            for (std::size_t k = 0; k < cpu.size(); ++k) {
                std::uint32_t a, b;
                std::memcpy(&a, &cpu[k], 4);
                std::memcpy(&b, &gpu[k], 4);
                if (a != b && words++ == 0) {
                    first = fmt::format(
                        "package {} world {} {} row {}: cpu {:08x} gpu {:08x}",
                        chunk.package,
                        chunk.first_scenario + k % chunk.scenarios, what,
                        k / chunk.scenarios, a, b);
                }
            }
        }
    };

    static Key key(ChunkLosses const& l) {
        return {l.chunk.package, l.chunk.first_scenario};
    }
    static void print(Json const& report) {
        fmt::print("{}\n", report.dump());
        std::fflush(stdout);
    }
    Json head(char const* test) const {
        Json j;
        j["test"] = test;
        j["campaign"] = file_name(a_.words[1]);
        j["extended"] = view_.rules.extended;
        j["links"] = view_.network.links;
        j["nodes"] = view_.network.nodes;
        j["weeks"] = view_.weeks;
        j["worlds"] = worlds_;
        j["worlds_marched"] = marched_;
        j["chunk"] = chunks_.front().scenarios;
        return j;
    }

    Arguments const& a_;
    Study study_;
    ModelView view_;
    std::uint64_t worlds_, marched_ = 0;
    std::vector<Chunk> chunks_;
};
}  // namespace

int main(int count, char** text) {
    return bench_main([&] {
        auto const arguments = read(count, text);
        EngineBench const bench{arguments};
        if (arguments.words[0] == "equal") {
            return bench.equal() ? 0 : 1;
        }
        bench.time();
        return 0;
    });
}
