/// \file phase_bench.cpp
/// Where the time of a march goes on a device: seconds of each step.
///
///   phase_bench CAMPAIGN TILES WARPS [PACKAGE] [KEY=VALUE]...
///
/// TILES march at once, with blocks of WARPS at most (0: as the engine does).
/// One JSON object on stdout.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/study/plan/study.hpp"
#include "scripts/gpu/programs/bench_main.hpp"
#include "scripts/gpu/programs/phase_clocks.hpp"

int main(int count, char** text) {
    using namespace chokepoint;
    return bench_main([&] {
        nlohmann::ordered_json j;
        std::vector<std::string> const a(text + 1, text + count);
        auto const tiles = static_cast<unsigned>(std::stoul(a.at(1)));
        auto const warps = static_cast<unsigned>(std::stoul(a.at(2)));
        auto const package =
            static_cast<std::uint32_t>(a.size() > 3 ? std::stoul(a[3]) : 0);
        std::vector<std::string> overrides(
            a.begin() + std::min<std::ptrdiff_t>(4, count - 1), a.end());
        auto const study = load_study(a.at(0), overrides);
        auto const view = study.model.view();
        auto const phases = phase_clocks(view, package, tiles, warps);
        double all = 0;
        for (auto const& p : phases) {
            all += p.seconds;
        }
        j["test"] = "phases";
        j["campaign"] = file_name(a[0]);
        j["tiles"] = tiles;
        j["warps"] = warps;
        j["weeks"] = view.weeks;
        j["seconds"] = all;
        for (auto const& p : phases) {
            j["steps"][p.phase] = p.seconds;
        }
        fmt::print("{}\n", j.dump());
        return 0;
    });
}
