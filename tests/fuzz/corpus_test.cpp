#include <gtest/gtest.h>

#include <ctime>

#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
namespace fs = std::filesystem;

class Corpus : public testing::TestWithParam<Target> {};

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

TEST_P(Corpus, each_kept_input_is_accepted_or_refused_with_one_clear_error) {
    double const longest = 5;  // processor seconds, under a sanitizer too
    auto const folder =
        fs::path{CHOKEPOINT_SOURCE_DIR} / "tests/fuzz/corpus" / GetParam().name;
    int accepted = 0, refused = 0;
    for (auto const& entry : fs::directory_iterator{folder}) {
        auto const bytes = contents(entry.path());
        auto const start = processor_seconds();
        try {
            auto const verdict = GetParam().function(bytes);
            (verdict == Verdict::accepted ? accepted : refused) += 1;
        } catch (std::exception const& finding) {
            ADD_FAILURE() << entry.path() << ": " << finding.what();
        }
        EXPECT_LT(processor_seconds() - start, longest) << entry.path();
    }
    // A target that takes everything, or nothing, tries nothing.
    EXPECT_GT(accepted, 0);
    EXPECT_GT(refused, 0);
}

INSTANTIATE_TEST_SUITE_P(All,
                         Corpus,
                         testing::ValuesIn(targets()),
                         [](auto const& info) { return info.param.name; });
}  // namespace
}  // namespace chokepoint::fuzz
