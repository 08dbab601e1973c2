/// \file trace_readback_test.cpp
/// Every state of the mechanisms comes back from a trace as the engine gave
/// it, number by number: read by another program, h5dump.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

std::int32_t constexpr weeks = 5;

/// Five weeks of two nodes, three markets, two reserves and four pairs: no
/// state is square, and no two numbers are the same.
class TraceReadback : public testing::TestWithParam<char const*> {
  protected:
    void SetUp() override {
        if (std::system("h5dump --version > /dev/null 2>&1") != 0) {
            GTEST_SKIP() << "h5dump is not installed";
        }
        description.package = GetParam();
        description.country = {"JPN"};
        description.node = {"JPN:chip", "JPN:wafer"};
        description.node_country = {0, 0};
        description.value_added = {1, 2};
        description.market = {"gallium", "gallium@CHN", "germanium"};
        description.reserve = {"stock", "pool"};
        description.pair = {"CHN>USA", "USA>CHN", "CHN>JPN", "JPN>CHN"};
        float next = description.package == "none" ? 1 : 100;
        auto const fill = [&](std::size_t size) {
            std::vector<float> row;
            for (; row.size() < size; next += 0.0625f) {
                row.push_back(next);
            }
            return row;
        };
        for (std::int32_t week = 0; week < weeks; ++week) {
            TraceWeek w{};
            w.week = week;
            w.output = w.fill = w.capacity = {1, 1};
            w.growth = fill(2);
            w.upkeep = fill(2);
            w.standing = fill(2);
            w.log_price = fill(3);
            for (auto& p : w.log_price) {
                p = 1 / p - 0.5f;
            }
            w.reserve = fill(2);
            w.pair_loss = fill(4);
            w.retaliations = 7 * week + 1;
            trace.weeks.push_back(w);
        }
        path = folder / "trace.h5";
        write_trace(path, description, trace);
    }

    std::string run(std::string const& options) const {
        auto const text = folder / "dump.txt";
        EXPECT_EQ(std::system(("h5dump " + options + " '" + path + "' > '" +
                               text + "' 2>&1")
                                  .c_str()),
                  0)
            << options;
        std::ifstream file{text};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    /// The dataset's numbers as they lie in the file, and what it says of
    /// itself.
    template <class T>
    std::vector<T> values(std::string const& dataset) const {
        auto const raw = folder / "raw.bin";
        run("-d " + dataset + " -b LE -o '" + raw + "'");
        std::ifstream file{raw, std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
        std::vector<T> out(bytes.size() / sizeof(T));
        std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
        return out;
    }

    void expect_header(std::string const& dataset,
                       std::string const& type,
                       std::string const& shape,
                       std::string const& units,
                       std::string const& long_name) const {
        auto const header = run("-H -d " + dataset);
        EXPECT_THAT(header, HasSubstr("DATATYPE  " + type));
        EXPECT_THAT(header, HasSubstr("SIMPLE { ( " + shape + " )"));
        EXPECT_THAT(run("-a " + dataset + "/units"),
                    HasSubstr("\"" + units + "\""));
        EXPECT_THAT(run("-w 0 -a " + dataset + "/long_name"),
                    HasSubstr("\"" + long_name + "\""));
    }

    void expect_state(std::string const& name,
                      std::size_t columns,
                      std::string const& units,
                      std::string const& long_name,
                      std::vector<float> TraceWeek::*state) const {
        auto const dataset = "/weeks/" + name;
        expect_header(dataset, "H5T_IEEE_F32LE",
                      std::to_string(weeks) + ", " + std::to_string(columns),
                      units, long_name);
        std::vector<float> given;
        for (auto const& week : trace.weeks) {
            given.insert(given.end(), (week.*state).begin(),
                         (week.*state).end());
        }
        EXPECT_EQ(values<float>(dataset), given) << name;
    }

    ScratchFolder const folder;
    std::string path;
    TraceDescription description;
    Trace trace;
};

TEST_P(TraceReadback, SlowStatesReservesAndExposureComeBackToTheBit) {
    expect_state("long_run_capacity", 2, "share of baseline",
                 "capacity that a producer has built or lost, before damage",
                 &TraceWeek::growth);
    expect_state("upkeep", 2, "1",
                 "share of a producer's tools that parts and service keep "
                 "working",
                 &TraceWeek::upkeep);
    expect_state("standing", 2, "share of baseline",
                 "standing of a producer with its buyers",
                 &TraceWeek::standing);
    expect_state("reserve", 2, "weeks of use", "content of a reserve",
                 &TraceWeek::reserve);
    expect_state("exposure", 4, "1",
                 "share of the reactor's value added that measures of the "
                 "other side block, smoothed over 8 weeks",
                 &TraceWeek::pair_loss);
}

TEST_P(TraceReadback, PricesAreTheExponentialsOfTheEnginesLogarithms) {
    expect_header("/weeks/price", "H5T_IEEE_F32LE", "5, 3", "share of baseline",
                  "price of a market");
    auto const prices = values<float>("/weeks/price");
    ASSERT_EQ(prices.size(), 15u);
    for (std::size_t week = 0; week < 5; ++week) {
        for (std::size_t market = 0; market < 3; ++market) {
            double const expected =
                std::exp(double{trace.weeks[week].log_price[market]});
            EXPECT_NEAR(double{prices[3 * week + market]}, expected,
                        2e-7 * expected);
        }
    }
}

TEST_P(TraceReadback, AnswersAreCountedByWeek) {
    expect_header("/weeks/retaliations", "H5T_STD_I32LE", "5", "1",
                  "answers to measures until then");
    EXPECT_EQ(values<std::int32_t>("/weeks/retaliations"),
              (std::vector<std::int32_t>{1, 8, 15, 22, 29}));
}

TEST_P(TraceReadback, PackageAndNamesOfTheAxesComeBack) {
    EXPECT_THAT(run("-a /package"),
                HasSubstr("\"" + description.package + "\""));
    auto const pairs = run("-d /pair");
    auto const reserves = run("-d /reserve");
    for (auto const& name : description.pair) {
        EXPECT_THAT(pairs, HasSubstr(name));
    }
    for (auto const& name : description.reserve) {
        EXPECT_THAT(reserves, HasSubstr(name));
    }
    EXPECT_THAT(run("-d /market"), HasSubstr("gallium@CHN"));
}

INSTANTIATE_TEST_SUITE_P(OfBothPackages,
                         TraceReadback,
                         testing::Values("none", "act"),
                         [](auto const& info) {
                             return std::string{info.param};
                         });
}  // namespace
}  // namespace chokepoint::test
