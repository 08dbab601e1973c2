#include "tests/support/kitchen_sink.hpp"

#include <cstring>
#include <regex>

#include "host/campaign/toml/load_campaign.hpp"
#include "tests/support/random/random_habits.hpp"
#include "tests/support/random/random_network.hpp"

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

/// Reaction, slow dynamics, prices, reserves, compliance, realised
/// announcements and trade books, all of them biting.
char const mechanisms[] = R"(
[dynamics]
erosion = 0.02
tool_decay = 0.02
precaution = 0.5
precaution_tension = 0

[[growth]]
name = "learners"
rate = 0.05
ceiling = 4

[prices]
speed = 0.1

[[market]]
name = "materials"
products = ["p0", "p1"]
split = ["C0"]

[[reserve]]
name = "pool"
countries = ["C1", "C2"]
products = ["p0"]
weeks = 3
target_weeks = 4
refill_rate = 0.1
refill_tension = 5

[[reserve]]
name = "dear"
countries = ["C3"]
products = ["p1"]
weeks = 2
trigger = "price"
release_price = 1.05

[[compliance]]
country = "C2"
export_control = { alpha = 3, beta = 4, lag_weeks = 2 }

[[measure]]
name = "announced"
type = "export_control"
senders = ["C1"]
exporters = ["C1"]
importers = ["C0"]
allies = ["C2", "C3"]
coverage = { distribution = "beta", a = 2, b = 3 }
implementation_weeks = { distribution = "uniform", low = 0, high = 9 }
de_minimis = 0.05
start_week = 2
exit_hazard = 0.02
exit_loss_hazard = 0.5

[[measure]]
name = "tariff-home"
type = "tariff"
importers = ["C0"]
exporters = ["C1"]
rate = 0.4
start_week = 1

[[measure]]
name = "answer"
type = "ban"
exporters = ["C0"]
importers = ["C1"]

[[measure]]
name = "scrutiny"
type = "deemed_export"
countries = ["C0"]
senders = ["C1"]
start_week = 4

[[measure]]
name = "plants"
type = "subsidy"
countries = ["C1"]
capacity = 0.3
build_weeks = 9

[[measure]]
name = "split"
type = "intra_firm_decoupling"
countries = ["C2"]
start_week = 3

[[measure]]
name = "second-sources"
type = "prequalification"
importers = ["C3"]
level = "ready"
kept = true

[[retaliation]]
name = "c0"
reactor = "C0"
against = ["C1"]
measures = ["answer"]
base = 0.2
most = 0.5
lag_weeks = 2

[[package]]
name = "statecraft"
measures = ["quota", "announced", "tariff-home", "scrutiny", "plants", "split",
            "second-sources"]
leak_prevention = 0.3
sender = ["C1"]
target = ["C0"]
)";
char const mechanism_metrics[] = R"(
leverage = ["C1>C0"]
flows = ["C1>C0", "C2>C0"]
denial = ["C0"]
denial_products = ["p0", "p1", "p2"]
costs = true
)";

SupplyNetwork network() {
    return random_network(11, {5, 7, 40});
}

/// The same with every mechanism that tables can name.
SupplyNetwork full_network() {
    auto all = network();
    add_random_habits(11, all);
    for (std::size_t i = 0; i < all.nodes.size(); ++i) {
        all.nodes[i].sites = 1 + i % 3;
    }
    for (auto& country : all.countries) {
        country.hazard_regions = 2;
    }
    return all;
}

CompiledModel compile_text(std::string const& text,
                           std::int32_t weeks,
                           SupplyNetwork const& tables = network()) {
    std::string const head =
        "[campaign]\nnetwork = \".\"\nseed = 77\nweeks = " +
        std::to_string(weeks) + "\n";
    return compile(parse_campaign(head + text, "kitchen-sink.toml"), tables);
}
}  // namespace

CompiledModel kitchen_sink(std::int32_t weeks, std::string const& extra) {
    return compile_text(std::string{families} + rest + extra, weeks);
}

CompiledModel full_kitchen_sink(std::int32_t weeks) {
    // Packages and metrics come last in `rest`; the mechanisms go before.
    return compile_text(
        std::string{families} + mechanisms + rest + mechanism_metrics, weeks,
        full_network());
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

ChunkLosses run_one(ModelView const& model,
                    Chunk const& chunk,
                    EngineOptions const& options) {
    ChunkLosses result;
    make_cpu_engine(model, options)->run({chunk}, [&](ChunkLosses const& l) {
        result = l;
        return true;
    });
    return result;
}

bool same_bits(ChunkLosses const& a, ChunkLosses const& b) {
    return a.value.size() == b.value.size() && a.count == b.count &&
           std::memcmp(a.value.data(), b.value.data(),
                       a.value.size() * sizeof(float)) == 0;
}
}  // namespace chokepoint::test
