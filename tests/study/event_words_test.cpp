#include "host/explain/event_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;

std::vector<std::string> lines_of(std::string const& text) {
    auto const study =
        make_study(parse_campaign("[campaign]\nnetwork = \"" + teaching_folder +
                                      "\"\nweeks = 52\n" + text,
                                  "words.toml"));
    std::vector<std::string> lines;
    for (auto const& line : event_words(study)) {
        lines.push_back(line.label + "|" + line.text);
    }
    return lines;
}

std::string family(std::string const& name,
                   std::string const& type,
                   std::string const& keys) {
    return "[[family]]\nname = \"" + name + "\"\ntype = \"" + type + "\"\n" +
           keys;
}

TEST(EventWords, SayThatNothingHappens) {
    EXPECT_THAT(lines_of(""),
                ElementsAre("random|nothing by chance", "scheduled|no event"));
}

TEST(EventWords, AWorldOfWeeklyFamiliesHasNoLimitOfNone) {
    // One target: all trade of ALP with BET.
    EXPECT_THAT(
        lines_of(family("lists", "entity_list",
                        "exporters = [\"ALP\"]\nimporters = [\"BET\"]\n")),
        ElementsAre("random|1 family on 1 possible target: drawn every week, "
                    "without limit",
                    "scheduled|no event"));
}

TEST(EventWords, TellWaysOfArrivalApart) {
    // 5 nodes x .1 a year: a mean of .5, room for ceil(.5 + 6 sqrt(.5) + 3) =
    // 8; a blockade for 8 more.
    EXPECT_THAT(
        lines_of(family("accidents", "plant_accident",
                        "rate = 0.1\nmultiplier = [1, 1, 1, 1]\n") +
                 family("blockade", "blockade", "countries = [\"BET\"]\n") +
                 family("lists", "entity_list",
                        "exporters = [\"ALP\"]\nimporters = [\"BET\"]\n") +
                 "[[event]]\nname = \"fire\"\ntype = \"capacity\"\n"
                 "firms = [\"FABCO\"]\nstart_week = 5\nhold_weeks = 6\n"
                 "severity = 0.6\n"),
        ElementsAre("random|1 family on 5 possible targets: drawn ahead, kept "
                    "by regime and tension",
                    "random|1 family on 1 possible target: drawn every week, "
                    "without limit",
                    "random|1 family on 1 possible target: hit when conflict "
                    "begins",
                    "|a world has room for 16 events besides the weekly ones",
                    "scheduled|1 event in every world"));
}
}  // namespace
}  // namespace chokepoint::test
