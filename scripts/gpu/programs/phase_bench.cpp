/// \file phase_bench.cpp
/// Where the time of a march goes on a device: seconds of each step.
///
///   phase_bench CAMPAIGN TILES WARPS [PACKAGE] [KEY=VALUE]...
///
/// TILES march at once, with blocks of WARPS at most (0: as the engine does).
/// One JSON object on stdout.
#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/study/run/study.hpp"
#include "scripts/gpu/programs/phase_clocks.hpp"

int main(int count, char** text) {
    using namespace chokepoint;
    nlohmann::ordered_json j;
    try {
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
        j["campaign"] = a[0].substr(a[0].rfind('/') + 1);
        j["tiles"] = tiles;
        j["warps"] = warps;
        j["weeks"] = view.weeks;
        j["seconds"] = all;
        for (auto const& p : phases) {
            j["steps"][p.phase] = p.seconds;
        }
        fmt::print("{}\n", j.dump());
        return 0;
    } catch (std::exception const& error) {
        j = {{"test", "error"}, {"error", error.what()}};
        fmt::print("{}\n", j.dump());
        return 1;
    }
}
