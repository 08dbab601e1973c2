#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/generate.hpp"
#include "host/network/tables/load_network.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"
#include "tests/network/written_network.hpp"

namespace chokepoint::test {
namespace {
TEST(WriteNetwork, GivesBackTheTeachingNetwork) {
    TemporaryFolder const folder;
    auto const network = load_network(teaching_folder);
    write_network(network, folder.path(), "invented");
    expect_equal(load_network(folder.path()), network);
}

TEST(WriteNetwork, GivesBackGeneratedNetworksToTheBit) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        GenerateOptions options;
        options.nodes = 200;
        options.seed = seed;
        options.priority_share = 0.3;
        auto const network = generate_network(options);
        TemporaryFolder const folder;
        write_network(network, folder.file("made/here"), "generated");
        expect_equal(load_network(folder.file("made/here")), network);
    }
}

TEST(WriteNetwork, GivesBackEveryFieldThatIsNotADefault) {
    TableFolder const tables;
    auto n = load_network(tables.path());
    n.countries[0].name = " Alpha, \"the\"\nland ";
    n.countries[0].blocs = {"G7", "QUAD"};
    n.countries[0].gdp_busd = 1.0 / 3;
    n.countries[0].natural_hazard_rate = 0;
    n.products[0].dual_use = true;
    n.products[0].tariff_elasticity = 0.1;
    n.nodes[0].firm = 0;
    n.nodes[0].latent = true;
    n.nodes[0].bundle_floor = 0.7;
    n.inputs[0].bundle_weight = 0.2;
    n.inputs[0].input_class = InputClass::bundle;
    n.inputs[1].input_class = InputClass::capital;
    n.inputs[2].input_class = InputClass::none;
    n.final_demand[0].postponed_share = 0.1 + 0.2;
    n.links[0].routes = {1, 0};
    n.links[0].alternate_weight = 0;
    n.links[0].priority = 1;
    TemporaryFolder const folder;
    write_network(n, folder.path(), "a, \"b\"");
    expect_equal(load_network(folder.path()), n);
}

TEST(WriteNetwork, WritesEqualNetworksAsEqualBytes) {
    TemporaryFolder const one, other;
    auto const network = load_network(teaching_folder);
    write_network(network, one.path(), "s");
    write_network(load_network(one.path()), other.path(), "s");
    EXPECT_EQ(network_sha256(one.path()), network_sha256(other.path()));
}

TEST(WriteNetwork, RefusesNamesThatTheReaderWould) {
    TemporaryFolder const folder;
    auto network = load_network(teaching_folder);
    network.nodes[0].id = "ALP:iron ore";
    EXPECT_EQ(complaint([&] { write_network(network, folder.path(), "s"); }),
              "'ALP:iron ore' is no name (a name is not empty and has no "
              "comma, semicolon or white space)");
}
}  // namespace
}  // namespace chokepoint::test
