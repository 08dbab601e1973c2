#include "host/study/answers/policies.hpp"

#include <gmock/gmock.h>

namespace chokepoint::test {
using testing::ElementsAre;

TEST(Policies, AreAllPackagesButThoseThatLackAFamilyForTheSakeOfAQuestion) {
    ResultsDescription d;
    d.family = {"fires", "bans"};
    d.package = {"none",           "ban",           "none-without-fires",
                 "ban-without-it", "no-such-fires", "ban-without-bans"};
    EXPECT_THAT(policies(d), ElementsAre(0u, 1u, 3u, 4u));
    d.family.clear();
    EXPECT_EQ(policies(d).size(), 6u);
}
}  // namespace chokepoint::test
