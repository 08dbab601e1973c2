/// \file results_file_fixture.hpp
/// Writes a sample run and compares every word of it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "host/storage/results/results_file.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
/// \return the message of the exception that f throws
template <class Trouble, class F>
std::string message_of(F&& f) {
    try {
        f();
    } catch (Trouble const& trouble) {
        return trouble.what();
    }
    return "nothing was thrown";
}

class ResultsFileTest : public ::testing::Test {
  protected:
    ScratchFolder const scratch;
    std::string const path = scratch / "run.h5";

    /// Write a whole run in chunks of this many scenarios, last ones first.
    void write_run(std::uint64_t scenarios,
                   std::uint32_t chunk,
                   StorageOptions options = {}) {
        WhyNot const replaced = [](std::string const&) { return ""; };
        ResultsFile file{
            {path, replaced}, sample_description(scenarios), options};
        write_chunks(file, scenarios, chunk);
        file.finish();
    }

    static void write_chunks(ResultsFile& file,
                             std::uint64_t scenarios,
                             std::uint32_t chunk) {
        auto const chunks = (scenarios + chunk - 1) / chunk;
        for (std::uint64_t k = chunks; k-- > 0;) {
            for (std::uint32_t p = 0; p < 2; ++p) {
                auto const first = k * chunk;
                auto const size =
                    std::min<std::uint64_t>(chunk, scenarios - first);
                file.write_losses(
                    sample_losses(p, first, static_cast<std::uint32_t>(size)));
            }
        }
    }

    void expect_run(std::uint64_t scenarios) const {
        ResultsReader const reader{path};
        auto const layout = sample_layout();
        ASSERT_EQ(reader.description().scenarios, scenarios);
        for (std::uint32_t p = 0; p < 2; ++p) {
            auto const expect = [&](char const* dataset, std::uint32_t column,
                                    std::uint32_t row) {
                auto const values = reader.column(dataset, p, column);
                ASSERT_EQ(values.size(), scenarios);
                for (std::uint64_t s = 0; s < scenarios; ++s) {
                    ASSERT_EQ(values[s], sample_value(row, p, s))
                        << dataset << " of scenario " << s;
                }
            };
            auto const expect_count = [&](char const* dataset,
                                          std::uint32_t column,
                                          std::uint32_t row) {
                auto const values = reader.counts(dataset, p, column);
                ASSERT_EQ(values.size(), scenarios);
                for (std::uint64_t s = 0; s < scenarios; ++s) {
                    ASSERT_EQ(values[s], sample_count(row, p, s))
                        << dataset << " of scenario " << s;
                }
            };
            for (std::uint32_t c = 0; c < 3; ++c) {
                for (std::uint32_t h = 0; h < 2; ++h) {
                    auto const column = c * 2 + h;
                    expect("/losses/value_added", column,
                           layout.value_added(c, h));
                    expect("/losses/value_added_net", column,
                           layout.value_added_net(c, h));
                    expect("/losses/final_demand", column,
                           layout.final_demand(c, h));
                }
                expect("/losses/peak_loss", c, layout.peak_loss(c));
                expect("/losses/largest_episode", c, layout.episode_loss(c));
                expect("/losses/minimum_cover", c, layout.minimum_cover(c));
                expect_count("/losses/peak_week", c, layout.peak_week(c));
                expect_count("/losses/recovery_weeks", c,
                             layout.recovery_weeks(c));
                expect_count("/losses/recovery_censored", c,
                             layout.recovery_censored(c));
                expect_count("/losses/shortage_weeks", c,
                             layout.shortage_weeks(c));
                expect_count("/losses/stockout_weeks", c,
                             layout.stockout_weeks(c));
            }
            expect("/losses/cell_value_added", 1, layout.value_added(3, 1));
            expect("/world/maximum_tension", 0, layout.maximum_tension());
            expect_count("/world/regime_weeks", 2, layout.regime_weeks(2));
            expect_count("/world/event_count", 1, layout.event_count(1));
            expect_count("/world/family_mask", 0, layout.family_mask());
            expect_count("/world/measure_mask", 0, layout.measure_mask());
            expect_count("/world/overflow", 0, layout.overflow());
            expect_count("/world/first_shortage_node", 2,
                         layout.shortage_node(2));
            expect_count("/world/first_shortage_week", 1,
                         layout.shortage_week(1));
            expect_count("/world/first_shortage_input", 2,
                         layout.shortage_input(2));
            expect_count("/world/first_lack_node", 0, layout.lack_node(0));
            expect_count("/world/first_lack_week", 1, layout.lack_week(1));
            expect_count("/world/first_lack_input", 2, layout.lack_input(2));
        }
    }
};
}  // namespace chokepoint::test
