#include <gmock/gmock.h>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using ShippedCampaigns = Program;

TEST_F(ShippedCampaigns, PassTheCheckWithoutAWarning) {
    std::size_t checked = 0;
    for (std::string const folder : {"", "/packages", "/questions"}) {
        for (auto const& entry : std::filesystem::directory_iterator{
                 CHOKEPOINT_SOURCE_DIR "/configs" + folder}) {
            if (entry.path().extension() != ".toml") {
                continue;
            }
            auto const ended = run({"check", entry.path().string()});
            EXPECT_EQ(ended.code, 0) << entry.path() << '\n' << ended.err;
            EXPECT_THAT(ended.err, Not(HasSubstr("warning"))) << entry.path();
            EXPECT_THAT(ended.out, HasSubstr("link-steps in all"));
            ++checked;
        }
    }
    EXPECT_GT(checked, 20u);
    EXPECT_THAT(written(), IsEmpty());
}
}  // namespace
}  // namespace chokepoint::test
