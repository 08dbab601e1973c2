#include "host/storage/results/results_file.hpp"
#include "host/storage/results/storage_need.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(ResultsFileTest, every_word_comes_back_where_the_format_says) {
    write_run(1000, 1000);
    expect_run(1000);
}

TEST_F(ResultsFileTest, chunks_of_any_size_and_order_give_the_same_words) {
    write_run(1000, 37);
    expect_run(1000);
}

TEST_F(ResultsFileTest, long_runs_cross_the_chunks_of_the_file) {
    write_run(65536 + 700, 65536);
    expect_run(65536 + 700);
}

TEST_F(ResultsFileTest, threads_and_compression_do_not_change_a_word) {
    write_run(3000, 3000, {0, 1});
    expect_run(3000);
    write_run(3000, 3000, {9, 3});
    expect_run(3000);
}

TEST_F(ResultsFileTest, description_comes_back_whole) {
    write_run(10, 10);
    auto const d = ResultsReader{path}.description();
    auto const expected = sample_description(10);
    EXPECT_EQ(d.program_version, expected.program_version);
    EXPECT_EQ(d.git_commit, expected.git_commit);
    EXPECT_EQ(d.backend, expected.backend);
    EXPECT_EQ(d.device, expected.device);
    EXPECT_EQ(d.campaign, expected.campaign);
    EXPECT_EQ(d.network_sha256, expected.network_sha256);
    EXPECT_EQ(d.compiled_sha256, expected.compiled_sha256);
    EXPECT_EQ(d.created.size(), std::string{"2025-01-31T12:00:00Z"}.size());
    EXPECT_EQ(d.seed, expected.seed);
    EXPECT_EQ(d.weeks, expected.weeks);
    EXPECT_EQ(d.package, expected.package);
    EXPECT_EQ(d.country, expected.country);
    EXPECT_EQ(d.node_cell, expected.node_cell);
    EXPECT_EQ(d.sink_cell, expected.sink_cell);
    EXPECT_EQ(d.product, expected.product);
    EXPECT_EQ(d.node, expected.node);
    EXPECT_EQ(d.family, expected.family);
    EXPECT_EQ(d.family_id, expected.family_id);
    EXPECT_EQ(d.measure, expected.measure);
    EXPECT_EQ(d.horizon, expected.horizon);
    EXPECT_TRUE(d.shortages);
}

TEST_F(ResultsFileTest, files_of_older_programs_know_no_hash_of_tables) {
    auto description = sample_description(10);
    description.compiled_sha256.clear();
    ResultsFile file{path, description, {}};
    write_chunks(file, 10, 10);
    file.finish();
    expect_run(10);
    EXPECT_EQ(ResultsReader{path}.description().compiled_sha256, "");
}

TEST_F(ResultsFileTest, datasets_carry_scales_units_and_a_meaning) {
    write_run(10, 10);
    ResultsReader const reader{path};
    EXPECT_THAT(reader.axes("/losses/value_added"),
                ElementsAre("package", "scenario", "country", "horizon"));
    EXPECT_THAT(reader.axes("/world/event_count"),
                ElementsAre("package", "scenario", "family"));
    EXPECT_THAT(reader.shape("/losses/value_added"), ElementsAre(2, 10, 3, 2));
    EXPECT_EQ(reader.attribute("/losses/value_added", "units"), "million USD");
    EXPECT_THAT(reader.attribute("/losses/peak_loss", "long_name"),
                HasSubstr("weekly loss"));
    EXPECT_THAT(reader.names("/metric"), ::testing::Contains("peak_loss"));
}

TEST_F(ResultsFileTest, what_a_run_lacks_has_no_dataset) {
    auto d = sample_description(5);
    d.node_cell = d.country;
    d.family.clear();
    d.family_id.clear();
    d.shortages = false;
    ModelView m{};
    m.metrics.node_cell.size = m.metrics.sink_cell.size = 3;
    m.metrics.horizons = 2;
    m.network.countries = 3;
    OutputLayout const layout{m};
    ResultsFile file{path, d};
    for (std::uint32_t p = 0; p < 2; ++p) {
        file.write_losses(
            {{p, 0, 5},
             std::vector<float>(5 * layout.float_rows()),
             std::vector<std::int32_t>(5 * layout.integer_rows())});
    }
    file.finish();
    ResultsReader const reader{path};
    EXPECT_FALSE(reader.has("/losses/cell_value_added"));
    EXPECT_FALSE(reader.has("/world/event_count"));
    EXPECT_FALSE(reader.has("/losses/shortage_weeks"));
    EXPECT_FALSE(reader.description().shortages);
    EXPECT_THAT(reader.column("/losses/peak_loss", 1, 0),
                ElementsAre(0, 0, 0, 0, 0));
}

TEST_F(ResultsFileTest, losses_that_nobody_asked_for_are_not_stored) {
    auto d = sample_description(10);
    d.losses = {"peak", "recovery"};
    ResultsFile file{path, d};
    write_chunks(file, 10, 10);
    file.finish();
    ResultsReader const reader{path};
    EXPECT_THAT(
        reader.names("/metric"),
        ElementsAre("value_added", "cell_value_added", "peak_loss", "peak_week",
                    "recovery_weeks", "recovery_censored"));
    EXPECT_FALSE(reader.has("/losses/final_demand"));
    EXPECT_TRUE(reader.has("/world/event_count"));
    EXPECT_THAT(reader.description().losses,
                ElementsAre("value_added", "peak", "recovery"));
    EXPECT_EQ(reader.column("/losses/peak_loss", 1, 2)[7],
              sample_value(sample_layout().peak_loss(2), 1, 7));
    EXPECT_LT(storage_need(d, {}, 10).words,
              storage_need(sample_description(10), {}, 10).words);
}

TEST_F(ResultsFileTest, each_group_of_losses_can_be_stored_alone) {
    for (auto const group : {"value_added_net", "final_demand", "peak",
                             "episode", "recovery", "cover", "shortages"}) {
        auto d = sample_description(3);
        d.losses = {group};
        ResultsFile file{path, d};
        write_chunks(file, 3, 3);
        file.finish();
        EXPECT_THAT(ResultsReader{path}.description().losses,
                    ElementsAre("value_added", group));
        std::filesystem::remove(path);
    }
}

TEST_F(ResultsFileTest, scenarios_are_numbered_across_pieces) {
    auto const scenarios = 2 * 65536 + 5;
    write_run(scenarios, 65536);
    auto const numbers = ResultsReader{path}.table("/scenario");
    ASSERT_EQ(numbers.size(), scenarios);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        ASSERT_EQ(numbers[i], static_cast<double>(i));
    }
}

TEST_F(ResultsFileTest, one_world_is_a_row_of_the_columns) {
    write_run(1000, 300);
    ResultsReader const reader{path};
    auto const world = reader.world("/losses/value_added", 1, 777);
    ASSERT_EQ(world.size(), 6u);
    for (std::uint32_t c = 0; c < 6; ++c) {
        EXPECT_EQ(world[c], reader.column("/losses/value_added", 1, c)[777]);
    }
    EXPECT_THAT(reader.world_counts("/world/family_mask", 1, 777),
                ElementsAre(reader.counts("/world/family_mask", 1)[777]));
    EXPECT_THROW(reader.world("/losses/value_added", 1, 1000), StorageError);
    EXPECT_THROW(reader.world("/losses/value_added", 2, 0), StorageError);
}

TEST_F(ResultsFileTest, tables_name_their_axes_and_keep_missing_values) {
    auto const nan = std::numeric_limits<double>::quiet_NaN();
    ResultsFile file{path, sample_description(4)};
    write_chunks(file, 4, 4);
    file.write_scale("level", std::vector<double>{.95, .99}, "1", "level");
    file.write_scale("base", {"none", "export ban"}, "package compared with");
    std::vector<double> values(12, 1.5);
    values[11] = nan;
    file.write_table({"/summary/risk/value_at_risk",
                      "million USD",
                      "value at risk",
                      {"package", "country", "level"},
                      values});
    EXPECT_THAT(message_of<StorageError>([&] {
                    file.write_table({"/summary/x", "1", "x", {"planet"}, {}});
                }),
                HasSubstr("'/summary/x' names the axis 'planet'"));
    EXPECT_THAT(
        message_of<StorageError>([&] {
            file.write_table({"/summary/x", "1", "x", {"package"}, {1, 2, 3}});
        }),
        HasSubstr("'/summary/x' needs 2 values, not 3"));
    file.finish();
    ResultsReader const reader{path};
    auto const table = reader.table("/summary/risk/value_at_risk");
    ASSERT_EQ(table.size(), 12u);
    EXPECT_EQ(table[0], 1.5);
    EXPECT_TRUE(std::isnan(table[11]));
    EXPECT_THAT(reader.axes("/summary/risk/value_at_risk"),
                ElementsAre("package", "country", "level"));
    EXPECT_THAT(reader.table("/level"), ElementsAre(.95, .99));
    EXPECT_THAT(reader.names("/base"), ElementsAre("none", "export ban"));
}

TEST_F(ResultsFileTest, weights_are_one_until_they_are_written) {
    ResultsFile file{path, sample_description(4)};
    write_chunks(file, 4, 4);
    EXPECT_TRUE(file.reader().weights().empty());
    file.write_weights(1, {0.25, 4});
    EXPECT_THAT(file.reader().weights(), ElementsAre(1, 0.25, 4, 1));
    EXPECT_THROW(file.write_weights(3, {1, 1}), StorageError);
    file.finish();
    EXPECT_THAT(ResultsReader{path}.weights(), ElementsAre(1, 0.25, 4, 1));
}

TEST_F(ResultsFileTest, losses_can_be_read_before_the_file_is_finished) {
    ResultsFile file{path, sample_description(100)};
    write_chunks(file, 100, 30);
    auto const losses = file.reader().column("/losses/peak_loss", 1, 2);
    EXPECT_EQ(losses[77], sample_value(sample_layout().peak_loss(2), 1, 77));
    file.finish();
    expect_run(100);
}

TEST_F(ResultsFileTest, all_columns_come_in_order_whatever_the_memory) {
    write_run(500, 500);
    ResultsReader const reader{path};
    for (std::size_t const memory :
         {std::size_t{1}, std::size_t{5000}, std::size_t{1} << 30}) {
        std::vector<std::uint32_t> visited;
        reader.for_each_column(
            "/losses/value_added", 1,
            [&](std::uint32_t column, std::vector<float>&& losses) {
                visited.push_back(column);
                EXPECT_EQ(losses,
                          reader.column("/losses/value_added", 1, column));
            },
            memory);
        EXPECT_THAT(visited, ElementsAre(0, 1, 2, 3, 4, 5));
    }
}
}  // namespace chokepoint::test
