/// \file refusing.hpp
/// The program, and what it must say to a mistake.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
/// One line on standard error, exit code 2, nothing on standard output.
class Refusing : public Program {
  protected:
    /// \param words  all of them must be in the message
    void refused(Arguments const& arguments,
                 std::vector<std::string> const& words) const {
        auto const ended = run(arguments);
        std::string const what = testing::PrintToString(arguments);
        EXPECT_EQ(ended.code, 2) << what << ended.err;
        EXPECT_THAT(ended.err, testing::StartsWith("chokepoint: error: "))
            << what;
        EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1)
            << what << ended.err;
        EXPECT_EQ(ended.out, "") << what;
        for (auto const& word : words) {
            EXPECT_THAT(ended.err, testing::HasSubstr(word)) << what;
        }
    }
};
}  // namespace chokepoint::test
