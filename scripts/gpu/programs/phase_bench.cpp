/// \file phase_bench.cpp
/// Where the time of a week goes on a device: cycles of each phase.
///
///   phase_bench CAMPAIGN BLOCKS WARPS [PACKAGE] [KEY=VALUE]...
///
/// A block a tile, all at once. The slowest warp of a phase is what the others
/// wait for: where it needs much more than the mean, work is ill shared. One
/// JSON object on stdout.
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
        auto const blocks = static_cast<unsigned>(std::stoul(a.at(1)));
        auto const warps = static_cast<unsigned>(std::stoul(a.at(2)));
        auto const package =
            static_cast<std::uint32_t>(a.size() > 3 ? std::stoul(a[3]) : 0);
        std::vector<std::string> overrides(
            a.begin() + std::min<std::ptrdiff_t>(4, count - 1), a.end());
        auto const study = load_study(a.at(0), overrides);
        double seconds = 0;
        auto const phases = phase_clocks(study.model.view(), package, blocks,
                                         warps, seconds);
        j["test"] = "phases";
        j["campaign"] = a[0].substr(a[0].rfind('/') + 1);
        j["blocks"] = blocks;
        j["warps"] = warps;
        j["weeks"] = study.model.view().weeks;
        j["seconds"] = seconds;
        double all = 0;
        for (auto const& p : phases) {
            all += p.longest;
        }
        j["cycles_a_week"] = all;
        for (auto const& p : phases) {
            j["phases"].push_back({{"phase", p.phase},
                                   {"mean", p.mean},
                                   {"longest", p.longest},
                                   {"first", p.first},
                                   {"share", p.longest / all}});
        }
        fmt::print("{}\n", j.dump());
        return 0;
    } catch (std::exception const& error) {
        j = {{"test", "error"}, {"error", error.what()}};
        fmt::print("{}\n", j.dump());
        return 1;
    }
}
