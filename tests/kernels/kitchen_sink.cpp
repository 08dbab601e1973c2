#include "tests/kernels/kitchen_sink.hpp"

#include <cstring>
#include <regex>

#include "tests/support/random_network.hpp"

namespace chokepoint::test {
namespace {
char const families[] = R"(
[world]
start_regime = "crisis"
transition = [[0.9, 0.05, 0.05, 0], [0.05, 0.85, 0.1, 0],
              [0, 0.05, 0.9, 0.05], [0, 0, 0.2, 0.8]]

[[family]]
name = "quakes"
type = "natural_hazard"
rate = 0.8

[[family]]
name = "accidents"
type = "plant_accident"
rate = 0.4

[[family]]
name = "outages"
type = "cyber_outage"
rate = 0.4

[[family]]
name = "straits"
type = "logistic"
rate = 0.9

[[family]]
name = "surges"
type = "demand_surge"
rate = 0.3

[[family]]
name = "bans"
type = "export_ban"
rate = 0.5
split = ["exporter", "product"]
leak = 0.2

[[family]]
name = "licences"
type = "licence"
rate = 0.3
split = ["exporter"]

[[family]]
name = "entities"
type = "entity_list"
rate = 6
split = ["exporter"]
listed_share_per_entity = 0.01

[[family]]
name = "import-bans"
type = "import_ban"
rate = 0.3
split = ["importer"]

[[family]]
name = "tariffs"
type = "tariff"
rate = 0.4
split = ["importer"]

[[family]]
name = "war"
type = "blockade"
countries = ["C0"]
)";

char const rest[] = R"(
[[event]]
name = "fire"
type = "capacity"
start_week = 5
hold_weeks = 6
recovery_weeks = 10
severity = 0.6

[[measure]]
name = "quota"
type = "quota"
quota = 0.6
start_week = 8
duration_weeks = 20

[[measure]]
name = "licence"
type = "licence"
start_week = 3

[[package]]
name = "strict"
measures = ["quota", "licence"]

[metrics]
horizons = [13, 26]
)";

SupplyNetwork network() {
    return random_network(11, {5, 7, 40});
}

CompiledModel compile_text(std::string const& text, std::int32_t weeks) {
    std::string const head =
        "[campaign]\nnetwork = \".\"\nseed = 77\nweeks = " +
        std::to_string(weeks) + "\n";
    return compile(parse_campaign(head + text, "kitchen-sink.toml"), network());
}
}  // namespace

CompiledModel kitchen_sink(std::int32_t weeks, std::string const& extra) {
    return compile_text(std::string{families} + rest + extra, weeks);
}

CompiledModel kitchen_sink_at_rest(std::int32_t weeks) {
    // A blockade has no rate: its regime must stay out of reach.
    auto const quiet = std::regex_replace(
        std::regex_replace(std::string{families}, std::regex{"rate = [0-9.]+"},
                           "rate = 0"),
        std::regex{"0\\.9, 0\\.05\\], \\["}, "0.95, 0], [");
    return compile_text(quiet + R"(
[[measure]]
name = "toothless"
type = "ban"
strictness = 0
[[package]]
name = "idle"
measures = ["toothless"]
)",
                        weeks);
}

bool same_bits(ChunkLosses const& a, ChunkLosses const& b) {
    return a.value.size() == b.value.size() && a.count == b.count &&
           std::memcmp(a.value.data(), b.value.data(),
                       a.value.size() * sizeof(float)) == 0;
}
}  // namespace chokepoint::test
