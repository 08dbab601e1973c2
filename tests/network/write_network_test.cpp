#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "host/network/generate.hpp"
#include "host/network/network_tables.hpp"
#include "tests/network/network_equality.hpp"
#include "tests/network/table_folder.hpp"

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

TEST(WriteNetwork, NamesAFolderThatCannotBeMade) {
    TemporaryFolder const folder;
    folder.write("file", "");
    auto const network = load_network(teaching_folder);
    EXPECT_THAT(
        complaint([&] { write_network(network, folder.file("file/in"), "s"); }),
        ::testing::StartsWith(folder.file("file/in") +
                              ": cannot make this folder ("));
    EXPECT_THAT(
        complaint([&] { write_network(network, folder.file("file"), "s"); }),
        ::testing::StartsWith(folder.file("file")));
}
/// No file of this process may grow beyond a size while the object lives: a
/// disk that is full.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) : handler_{signal(SIGXFSZ, SIG_IGN)} {
        getrlimit(RLIMIT_FSIZE, &before_);
        auto const small = rlimit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        signal(SIGXFSZ, handler_);
    }
    SmallDisk(SmallDisk const&) = delete;
    SmallDisk& operator=(SmallDisk const&) = delete;

  private:
    rlimit before_{};
    sighandler_t handler_;
};

TEST(WriteNetwork, LeavesNoPartOfATableOnAFullDisk) {
    TemporaryFolder const folder;
    auto const network = generate_network({});
    std::string said;
    {
        SmallDisk const disk{20000};
        try {
            write_network(network, folder.path(), "s");
        } catch (std::runtime_error const& error) {
            said = error.what();
        }
    }
    EXPECT_EQ(said, folder.file("nodes.csv") +
                        ": cannot be written (File too large)");
    for (auto const& entry :
         std::filesystem::directory_iterator{folder.path()}) {
        EXPECT_EQ(entry.path().extension(), ".csv");
        EXPECT_NE(entry.path().filename(), "nodes.csv");
    }
}
}  // namespace
}  // namespace chokepoint::test
