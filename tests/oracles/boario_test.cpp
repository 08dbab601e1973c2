/// \file boario_test.cpp
/// Mode ARIO against BoARIO 0.7.2, another program of the same model (Juhel
/// 2024, JOSS 9:6547), week by week. Oracle E40; tests/data/boario/README.md
/// says how its trajectories were made.
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "host/network/tables/load_network.hpp"
#include "tests/support/both.hpp"

namespace chokepoint::test {
namespace {
/// This folder, or another that tests/data/boario/make.py wrote.
std::string folder() {
    auto const* const other = std::getenv("CHOKEPOINT_BOARIO_DATA");
    return other ? other : CHOKEPOINT_SOURCE_DIR "/tests/data/boario";
}

using Cells = std::vector<std::string>;

/// Rows of a CSV file without quotes, its header first.
std::vector<Cells> read_rows(std::string const& name) {
    std::ifstream file{folder() + "/" + name};
    std::vector<Cells> rows;
    for (std::string line, cell; std::getline(file, line);) {
        std::istringstream cells{line};
        rows.emplace_back();
        while (std::getline(cells, cell, ',')) {
            rows.back().push_back(cell);
        }
    }
    return rows;
}

/// Scheduled outages by the number of the shock.
std::map<int, Shocks> read_shocks(SupplyNetwork const& network) {
    std::map<int, Shocks> shocks;
    auto const rows = read_rows("shocks.csv");
    for (std::size_t k = 1; k < rows.size(); ++k) {
        CapacityEvent e;
        while (network.nodes.at(e.node).id != rows[k][1]) {
            ++e.node;
        }
        e.start = std::stoi(rows[k][2]);
        e.hold = std::stod(rows[k][3]);
        e.severity = std::stod(rows[k][4]);
        shocks[std::stoi(rows[k][0])].capacity.push_back(e);
    }
    return shocks;
}

/// x of BoARIO, [week][node], by the number of the shock.
using Trajectories = std::map<int, std::vector<std::vector<double>>>;

Trajectories read_trajectories(std::string const& name,
                               SupplyNetwork const& network) {
    Trajectories all;
    auto const rows = read_rows(name);
    std::size_t const first = 2;  // after the shock and the week
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        EXPECT_EQ(rows.at(0).at(first + i), network.nodes[i].id);
    }
    for (std::size_t k = 1; k < rows.size(); ++k) {
        auto& weeks = all[std::stoi(rows[k][0])];
        EXPECT_EQ(weeks.size(), std::stoul(rows[k][1]));
        weeks.emplace_back();
        for (auto c = first; c < rows[k].size(); ++c) {
            weeks.back().push_back(std::stod(rows[k][c]));
        }
    }
    return all;
}

/// Where outputs differ most, shares of baseline.
struct Difference {
    double size = 0;
    std::size_t week = 0, node = 0;
};

Difference largest(WorldPath const& path,
                   std::vector<std::vector<double>> const& boario) {
    Difference most;
    for (std::size_t week = 0; week < boario.size(); ++week) {
        for (std::size_t i = 0; i < boario[week].size(); ++i) {
            double const size =
                std::fabs(path.output[week][i] - boario[week][i]);
            if (size > most.size) {
                most = {size, week, i};
            }
        }
    }
    return most;
}

class Boario : public Both {
  protected:
    void compare(std::string const& trajectories, CoreRules const& rules) {
        auto const network = load_network(folder() + "/network");
        auto const shocks = read_shocks(network);
        auto const boario = read_trajectories(trajectories, network);
        ASSERT_EQ(boario.size(), 5u);
        for (auto const& [shock, weeks] : boario) {
            auto const path = march(network, shocks.at(shock),
                                    static_cast<int>(weeks.size()), rules);
            auto const most = largest(path, weeks);
            EXPECT_LT(most.size, GetParam() == Who::engine ? 1e-6 : 1e-8)
                << "shock " << shock << ", week " << most.week << ", "
                << network.nodes[most.node].id;
        }
    }
};

TEST_P(Boario, AgreesWithFixedSharesOfOrders) {
    compare("fixed.csv", ario_rules());
}

TEST_P(Boario, AgreesWhereOrdersFollowCapacity) {
    auto rules = ario_rules();
    rules.orders_by_capacity = true;
    compare("capacity.csv", rules);
}

INSTANTIATE_TEST_SUITE_P(, Boario, reference_and_engine(), who_name);
}  // namespace
}  // namespace chokepoint::test
