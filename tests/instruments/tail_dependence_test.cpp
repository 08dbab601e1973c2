/// \file tail_dependence_test.cpp
/// M46: chains within regions. Two regions make chips and devices and serve
/// each other; hazards hit their chip makers independently. What couples their
/// bad worlds is trade alone.
#include <algorithm>
#include <cmath>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/instruments/instrument.hpp"

namespace chokepoint::test {
namespace {
std::uint32_t const worlds = 20000;
enum Region : std::uint32_t { east, west };

/// 0 EAS:chip 1 WES:chip 2 EAS:device 3 WES:device. Each device maker buys
/// half of its chips at home and sells at home.
SupplyNetwork two_regions() {
    SupplyNetwork n;
    n.countries = {{"EAS", "Eastland", {}, 100, -1},
                   {"WES", "Westland", {}, 100, -1}};
    n.products = {{"chip", "Chip", "fab", "chips", false, 3},
                  {"device", "Device", "final", "users", false, 3}};
    for (std::uint32_t i = 0; i < 4; ++i) {
        Producer p;
        p.country = i % 2;
        p.product = i / 2;
        p.id = n.countries[p.country].id + ":" + n.products[p.product].id;
        p.value_added = 10;
        p.spare_capacity = 0;
        n.nodes.push_back(p);
    }
    auto const link = [&](std::uint32_t supplier, std::uint32_t buyer,
                          double flow, bool to_final_demand) {
        Link l;
        l.supplier = supplier;
        l.buyer = buyer;
        l.flow = flow;
        l.alternate_weight = to_final_demand ? 0 : flow;
        l.to_final_demand = to_final_demand;
        n.links.push_back(l);
    };
    for (std::uint32_t region : {east, west}) {
        link(east, 2 + region, 5, false);
        link(west, 2 + region, 5, false);
        link(2 + region, region, 20, true);
        Input i;
        i.buyer = 2 + region;
        i.product = 0;
        i.resourcing_ceiling = 1;
        n.inputs.push_back(i);
        n.final_demand.push_back({region, 1});
    }
    return n;
}

/// Hazards of these regions; each region of `local` gives its imports up.
struct Losses {
    std::vector<float> of[2];  ///< lost value added of 104 weeks, by world

    Losses(std::string const& hazards,
           std::vector<std::string> const& local,
           std::string const& share = "1") {
        std::string text =
            "[campaign]\nnetwork = \".\"\nseed = 11\nweeks = 104\n"
            "[[family]]\nname = \"hazards\"\ntype = \"natural_hazard\"\n"
            "rate = 0.5\nfraction = 1\nhold_weeks = 13\n"
            "severity = { distribution = \"uniform\", low = 0.3, high = 1 }\n"
            "products = [\"chip\"]\ncountries = [" +
            hazards + "]\n";
        for (auto const& region : local) {
            text += measure(region, "local_for_local",
                            "region = [\"" + region + "\"]\nshare = " + share);
        }
        auto const model =
            compile(parse_campaign(text + package(local), "trial.toml", {}),
                    two_regions());
        EngineOptions options;
        options.threads = 1;
        auto const view = model.view();
        OutputLayout const rows{view};
        make_cpu_engine(view, options)
            ->run({{1, 0, worlds}}, [&](ChunkLosses const& done) {
                for (std::uint32_t region : {east, west}) {
                    auto const row =
                        rows.value_added(region, rows.horizons - 1);
                    auto const begin =
                        done.value.begin() + std::ptrdiff_t{row} * worlds;
                    of[region].assign(begin, begin + worlds);
                }
                return true;
            });
    }

    double mean(Region region) const {
        double sum = 0;
        for (auto const loss : of[region]) {
            sum += loss;
        }
        return sum / worlds;
    }

    /// Share of the worst 1 in 20 worlds of the east that are among the worst
    /// of the west, counted by hand.
    double tail_dependence() const {
        std::uint32_t const rank = worlds / 20 * 19;  // VaR .95, from 1
        float at_risk[2];
        for (std::uint32_t region : {east, west}) {
            auto sorted = of[region];
            std::sort(sorted.begin(), sorted.end());
            EXPECT_GT(sorted[rank], sorted[rank - 1]) << "worlds tie at VaR";
            at_risk[region] = sorted[rank - 1];
        }
        double both = 0;
        for (std::uint32_t w = 0; w < worlds; ++w) {
            both += of[east][w] > at_risk[east] && of[west][w] > at_risk[west];
        }
        return both / (worlds - rank);
    }
};

std::string const everywhere = "\"EAS\", \"WES\"";

/// Of a tail of a thousand worlds.
double standard_error(double lambda) {
    return std::sqrt(lambda * (1 - lambda) / (worlds / 20));
}

TEST(LocalForLocal, unties_the_bad_worlds_of_two_regions) {
    auto const open = Losses{everywhere, {}}.tail_dependence();
    auto const one = Losses{everywhere, {"EAS"}}.tail_dependence();
    auto const both = Losses{everywhere, {"EAS", "WES"}}.tail_dependence();
    // Two closed regions share no luck: 1 - .95, up to chance.
    EXPECT_NEAR(both, .05, 4 * standard_error(.05));
    EXPECT_LT(one, open - 4 * standard_error(open));
    // The judge has something to tell apart.
    EXPECT_GT(open, .05 + 4 * standard_error(.05));
}

TEST(LocalForLocal, less_of_it_unties_less) {
    double before = 2;
    for (auto const share : {"0", "0.5", "1"}) {
        auto const now =
            Losses{everywhere, {"EAS", "WES"}, share}.tail_dependence();
        EXPECT_LT(now, before - 4 * standard_error(now)) << share;
        before = now;
    }
}

TEST(LocalForLocal, exposes_a_region_to_its_own_hazards) {
    Losses const open{"\"EAS\"", {}}, closed{"\"EAS\"", {"EAS", "WES"}};
    EXPECT_GT(closed.mean(east), 1.1 * open.mean(east));
    // And spares it those of others.
    EXPECT_GT(open.mean(west), 1);
    EXPECT_LT(closed.mean(west), .1 * open.mean(west));
}

/// On the network of the other trials: imports are given up, and at rest no
/// bit changes.
INSTANTIATE_TEST_SUITE_P(
    LocalForLocal,
    InstrumentTest,
    testing::Values(Instrument{
        "a_region_gives_its_imports_up",
        measure("m",
                "local_for_local",
                "region = [\"JPN\", \"USA\"]\nproducts = [\"metal\"]") +
            package({"m"}),
        package({}),
        {"measure.m.share=0"},
        [](Trial const& t) { return t.fewer_shipments("CHN>USA"); },
        Moves::up}),
    instrument_name);
}  // namespace
}  // namespace chokepoint::test
