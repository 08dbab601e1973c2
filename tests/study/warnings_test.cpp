/// \file warnings_test.cpp
/// What a study warns of is said once, however often it was met.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/toml/load_campaign.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
TEST(StudyWarnings, ComeOnceEach) {
    auto const text = small_campaign() +
                      "[[measure]]\n"
                      "name = \"thaw\"\n"
                      "type = \"relief\"\n"
                      "lifts = [\"ore-ban\", \"ore-ban\"]\n"  // met twice
                      "[[package]]\n"
                      "name = \"thaw-alone\"\n"
                      "measures = [\"thaw\"]\n"
                      "[[package]]\n"
                      "name = \"thaw-too\"\n"
                      "measures = [\"thaw\"]\n";
    auto const study = make_study(parse_campaign(text, "small.toml"));
    std::vector<std::string> lifts;
    for (auto const& warning : study.warnings) {
        if (warning.find("lifts 'ore-ban'") != std::string::npos) {
            lifts.push_back(warning);
        }
    }
    EXPECT_THAT(lifts, testing::ElementsAre(testing::HasSubstr("thaw-alone"),
                                            testing::HasSubstr("thaw-too")));
}
}  // namespace
}  // namespace chokepoint::test
