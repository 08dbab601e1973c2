#include "host/network/generate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include "host/network/check.hpp"
#include "host/network/compiled_network.hpp"
#include "host/network/counted_random.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint {
void PrintTo(GenerateOptions const& o, std::ostream* out) {
    *out << o.nodes << " nodes, " << o.links_per_node << " links each, seed "
         << o.seed;
}
}  // namespace chokepoint

namespace chokepoint::test {
namespace {
struct Books {
    std::vector<double> sales, inputs;  ///< [nodes], million USD/week
    double final_demand = 0;
};

Books books(SupplyNetwork const& n) {
    Books b;
    b.sales.assign(n.nodes.size(), 0);
    b.inputs.assign(n.nodes.size(), 0);
    for (auto const& l : n.links) {
        b.sales[l.supplier] += l.flow;
        (l.to_final_demand ? b.final_demand : b.inputs[l.buyer]) += l.flow;
    }
    return b;
}

std::vector<double> customers(SupplyNetwork const& n) {
    std::vector<double> count(n.nodes.size(), 0);
    for (auto const& l : n.links) {
        count[l.supplier] += l.to_final_demand ? 0 : 1;
    }
    std::sort(count.rbegin(), count.rend());
    return count;
}

/// B. Hill 1975: exponent of the cumulative distribution from the `top`
/// largest values.
double hill_exponent(std::vector<double> const& sorted, std::size_t top) {
    double sum = 0;
    for (std::size_t i = 0; i < top; ++i) {
        sum += std::log(sorted[i] / sorted[top]);
    }
    return static_cast<double>(top) / sum;
}

class GenerateTest : public ::testing::TestWithParam<GenerateOptions> {
  protected:
    static GenerateOptions sized(std::uint32_t nodes,
                                 double links,
                                 Loops loops,
                                 std::uint64_t seed) {
        GenerateOptions o;
        o.nodes = nodes;
        o.links_per_node = links;
        o.loops = loops;
        o.seed = seed;
        return o;
    }

  public:
    static std::vector<GenerateOptions> cases() {
        std::vector<GenerateOptions> all{sized(4, 2, Loops::none, 1),
                                         sized(10, 2, Loops::allowed, 1),
                                         sized(30, 3, Loops::allowed, 2),
                                         sized(100, 7, Loops::none, 3),
                                         sized(100, 7, Loops::allowed, 3),
                                         sized(1000, 10, Loops::none, 4),
                                         sized(1000, 10, Loops::allowed, 4),
                                         sized(20000, 5, Loops::allowed, 5)};
        auto wide = sized(2000, 6, Loops::allowed, 6);
        wide.size_spread = 3;
        wide.products = 1000;
        all.push_back(wide);
        auto plain = sized(500, 6, Loops::none, 7);
        plain.countries = 1;
        plain.routes = 0;
        plain.size_spread = 0;
        plain.newcomer_share = 1;
        plain.suppliers_per_input = 1;
        all.push_back(plain);
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(Sizes,
                         GenerateTest,
                         ::testing::ValuesIn(GenerateTest::cases()),
                         [](auto const& info) {
                             return "Case" + std::to_string(info.index) +
                                    "Nodes" + std::to_string(info.param.nodes);
                         });

TEST_P(GenerateTest, GivesAsManyNodesAndLinksAsAsked) {
    auto const n = generate_network(GetParam());
    EXPECT_EQ(n.nodes.size(), GetParam().nodes);
    EXPECT_EQ(n.links.size(),
              std::llround(GetParam().nodes * GetParam().links_per_node));
    EXPECT_EQ(n.countries.size(), GetParam().countries);
    EXPECT_EQ(n.routes.size(), GetParam().routes);
}

TEST_P(GenerateTest, GivesNetworksThatPassTheCheckAndCompile) {
    auto const n = generate_network(GetParam());
    EXPECT_EQ(complaint([&] { CompiledNetwork{n}; }), "");
}

TEST_P(GenerateTest, BalancesEveryNode) {
    auto const n = generate_network(GetParam());
    auto const b = books(n);
    double value_added = 0;
    for (std::size_t i = 0; i < n.nodes.size(); ++i) {
        ASSERT_LT(b.inputs[i], 0.66 * b.sales[i]);
        ASSERT_NEAR(n.nodes[i].value_added, b.sales[i] - b.inputs[i],
                    1e-9 * b.sales[i]);
        ASSERT_GT(n.nodes[i].value_added, 0);
        value_added += n.nodes[i].value_added;
    }
    EXPECT_NEAR(value_added, b.final_demand, 1e-9 * value_added);
    EXPECT_NEAR(b.final_demand, 20.0 * GetParam().nodes, 1e-6 * value_added);
}

TEST_P(GenerateTest, LetsEveryNodeReachFinalDemand) {
    auto const n = generate_network(GetParam());
    std::vector<bool> reaches(n.nodes.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (auto const& l : n.links) {
            if (!reaches[l.supplier] &&
                (l.to_final_demand || reaches[l.buyer])) {
                reaches[l.supplier] = changed = true;
            }
        }
    }
    EXPECT_EQ(std::count(reaches.begin(), reaches.end(), false), 0);
}

TEST_P(GenerateTest, HasLoopsOnlyIfTheyAreAllowed) {
    auto const n = generate_network(GetParam());
    // Remove nodes that nobody left sells to; what stays is on or behind loops.
    std::vector<std::uint32_t> sellers(n.nodes.size(), 0);
    std::vector<std::vector<std::uint32_t>> buyers(n.nodes.size());
    for (auto const& l : n.links) {
        if (!l.to_final_demand) {
            buyers[l.supplier].push_back(l.buyer);
            ++sellers[l.buyer];
        }
    }
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < n.nodes.size(); ++i) {
        if (sellers[i] == 0) {
            open.push_back(i);
        }
    }
    std::size_t removed = 0;
    for (; removed < open.size(); ++removed) {
        for (auto const buyer : buyers[open[removed]]) {
            if (--sellers[buyer] == 0) {
                open.push_back(buyer);
            }
        }
    }
    if (GetParam().loops == Loops::none) {
        EXPECT_EQ(removed, n.nodes.size());
    } else if (GetParam().nodes >= 1000) {
        EXPECT_LT(removed, n.nodes.size());
    }
}

TEST_P(GenerateTest, IsAFunctionOfItsOptions) {
    auto options = GetParam();
    auto const n = generate_network(options);
    expect_equal(generate_network(options), n);
    ++options.seed;
    auto const other = generate_network(options);
    EXPECT_NE(n.nodes[0].value_added, other.nodes[0].value_added);
}

TEST(Generate, GivesSuppliersAHeavyTailOfCustomers) {
    GenerateOptions options;
    options.nodes = 30000;
    auto const count = customers(generate_network(options));
    double const mean = 6;
    EXPECT_GT(count[0], 100 * mean);
    auto const exponent = hill_exponent(count, 300);
    // Within a product 1/(1-c) = 1.33 (and fatter: products differ too).
    EXPECT_GT(exponent, 0.9);
    EXPECT_LT(exponent, 1.8);

    // Without preferential attachment the tail within a product is thin.
    options.newcomer_share = 1;
    auto const plain = customers(generate_network(options));
    EXPECT_LT(plain[0], count[0] / 4);
}

TEST(Generate, GivesLogNormalFirmsAHeavyTailOfSales) {
    GenerateOptions options;
    options.nodes = 20000;
    auto sales = books(generate_network(options)).sales;
    std::sort(sales.rbegin(), sales.rend());
    double all = 0, top = 0;
    for (std::size_t i = 0; i < sales.size(); ++i) {
        all += sales[i];
        top += i < sales.size() / 100 ? sales[i] : 0;
    }
    EXPECT_GT(top / all, 0.15) << "share of the largest 1 %";
}

TEST(Generate, MixesClassesInTheSharesAskedFor) {
    GenerateOptions options;
    options.nodes = 4000;
    options.products = 2000;
    options.critical_share = 0.2;
    options.important_share = 0;
    options.bundle_share = 0.5;
    options.capital_share = 0.1;
    options.lead_time_share = 0.4;
    auto const n = generate_network(options);
    // All producers of a product use an input alike: count recipes.
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    double count[5] = {}, late = 0;
    for (auto const& u : n.inputs) {
        if (seen.emplace(n.nodes[u.buyer].product, u.product).second) {
            ++count[static_cast<int>(u.input_class)];
            late += u.lead_time_weeks > 0;
        }
    }
    auto const all = static_cast<double>(seen.size());
    ASSERT_GT(all, 2000);
    // Standard errors are below 0.012.
    EXPECT_NEAR(count[0] / all, 0.2, 0.05);
    EXPECT_EQ(count[1], 0);
    EXPECT_NEAR(count[2] / all, 0.5, 0.05);
    EXPECT_NEAR(count[3] / all, 0.1, 0.05);
    EXPECT_NEAR(count[4] / all, 0.2, 0.05);
    EXPECT_NEAR(late / all, 0.4, 0.05);
}

TEST(Generate, MakesAMillionLinksInSeconds) {
    GenerateOptions options;
    options.nodes = 100000;
    options.links_per_node = 10;
    auto const start = std::chrono::steady_clock::now();
    auto const n = generate_network(options);
    auto const seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
            .count();
    EXPECT_EQ(n.links.size(), 1000000u);
    EXPECT_LT(seconds, 30) << "about 1.5 s on an idle core";
    EXPECT_EQ(complaint([&] { check(n); }), "");
}

TEST(Generate, SaysWhichOptionIsOutOfRange) {
    auto const said = [](auto change) {
        GenerateOptions options;
        change(options);
        return complaint([&] { generate_network(options); });
    };
    EXPECT_EQ(said([](auto& o) { o.nodes = 1; }),
              "generate: nodes = 1: must be 2 to 10000000");
    EXPECT_EQ(said([](auto& o) { o.links_per_node = 1.5; }),
              "generate: links_per_node = 1.5: must be 2 to 1000");
    EXPECT_EQ(said([](auto& o) { o.products = 1001; }),
              "generate: products = 1001: must be 2 to the number of nodes");
    EXPECT_EQ(said([](auto& o) { o.countries = 0; }),
              "generate: countries = 0: must be 1 to 1000");
    EXPECT_EQ(said([](auto& o) { o.critical_share = 0.9; }),
              "generate: sum of the class shares = 1.45: must be 0 to 1");
    EXPECT_EQ(said([](auto& o) { o.caution = 1; }),
              "generate: caution = 1: must be 0 to 0.99");
    EXPECT_EQ(said([](auto& o) { o.size_spread = std::nan(""); }),
              "generate: size_spread = nan: must be 0 to 3");
    EXPECT_THAT(said([](auto& o) { o.nodes = 12; }),
                ::testing::StartsWith(
                    "generate: 84 links do not fit 12 nodes of 3 products; "));
}

TEST(CountedRandom, IsUniformAndNormal) {
    CountedRandom random{1, 2};
    constexpr int draws = 200000;
    double sum = 0, normal = 0, square = 0;
    std::vector<int> bin(10, 0);
    for (int i = 0; i < draws; ++i) {
        sum += random.uniform();
        ++bin[random.below(10)];
        double const z = random.normal();
        normal += z;
        square += z * z;
    }
    // Five standard errors.
    EXPECT_NEAR(sum / draws, 0.5, 5 * 0.2887 / std::sqrt(draws));
    EXPECT_NEAR(normal / draws, 0, 5 / std::sqrt(draws));
    EXPECT_NEAR(square / draws, 1, 5 * std::sqrt(2.0 / draws));
    for (auto const count : bin) {
        EXPECT_NEAR(count, draws / 10, 5 * std::sqrt(draws * 0.09));
    }
}

TEST(CountedRandom, GivesEveryPurposeItsOwnStream) {
    CountedRandom one{1, 1}, other{1, 2}, seed{2, 1}, again{1, 1};
    auto const word = one.word();
    EXPECT_EQ(again.word(), word);
    EXPECT_NE(other.word(), word);
    EXPECT_NE(seed.word(), word);
}
}  // namespace
}  // namespace chokepoint::test
