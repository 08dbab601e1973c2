#include "host/campaign/selection/value_content.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "host/network/input_error.hpp"
#include "tests/campaign/small_network.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

Mask only(SupplyNetwork const& network, std::string const& country) {
    Mask mask(network.countries.size());
    for (std::size_t c = 0; c < mask.size(); ++c) {
        mask[c] = network.countries[c].id == country;
    }
    return mask;
}

/// theta by Gauss-Jordan elimination of the dense (I - A)^T, with pivots.
std::vector<double> dense_content(SupplyNetwork const& n, Mask const& who) {
    auto const size = n.nodes.size();
    std::vector<double> sales(size, 0);
    for (auto const& link : n.links) {
        sales[link.supplier] += link.flow;
    }
    // Row i: theta_i - sum_j flow_ji / sales_i theta_j = v_i.
    std::vector<std::vector<double>> rows(size,
                                          std::vector<double>(size + 1, 0));
    for (std::size_t i = 0; i < size; ++i) {
        rows[i][i] = 1;
        rows[i][size] =
            who[n.nodes[i].country] ? n.nodes[i].value_added / sales[i] : 0;
    }
    for (auto const& link : n.links) {
        if (!link.to_final_demand) {
            rows[link.buyer][link.supplier] -= link.flow / sales[link.buyer];
        }
    }
    for (std::size_t k = 0; k < size; ++k) {
        auto pivot = k;
        for (auto r = k; r < size; ++r) {
            pivot = std::abs(rows[r][k]) > std::abs(rows[pivot][k]) ? r : pivot;
        }
        std::swap(rows[k], rows[pivot]);
        for (std::size_t r = 0; r < size; ++r) {
            double const factor = r == k ? 0 : rows[r][k] / rows[k][k];
            for (std::size_t c = k; c <= size; ++c) {
                rows[r][c] -= factor * rows[k][c];
            }
        }
    }
    std::vector<double> theta(size);
    for (std::size_t i = 0; i < size; ++i) {
        theta[i] = rows[i][size] / rows[i][i];
    }
    return theta;
}

TEST(ContentTest, value_added_travels_down_the_chain) {
    auto const n = small_network();
    auto const theta = controller_content(n, only(n, "AUS"));
    EXPECT_DOUBLE_EQ(theta[1], 1);          // Australian ore, 4 of 4
    EXPECT_DOUBLE_EQ(theta[0], 0);          // Chinese ore
    EXPECT_NEAR(theta[2], 1. / 12, 1e-15);  // 1 of the 12 that metal sells
    EXPECT_NEAR(theta[3], 3. / 9, 1e-15);
    EXPECT_NEAR(theta[4], 5. / 25 / 12 + 6. / 25 / 3, 1e-15);
}

TEST(ContentTest, equals_the_dense_inverse_also_where_goods_go_in_circles) {
    auto n = small_network();
    // Devices run the Chinese metal works: metal -> chip -> device -> metal.
    Link loop;
    loop.supplier = 7;
    loop.buyer = 2;
    loop.flow = 2;
    n.links.push_back(loop);
    for (auto const* country : {"AUS", "CHN", "JPN", "USA"}) {
        auto const who = only(n, country);
        auto const theta = controller_content(n, who);
        auto const expected = dense_content(n, who);
        for (std::size_t i = 0; i < theta.size(); ++i) {
            EXPECT_NEAR(theta[i], expected[i], 1e-13)
                << country << " in " << n.nodes[i].id;
        }
    }
    // The loop brings Japanese chips into Chinese metal.
    EXPECT_GT(controller_content(n, only(n, "JPN"))[2], 0);
    EXPECT_EQ(controller_content(small_network(), only(n, "JPN"))[2], 0);
}

TEST(ContentTest, contents_of_all_countries_sum_to_1_if_accounts_balance) {
    auto n = small_network();
    std::vector<double> sales(n.nodes.size(), 0), cost(n.nodes.size(), 0);
    for (auto const& link : n.links) {
        sales[link.supplier] += link.flow;
        if (!link.to_final_demand) {
            cost[link.buyer] += link.flow;
        }
    }
    for (std::size_t i = 0; i < n.nodes.size(); ++i) {
        n.nodes[i].value_added = sales[i] - cost[i];
    }
    auto const theta = controller_content(n, Mask(n.countries.size(), 1));
    for (auto const share : theta) {
        EXPECT_NEAR(share, 1, 1e-13);
    }
}

TEST(ContentTest, refuses_inputs_that_cost_more_than_they_sell_for) {
    auto n = small_network();
    Link loop;
    loop.supplier = 2;
    loop.buyer = 2;
    loop.flow = 0;
    n.links.push_back(loop);
    n.links.back().flow = 1000;  // sales 1012, inputs 1007: still fine
    EXPECT_NO_THROW(controller_content(n, only(n, "AUS")));
    for (auto& link : n.links) {
        if (link.supplier != link.buyer && link.supplier == 2) {
            link.flow = 0;  // sales 1000, inputs 1007
        }
    }
    try {
        controller_content(n, only(n, "AUS"));
        FAIL();
    } catch (InputError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("cost more than all their sales"));
    }
}

/// Chips from Japan are a tool of the Chinese device maker.
TEST(DirectProductTest, tools_reach_as_many_stages_as_the_rule_says) {
    auto n = small_network();
    Mask const no_tools(n.products.size());
    auto const japan = only(n, "JPN");
    EXPECT_EQ(direct_product_reach(n, japan, no_tools, 9),
              Mask(n.nodes.size()));
    n.inputs[1].input_class = InputClass::capital;  // ore of JPN:metal
    auto const china = only(n, "CHN");
    // Depth 1: the metal; 2: chips of it; 3: devices with these chips.
    EXPECT_EQ(direct_product_reach(n, china, no_tools, 1),
              (Mask{0, 0, 0, 1, 0, 0, 0, 0, 0}));
    EXPECT_EQ(direct_product_reach(n, china, no_tools, 2),
              (Mask{0, 0, 0, 1, 1, 1, 0, 0, 0}));
    EXPECT_EQ(direct_product_reach(n, china, no_tools, 3),
              (Mask{0, 0, 0, 1, 1, 1, 0, 1, 1}));
    // Nobody else supplies that tool, and a tool of nobody reaches nobody.
    EXPECT_EQ(direct_product_reach(n, only(n, "USA"), no_tools, 3),
              Mask(n.nodes.size()));
}

TEST(DirectProductTest, tagged_products_are_tools_whatever_their_class) {
    auto const n = small_network();
    Mask chips(n.products.size());
    chips[2] = 1;
    EXPECT_EQ(direct_product_reach(n, only(n, "JPN"), chips, 1),
              (Mask{0, 0, 0, 0, 0, 0, 0, 1, 1}));
}
}  // namespace chokepoint::test
