/// \file replay_events_test.cpp
/// The events behind the lines of events.csv against what the run counted:
/// every type of family, in lists and week by week.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/spec/type_names.hpp"
#include "host/study/replay/replay.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
/// A family of each type, controls in both ways of arrival; crises and
/// conflicts are frequent.
std::string eventful_campaign() {
    std::string text = "[campaign]\nnetwork = \"" + teaching_folder +
                       "\"\nscenarios = 6\nweeks = 156\n"
                       "[world]\nstart_regime = \"crisis\"\n"
                       "transition = [[0.9, 0.1, 0, 0], [0.05, 0.9, 0.05, 0], "
                       "[0, 0.05, 0.9, 0.05], [0, 0, 0.1, 0.9]]\n";
    for (auto const& type : family_names()) {
        bool const control = type == "export_ban" || type == "licence" ||
                             type == "import_ban" || type == "tariff";
        for (std::string const arrival : {"poisson", "weekly"}) {
            if (!control && arrival == "weekly") {
                continue;
            }
            text += "[[family]]\nname = \"" + type + "-" + arrival +
                    "\"\ntype = \"" + type + "\"\n";
            text += type == "blockade"      ? "countries = [\"BET\"]\n"
                    : type == "entity_list" ? "rate = 2\n"
                                            : "rate = 0.3\n";
            text += control ? "arrival = \"" + arrival + "\"\n" : "";
        }
    }
    return text;
}

TEST(ReplayedEvents, AreAsManyOfEachFamilyAsTheRunCounted) {
    TemporaryFolder const folder;
    auto const path = folder.file("eventful.h5");
    run_study(make_study(parse_campaign(eventful_campaign(), "events.toml")),
              into(path));
    ResultsReader const reader{path};
    std::vector<int> seen;
    for (std::uint64_t s = 0; s < 6; ++s) {
        auto const replay = replay_world({path, s, "", ""});
        auto const counted = reader.world("/world/event_count", 0, s);
        ASSERT_EQ(counted.size(), replay.description.family.size());
        seen.resize(counted.size());
        std::vector<int> listed(counted.size());
        for (auto const& e : replay.trace.events) {
            ASSERT_GE(e.severity, 0);
            ASSERT_LE(e.severity, 1);
            EXPECT_EQ(e.severity > 0, !e.hits.empty())
                << "only what damages nodes is severe";
            listed[e.family] += e.took_effect ? 1 : 0;
        }
        for (std::size_t f = 0; f < counted.size(); ++f) {
            EXPECT_EQ(static_cast<float>(listed[f]), counted[f])
                << replay.description.family[f] << " of world " << s;
            seen[f] += listed[f];
        }
    }
    EXPECT_THAT(seen, testing::Each(testing::Gt(0)));
}
}  // namespace
}  // namespace chokepoint::test
