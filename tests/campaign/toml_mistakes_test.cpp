/// \file toml_mistakes_test.cpp
/// What people write who take TOML for something else: the likely cause.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint::test {
namespace {
using testing::AllOf;
using testing::HasSubstr;

TEST(TomlMistakes, AreToldWithTheirCause) {
    for (auto const& [line, cause] :
         {std::pair{"network = \"C:\\data\\net\"",
                    "(a path of Windows is written with / or between single "
                    "quotes)"},
          std::pair{"network = \xe2\x80\x9cnet\xe2\x80\x9d",
                    "(typographic quotes: write \" or ')"},
          std::pair{"network = \xe2\x80\x98net\xe2\x80\x99",
                    "(typographic quotes: write \" or ')"},
          std::pair{"strictness = .5", "(numbers begin with a digit, as 0.5)"},
          std::pair{"network = net", "(see https://toml.io)"}}) {
        try {
            parse_campaign(std::string{"[campaign]\n"} + line + "\n", "c.toml",
                           {});
            ADD_FAILURE() << line << " is taken";
        } catch (InputError const& error) {
            EXPECT_THAT(error.what(),
                        AllOf(HasSubstr("c.toml:2: "), HasSubstr(cause)));
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
