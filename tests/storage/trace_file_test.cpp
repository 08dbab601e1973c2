#include "host/storage/trace/trace_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "host/storage/results/results_reader.hpp"
#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_flows.hpp"
#include "host/storage/trace/trace_tables.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Three nodes in two countries; the second node stops for a week.
class TraceFileTest : public ::testing::Test {
  protected:
    TraceFileTest() {
        description.program_version = "0.1.0";
        description.package = "none";
        description.scenario = 42;
        description.country = {"TWN", "ROW", "no-industry"};
        description.node = {"TWN-wafers", "TWN-chips", "ROW-ore, raw"};
        description.node_country = {0, 0, 1};
        description.value_added = {1, 3, 2};
        description.group = {"TWN-chips <- wafers"};
        description.sink = {"ROW <- chips"};
        description.slot = {"ban"};
        description.control_class = {"ban"};
        description.class_flow = {6};
        description.class_slots = {{0}};
        description.family = {"NAT", "CYB"};
        description.entity = {"TWN", "the \"fab\""};
        for (std::int32_t week = 0; week < 3; ++week) {
            auto const x = week == 1 ? 0.25f : 1.0f;
            trace.weeks.push_back({week,
                                   {1, x, 1},
                                   {1, x, 1},
                                   {1, 1, 1},
                                   {5, 0},
                                   {1, 1},
                                   {x, x},
                                   {x},
                                   {0.5f},
                                   {1},
                                   -0.5f,
                                   week});
        }
        description.scheduled = {"fire"};
        description.scheduled_target = {"TWN-chips"};
        trace.events.push_back(
            {1, 1, 1, 1, 0, .75f, 0, 0, 0, 0, true, .5f, {{1, .75f}}});
        trace.known = {{EventKind::scheduled, 0, 1, 1, 0, .5f, 0, 0, true},
                       {EventKind::measure, 0, 1, 9, 0, 0, .25f, 0, true}};
    }

    static std::string text_of(std::string const& path) {
        std::ifstream file{path};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    ScratchFolder folder;
    TraceDescription description;
    Trace trace;
};

TEST_F(TraceFileTest, national_output_is_weighted_by_value_added) {
    EXPECT_THAT(national_output(description, trace),
                ElementsAre(1, 1, 1, (1 + 3 * .25) / 4, 1, 1, 1, 1, 1));
}

TEST_F(TraceFileTest, tables_open_in_a_spreadsheet) {
    write_trace_tables(folder / "world", description, trace);
    EXPECT_EQ(text_of(folder / "world/countries.csv"),
              "week,regime,tension,TWN,ROW,no-industry\n"
              "0,0,-0.5,1,1,1\n"
              "1,1,-0.5,0.4375,1,1\n"
              "2,2,-0.5,1,1,1\n");
    EXPECT_EQ(text_of(folder / "world/nodes.csv"),
              "week,TWN-wafers,TWN-chips,\"ROW-ore, raw\"\n"
              "0,1,1,1\n"
              "1,1,0.25,1\n"
              "2,1,1,1\n");
    EXPECT_EQ(text_of(folder / "world/events.csv"),
              "kind,name,target,start_week,hold_weeks,recovery_weeks,severity,"
              "level,delay_weeks,first_member,members,took_effect,event,node,"
              "phase_weeks,force\n"
              "sampled,CYB,\"the \"\"fab\"\"\",1,1,0,0.75,0,0,0,0,1,0,"
              "TWN-chips,0.5,1\n"
              "scheduled,fire,TWN-chips,1,1,0,0.5,0,0,0,0,1,1,,0,1\n"
              "measure,ban,,1,9,0,0,0.25,0,0,0,1,2,,0,1\n");
    EXPECT_EQ(text_of(folder / "world/flows.csv"),
              "week,measure_number,measure,baseline_musd_per_week,measure_pass,"
              "passing_musd_per_week,share\n"
              "0,0,ban,6,0.5,6,1\n"
              "1,0,ban,6,0.5,1.5,0.25\n"
              "2,0,ban,6,0.5,6,1\n");
}

TEST_F(TraceFileTest,
       an_event_has_a_line_for_each_node_and_an_answer_for_each_measure) {
    trace.weeks.clear();
    description.slot = {"ban", "duty"};
    description.pair = {"TWN>ROW", "ROW>TWN"};
    trace.events = {
        {0, 0, 2, 4, 8, .5f, 0, 0, 1, 2, false, 0, {{1, .5f}, {0, .25f}}},
        {1, 1, 3, 6, 0, 0, 0, 0, 0, 0, true, 0, {}, .75f}};
    trace.known[0].nodes = {0, 2};
    trace.known[1].force = .5f;
    trace.known.push_back({EventKind::end, 0, 7, 0, 0, 0, 0, 0, true});
    trace.reactions = {{EventKind::answer, 0, 1, 0, 4, 5, .25f, true},
                       {EventKind::answer, 1, 1, 0, 4, 5, 3, true},
                       {EventKind::answer, 0, 0, 1, 9, 2, .25f, false},
                       {EventKind::end, 1, -1, -1, 6, 0, 0, true}};
    write_trace_tables(folder / "world", description, trace);
    auto const text = text_of(folder / "world/events.csv");
    EXPECT_EQ(text.substr(text.find('\n') + 1),
              "sampled,NAT,TWN,2,4,8,0.5,0,0,1,2,0,0,TWN-chips,0,1\n"
              "sampled,NAT,TWN,2,4,8,0.25,0,0,1,2,0,0,TWN-wafers,0,1\n"
              "sampled,CYB,\"the \"\"fab\"\"\",3,6,0,0,0.75,0,0,0,1,1,,0,1\n"
              "scheduled,fire,TWN-chips,1,1,0,0.5,0,0,0,0,1,2,TWN-wafers,0,1\n"
              "scheduled,fire,TWN-chips,1,1,0,0.5,0,0,0,0,1,2,"
              "\"ROW-ore, raw\",0,1\n"
              "measure,ban,,1,9,0,0,0.25,0,0,0,1,3,,0,0.5\n"
              "end,ban,,7,0,0,0,0,0,0,0,1,4,,0,1\n"
              "answer,ban,ROW>TWN,4,5,0,0,0.25,0,0,0,1,5,,0,1\n"
              "answer,duty,ROW>TWN,4,5,0,0,3,0,0,0,1,5,,0,1\n"
              "answer,ban,TWN>ROW,9,2,0,0,0.25,0,0,0,0,6,,0,1\n"
              "end,duty,,6,0,0,0,0,0,0,0,1,7,,0,1\n");
}

TEST_F(TraceFileTest, a_trace_is_one_file_and_no_results_file) {
    auto const path = folder / "trace.h5";
    write_trace(path, description, trace);
    EXPECT_EQ(folder.entries(), 1u);
    try {
        ResultsReader{path};
        FAIL() << "a trace was taken for results";
    } catch (WrongFileError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("is no Chokepoint results file"));
    }
}

TEST_F(TraceFileTest, a_trace_without_events_or_measures_can_be_written) {
    trace.events.clear();
    trace.known.clear();
    description.scheduled.clear();
    description.slot.clear();
    description.class_slots = {{}};
    for (auto& week : trace.weeks) {
        week.slot_pass.clear();
    }
    write_trace(folder / "trace.h5", description, trace);
    write_trace_tables(folder / "world", description, trace);
    EXPECT_EQ(folder.entries(), 2u);
}

TEST_F(TraceFileTest, states_of_another_network_are_refused_and_leave_no_file) {
    trace.weeks[1].output.pop_back();
    EXPECT_ANY_THROW(write_trace(folder / "trace.h5", description, trace));
    EXPECT_EQ(folder.entries(), 0u);
}

TEST_F(TraceFileTest, flows_pass_all_measures_on_their_links) {
    description.slot = {"ban", "quota", "chill"};
    description.class_flow = {9, 8, 2};
    description.class_slots = {{}, {0, 1}, {0}};
    trace.weeks.resize(1);
    trace.weeks[0].pass = {1, 0.25f, 0.5f};
    auto const flows = measure_flows(description, trace);
    EXPECT_THAT(flows.baseline, ElementsAre(10, 8, 0));
    EXPECT_THAT(flows.passing, ElementsAre(8 * .25 + 2 * .5, 8 * .25, 0));
    EXPECT_THAT(flows.share, ElementsAre(.3, .25, ::testing::IsNan()));
    trace.weeks[0].pass.pop_back();
    EXPECT_THROW(measure_flows(description, trace), StorageError);
}

TEST_F(TraceFileTest, a_folder_that_cannot_be_made_is_named) {
    std::ofstream{folder / "file"} << "text";
    try {
        write_trace_tables(folder / "file/world", description, trace);
        FAIL() << "a folder was made within a file";
    } catch (StorageError const& error) {
        EXPECT_THAT(error.what(), HasSubstr("file/world: cannot make"));
    }
}
}  // namespace chokepoint::test
