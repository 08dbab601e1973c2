/// \file comparison_tables.hpp
/// Two packages of one results file, or of two, as compare shows them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/campaign/toml/effective_keys.hpp"
#include "host/cli/tables/answer_sheet.hpp"
#include "host/study/answers/course_lines.hpp"
#include "host/study/answers/package_comparison.hpp"

namespace chokepoint {
/// What the two sides are called.
struct ComparisonNames {
    std::string a, b;  ///< packages, with their file where there are two
    std::int32_t weeks;
    std::uint64_t scenarios;
    std::string file_a{}, file_b{};  ///< of two files
};

/// Differences, who loses more how often, ratios; where every world is the
/// same only the differences.
/// \param countries  indices; empty: those that differ most
/// \throw InputError as compare_packages
std::vector<AnswerTable> comparison_tables(
    ComparedPackage const& a,
    ComparedPackage const& b,
    ComparisonNames const& names,
    std::vector<std::uint32_t> const& countries);

/// Of two files: each package that both have, in one beside the other.
/// \param packages   the same package in `a` and in `b`
/// \param countries  indices, shown below all together; may be empty
AnswerTable shared_packages_table(
    ResultsReader const& a,
    ResultsReader const& b,
    std::vector<std::pair<ComparedPackage, ComparedPackage>> const& packages,
    ComparisonNames const& names,
    std::vector<std::uint32_t> const& countries);

/// What the difference comes from: keys of the campaigns and both values.
AnswerTable key_differences_table(std::vector<KeyDifference> const& differences,
                                  ComparisonNames const& names);
}  // namespace chokepoint
