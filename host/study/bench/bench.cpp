#include "host/study/bench/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <set>
#include <utility>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/generate.hpp"
#include "host/network/input_error.hpp"
#include "host/study/plan/chosen_engine.hpp"

namespace chokepoint {
namespace {
/// Something must happen, or every number stays 1.
std::string core_text(SupplyNetwork const& network, std::int32_t weeks) {
    return fmt::format(
        "[campaign]\n"
        "network = \"bench\"\n"
        "weeks = {0}\n"
        "[[event]]\n"
        "name = \"outage\"\n"
        "type = \"capacity\"\n"
        "nodes = [\"{1}\"]\n"
        "start_week = 1\n"
        "hold_weeks = 13\n"
        "recovery_weeks = 26\n"
        "[[family]]\n"
        "name = \"plant-accidents\"\n"
        "type = \"plant_accident\"\n"
        "[metrics]\n"
        "horizons = [{0}]\n",
        weeks, network.nodes.at(0).id);
}

/// Two countries that sell to each other. \throw InputError if there are none
std::pair<std::string, std::string> rivals(SupplyNetwork const& network) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> trade;
    for (auto const& link : network.links) {
        auto const from = network.nodes[link.supplier].country;
        auto const to = link.to_final_demand
                            ? link.buyer
                            : network.nodes[link.buyer].country;
        if (from == to) {
            continue;
        }
        trade.emplace(from, to);
        if (trade.count({to, from})) {
            return {network.countries[from].id, network.countries[to].id};
        }
    }
    throw InputError{
        "bench: no two countries of this network trade both ways (use "
        "--mechanisms core)"};
}

std::string statecraft_text(SupplyNetwork const& network) {
    auto const [sender, target] = rivals(network);
    return fmt::format(
        "[dynamics]\n"
        "[[growth]]\n"
        "name = \"learners\"\n"
        "countries = [\"{1}\"]\n"
        "[[measure]]\n"
        "name = \"licences\"\n"
        "type = \"licence\"\n"
        "exporters = [\"{0}\"]\n"
        "importers = [\"{1}\"]\n"
        "start_week = 4\n"
        "[[measure]]\n"
        "name = \"answer\"\n"
        "type = \"ban\"\n"
        "exporters = [\"{1}\"]\n"
        "importers = [\"{0}\"]\n"
        "[[retaliation]]\n"
        "name = \"target\"\n"
        "reactor = \"{1}\"\n"
        "against = [\"{0}\"]\n"
        "measures = [\"answer\"]\n"
        "[[package]]\n"
        "name = \"controls\"\n"
        "measures = [\"licences\"]\n",
        sender, target);
}

CompiledModel bench_model(SupplyNetwork const& network,
                          BenchOptions const& options) {
    auto text = core_text(network, options.weeks);
    if (options.mechanisms == "statecraft") {
        text += statecraft_text(network);
    }
    return compile(parse_campaign(text, "bench.toml"), network);
}

/// The last package: the one with measures, where there are any.
double march_seconds(Engine& engine,
                     std::uint32_t package,
                     std::uint32_t worlds) {
    auto const start = std::chrono::steady_clock::now();
    engine.run({{package, 0, worlds}}, [](ChunkLosses const&) { return true; });
    return std::chrono::duration<double>(std::chrono::steady_clock::now() -
                                         start)
        .count();
}

/// Tiles that one chunk, however large, keeps busy at once.
std::size_t tiles_of_one_chunk(Engine const& engine) {
    return engine.in_flight(std::numeric_limits<std::uint32_t>::max(), 1).tiles;
}

/// Whole rounds of all tiles that take about so many seconds.
std::uint32_t enough_worlds(Engine& engine,
                            std::uint32_t package,
                            double seconds) {
    auto const round =
        static_cast<std::uint32_t>(tiles_of_one_chunk(engine)) * engine.lanes();
    auto const one = std::max(1e-6, march_seconds(engine, package, round));
    auto const most = std::max(1u, (1u << 20) / round);
    auto const rounds = static_cast<std::uint32_t>(
        std::clamp(seconds / one, 1.0, static_cast<double>(most)));
    return rounds * round;
}
}  // namespace

BenchResult bench_network(std::string const& name,
                          SupplyNetwork const& network,
                          BenchOptions const& options) {
    auto const model = bench_model(network, options);
    auto const package = static_cast<std::uint32_t>(model.package.size()) - 1;
    auto const chosen = choose_engine(model, options.backend, options.engine);
    auto& engine = *chosen.engine;
    auto const worlds = enough_worlds(engine, package, options.seconds);
    auto const links = chosen.view->network.links;
    auto const steps = static_cast<double>(links) * options.weeks * worlds;
    std::vector<double> speed;
    for (unsigned i = 0; i < std::max(1u, options.repeats); ++i) {
        speed.push_back(steps / march_seconds(engine, package, worlds));
    }
    std::sort(speed.begin(), speed.end());
    auto const middle = speed.size() / 2;
    auto const median = speed.size() % 2
                            ? speed[middle]
                            : (speed[middle - 1] + speed[middle]) / 2;
    return {name,
            name_of(chosen.backend),
            engine.device(),
            chosen.notice,
            chosen.view->network.nodes,
            links,
            chosen.view->network.groups,
            worlds,
            engine.tile_bytes(),
            tiles_of_one_chunk(engine),
            engine.lanes(),
            median,
            speed.front(),
            speed.back()};
}

SupplyNetwork bench_network_of(std::uint64_t links) {
    std::uint64_t const links_per_node = 7;
    std::uint64_t const fewest = 100, most = 100000000;
    if (links < fewest || links > most) {
        throw InputError{
            fmt::format("--links {}: must be {} to {}", links, fewest, most)};
    }
    GenerateOptions options;
    options.links_per_node = links_per_node;
    options.nodes = static_cast<std::uint32_t>(links / links_per_node);
    return generate_network(options);
}
}  // namespace chokepoint
