/// \file write_sample_results.cpp
/// Writes a small results file and what other tools should find in it:
///
///     expected.csv    dataset,package,scenario,i,j,value
///     names.csv       dataset,index,name
///     attributes.csv  name,value
///
/// `ascii.h5` and `ascii_names.csv` are the same without the accent in a name:
/// Octave reads no other text.
/// Indices count from 0; i and j are the trailing axes, -1 where there is none.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "host/storage/results/results_file.hpp"
#include "host/storage/trace/trace_file.hpp"
#include "tests/storage/sample_run.hpp"

namespace chokepoint::test {
namespace {
std::uint64_t const scenarios = 1000;

class ExpectedTable {
  public:
    explicit ExpectedTable(std::string const& path) : file_{path} {
        file_ << "dataset,package,scenario,i,j,value\n";
    }
    template <class T>
    void row(char const* dataset,
             std::uint32_t package,
             std::uint64_t scenario,
             int i,
             int j,
             T value) {
        char text[64];
        std::snprintf(text, sizeof text, "%.2f", static_cast<double>(value));
        file_ << dataset << ',' << package << ',' << scenario << ',' << i << ','
              << j << ',' << text << '\n';
    }

  private:
    std::ofstream file_;
};

void write_expected(std::string const& path) {
    ExpectedTable table{path};
    auto const l = sample_layout();
    for (std::uint32_t p = 0; p < 2; ++p) {
        for (std::uint64_t s : {0u, 1u, 17u, 999u}) {
            for (std::uint32_t c = 0; c < 3; ++c) {
                auto const i = static_cast<int>(c);
                for (std::uint32_t h = 0; h < 2; ++h) {
                    table.row("/losses/value_added", p, s, i,
                              static_cast<int>(h),
                              sample_value(l.value_added(c, h), p, s));
                }
                table.row("/losses/peak_loss", p, s, i, -1,
                          sample_value(l.peak_loss(c), p, s));
                table.row("/losses/recovery_weeks", p, s, i, -1,
                          sample_count(l.recovery_weeks(c), p, s));
            }
            table.row("/world/maximum_tension", p, s, -1, -1,
                      sample_value(l.maximum_tension(), p, s));
            table.row("/world/family_mask", p, s, -1, -1,
                      static_cast<std::uint32_t>(
                          sample_count(l.family_mask(), p, s)));
        }
    }
}

void write_names(std::string const& path, ResultsDescription const& d) {
    std::ofstream file{path};
    file << "dataset,index,name\n";
    auto const axis = [&](char const* name,
                          std::vector<std::string> const& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            file << name << ',' << i << ',' << values[i] << '\n';
        }
    };
    axis("/package", d.package);
    axis("/country", d.country);
    axis("/node", d.node);
}

void write_attributes(std::string const& path, ResultsDescription const& d) {
    std::ofstream file{path};
    file << "name,value\nfiletype,chokepoint-results\nformat_version,"
         << results_format_version << "\nprogram_version," << d.program_version
         << "\nbackend," << d.backend << "\nscenarios," << d.scenarios
         << "\nweeks," << d.weeks << '\n';
}

void write_results(std::string const& path, ResultsDescription const& d) {
    ResultsFile file{path, d};
    for (std::uint32_t p = 0; p < 2; ++p) {
        file.write_losses(sample_losses(p, 0, scenarios));
    }
    file.write_scale("level", std::vector<double>{.95, .99, .995}, "1",
                     "level");
    std::vector<double> values(2 * 3 * 2 * 3 * 3);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<double>(i) / 2;
    }
    file.write_table({"/summary/risk/value_at_risk",
                      "million USD",
                      "value at risk",
                      {"package", "country", "horizon", "level", "bound"},
                      values});
    file.finish();
}

/// Two weeks of three nodes in two countries.
void write_sample_trace(std::string const& path) {
    TraceDescription d;
    d.program_version = "0.1.0";
    d.package = "none";
    d.country = {"TWN", "ROW"};
    d.node = {"TWN-wafers", "TWN-chips", "ROW-ore"};
    d.node_country = {0, 0, 1};
    d.value_added = {1, 3, 2};
    d.group = {"TWN-chips <- wafers"};
    d.sink = {"TWN <- chips", "ROW <- chips"};
    d.slot = {"ban"};
    d.control_class = {"free", "banned"};
    d.class_flow = {4, 6};
    d.class_slots = {{}, {0}};
    d.scheduled = {"fire"};
    d.scheduled_target = {"TWN-chips"};
    d.family = {"NAT"};
    d.entity = {"TWN"};
    Trace trace;
    for (std::int32_t w = 0; w < 2; ++w) {
        auto const x = w == 0 ? 1.0f : 0.5f;
        trace.weeks.push_back({w,
                               {1, x, 1},
                               {1, x, 1},
                               {1, 1, 1},
                               {5, 0, 0},
                               {1, 1, 1},
                               {1, x, x},
                               {1, x},
                               {x},
                               {1, 1},
                               0.25f,
                               w});
    }
    trace.events.push_back({0, 0, 1, 4, 2, .5f, 0, 0, 0, 0, true});
    trace.known = {{EventKind::scheduled, 0, 3, 2, 0, .5f, 0, 0, true}};
    write_trace(path, d, trace);
}
}  // namespace
}  // namespace chokepoint::test

int main(int argc, char** argv) {
    using namespace chokepoint::test;
    if (argc != 2) {
        std::cerr << "usage: write_sample_results FOLDER\n";
        return 2;
    }
    std::string const folder = argv[1];
    // Of an earlier run: outputs do not replace what is there.
    for (auto const name : {"/sample.h5", "/ascii.h5", "/trace.h5"}) {
        std::filesystem::remove(folder + name);
    }
    std::filesystem::create_directories(folder);
    auto description = sample_description(scenarios);
    write_results(folder + "/sample.h5", description);
    write_sample_trace(folder + "/trace.h5");
    write_expected(folder + "/expected.csv");
    write_names(folder + "/names.csv", description);
    write_attributes(folder + "/attributes.csv", description);
    for (auto* names : {&description.country, &description.node_cell,
                        &description.sink_cell}) {
        names->at(1) = "Cote d'Ivoire";
    }
    write_results(folder + "/ascii.h5", description);
    write_names(folder + "/ascii_names.csv", description);
}
