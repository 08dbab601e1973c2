/// \file specific_parts_test.cpp
/// What a maker's parts take with them when it stops (model B1.1).
#include "host/network/specific_parts.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/network/network_equality.hpp"
#include "tests/support/both.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
constexpr int weeks = 80, off = 5;
constexpr std::uint32_t smallest = 3, buyer = 4;  ///< nodes

/// Makers of 40, 30, 20 and 10 % of the parts of a buyer that keeps two weeks
/// of them and has no spare capacity.
SupplyNetwork four_makers(double specific_share) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const part = build.product("part");
    auto const good = build.product("good");
    for (int k = 0; k < 4; ++k) {
        build.node(home, part, 10);
    }
    auto const b = build.node(home, good, 100);
    auto const row = build.input(b, part, InputClass::critical, 2, 5);
    build.network.inputs[row].specific_share = specific_share;
    for (std::uint32_t k = 0; k < 4; ++k) {
        build.link(k, b, 40 - 10.0 * k, 40 - 10.0 * k);
        build.network.nodes[k].spare_capacity = 0.5;
    }
    build.sale(b, home, 200);
    return build.network;
}

/// The smallest maker burns down for good.
Shocks fire() {
    Shocks shocks;
    shocks.capacity.push_back({smallest, off, weeks, 0, 1});
    return shocks;
}

class SpecificPartsOracle : public Both {};

/// Stocks of three weeks last three weeks; then 3 x 10 % of output is gone,
/// for good if nobody may take over.
TEST_P(SpecificPartsOracle, ASmallMakerTakesItsBreadthOfOutput) {
    auto const x = march(split_specific_parts(four_makers(1)), fire(), weeks);
    for (int t = 0; t < weeks; ++t) {
        EXPECT_NEAR(x.output[t][buyer], t < off + 3 ? 1 : 0.7, rounding()) << t;
    }
}

/// Half of what is bought can come of anybody: that half is short by 10 %, and
/// less is needed of it.
TEST_P(SpecificPartsOracle, TheRestIsBoughtOfAnybody) {
    auto const x = march(split_specific_parts(four_makers(0.5)), fire(), weeks);
    EXPECT_NEAR(x.output[off + 2][buyer], 1, rounding());
    EXPECT_NEAR(x.output[off + 3][buyer], 0.7, rounding());
    EXPECT_NEAR(x.output.back()[buyer], 0.7, rounding());
}

TEST_P(SpecificPartsOracle, OthersTakeOverOnceTheyAreQualified) {
    auto network = four_makers(1);
    auto& input = network.inputs.front();
    input.qualification_delay_weeks = 20;
    input.qualification_ramp_weeks = 10;
    input.resourcing_ceiling = 1;
    auto const x = march(split_specific_parts(network), fire(), weeks);
    EXPECT_NEAR(x.output[off + 3][buyer], 0.7, rounding());
    EXPECT_NEAR(x.output[off + 20][buyer], 0.7, rounding());
    EXPECT_GT(x.output.back()[buyer], 0.99);
}

/// What the split is for: of one maker like any other only its share is lost,
/// and that only if the others cannot make more.
TEST_P(SpecificPartsOracle, WithoutPartsOnlyTheShareIsLost) {
    auto plain = four_makers(0);
    for (std::uint32_t k = 0; k < 4; ++k) {
        plain.nodes[k].spare_capacity = 0;
    }
    auto const split = split_specific_parts(plain);
    expect_equal(split, plain);
    auto const x = march(split, fire(), weeks);
    EXPECT_NEAR(x.output.back()[buyer], 0.9, 1e-3);
    auto const deviation = largest_deviation(x, march(plain, fire(), weeks));
    EXPECT_EQ(deviation.size, 0) << deviation;
}

TEST_P(SpecificPartsOracle, NothingMovesAtBaseline) {
    for (double const share : {0.3, 1.0}) {
        auto const x =
            march(split_specific_parts(four_makers(share)), {}, weeks);
        for (auto const& week : x.output) {
            for (auto const output : week) {
                EXPECT_EQ(output, 1);
            }
        }
    }
}

/// A control on the maker hits what is bought of anybody and its parts alike.
TEST_P(SpecificPartsOracle, ABanHitsBothGroupsOfTheMaker) {
    auto const network = split_specific_parts(four_makers(0.5));
    Shocks shocks;
    Measure ban;
    for (std::uint32_t l = 0; l < network.links.size(); ++l) {
        if (network.links[l].supplier == smallest) {
            ban.links.push_back(l);
        }
    }
    ban.start = off;
    shocks.measures.push_back(ban);
    auto const x = march(network, shocks, weeks);
    EXPECT_NEAR(x.output.back()[buyer], 0.7, rounding());
    double received = 0, flows = 0;
    CompiledNetwork const compiled{network};
    for (std::size_t g = 0; g < network.inputs.size(); ++g) {
        auto const& group = compiled.group[g];
        received += x.receipts.back()[g] * double{group.baseline_receipts};
        flows += double{group.baseline_receipts};
    }
    EXPECT_LT(received, 0.9 * flows);
}

INSTANTIATE_TEST_SUITE_P(,
                         SpecificPartsOracle,
                         reference_and_engine(),
                         who_name);
}  // namespace
}  // namespace chokepoint::test
