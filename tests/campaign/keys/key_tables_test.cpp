/// \file key_tables_test.cpp
/// The reference of keys says what the program reads.
///
/// CHOKEPOINT_WRITE_KEY_TABLES=1
/// build/release/test_campaign --gtest_filter='KeyTables*' writes the tables of
/// configs/README.md anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "host/campaign/reference/key_rows.hpp"
#include "tests/campaign/keys/key_tables.hpp"

namespace chokepoint::test {
using testing::HasSubstr;

std::string const path =
    std::string{CHOKEPOINT_SOURCE_DIR} + "/configs/README.md";

std::string reference() {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The first line in which two texts differ, as each has it.
std::string first_difference(std::string const& has,
                             std::string const& needed) {
    std::istringstream left{has}, right{needed};
    std::string a, b;
    for (int line = 1; left || right; ++line) {
        a.clear();
        b.clear();
        std::getline(left, a);
        std::getline(right, b);
        if (a != b) {
            return "line " + std::to_string(line) + " is\n  " + a +
                   "\nand the keys say\n  " + b;
        }
    }
    return "";
}

TEST(KeyTablesTest, tables_of_the_reference_are_those_of_the_keys) {
    auto const text = reference();
    auto const needed = with_key_tables(text);
    if (std::getenv("CHOKEPOINT_WRITE_KEY_TABLES") && needed != text) {
        std::ofstream{path} << needed;
        return;
    }
    EXPECT_TRUE(needed == text)
        << "configs/README.md: " << first_difference(text, needed)
        << "\nTo write its tables anew: CHOKEPOINT_WRITE_KEY_TABLES=1 "
           "build/release/test_campaign --gtest_filter='KeyTables*'";
}

TEST(KeyTablesTest, every_table_has_its_place_in_the_reference) {
    auto const text = reference();
    for (auto const& entry : key_tables()) {
        EXPECT_THAT(text, HasSubstr("<!-- table: " + entry.first + " -->\n"));
    }
}

TEST(KeyTablesTest, a_marker_of_no_table_or_without_end_is_found) {
    EXPECT_THROW(with_key_tables("<!-- table: prcies -->\n<!-- end -->\n"),
                 std::runtime_error);
    EXPECT_THROW(with_key_tables("<!-- table: prices -->\n"),
                 std::runtime_error);
    EXPECT_EQ(with_key_tables("prose\n<!-- end -->\n"),
              "prose\n<!-- end -->\n");
}

TEST(KeyTablesTest, what_stands_between_the_markers_is_replaced) {
    auto const text = with_key_tables(
        "before\n<!-- table: output -->\nold\n<!-- end -->\nafter\n");
    EXPECT_EQ(text,
              "before\n<!-- table: output -->\n"
              "| key | meaning | unit, range | default |\n|---|---|---|---|\n"
              "| `file` | results file |  | NAME`.h5` in the working folder |\n"
              "| `compression` | deflate level | 0–9 | 1 |\n"
              "<!-- end -->\nafter\n");
}

TEST(KeyTablesTest, a_difference_is_shown_line_by_line) {
    EXPECT_EQ(first_difference("a\nb\n", "a\nc\n"),
              "line 2 is\n  b\nand the keys say\n  c");
    EXPECT_EQ(first_difference("a\n", "a\nc\n"),
              "line 2 is\n  \nand the keys say\n  c");
}

TEST(KeyTablesTest, rows_have_unit_range_default_and_grade) {
    auto const& tables = key_tables();
    EXPECT_THAT(tables.at("campaign"),
                HasSubstr("| `weeks` | length of a world | 1–2600 weeks | 104 "
                          "|\n"));
    EXPECT_THAT(tables.at("campaign"), HasSubstr("| 0–9.2·10¹⁸ |"));
    EXPECT_THAT(tables.at("dynamics"),
                HasSubstr("| 0–1 a week | 0.004 [J: 19 % a year] |"));
    EXPECT_THAT(tables.at("family types"),
                HasSubstr("`pass` 0 with probability 0.4, else Beta(2, 2)"));
    EXPECT_THAT(tables.at("controls"),
                HasSubstr("| `tariff` | importer | `exporters`, `importers`, "
                          "`products`, `firms` |"));
    EXPECT_THAT(
        tables.at("influences"),
        HasSubstr("`growth_effect` −0.2 [J: 10–30 %]; `sender_erosion_effect` "
                  "0.2 [J: 10–30 %]; `tension_jump` 0.1 [J] | `personnel` |"));
    EXPECT_THAT(tables.at("measure"), HasSubstr("| 0.3, or by type |"));
}

/// The cells of a line of a table.
Names cells_of(std::string const& line) {
    Names cells;
    for (std::size_t at = 2; at < line.size();) {
        auto const stop = line.find(" | ", at);
        auto const end = stop == std::string::npos ? line.size() - 2 : stop;
        cells.push_back(line.substr(at, end - at));
        at = end + 3;
    }
    return cells;
}

TEST(KeyTablesTest, every_key_has_a_meaning_and_a_default) {
    for (auto const& [name, table] : key_tables()) {
        std::istringstream lines{table};
        std::string line;
        std::getline(lines, line);
        auto const head = cells_of(line);
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            auto const cells = cells_of(line);
            ASSERT_EQ(cells.size(), head.size()) << name << ": " << line;
            for (std::size_t c = 0; c < head.size(); ++c) {
                if (head[c] == "meaning" || head[c] == "default") {
                    EXPECT_NE(cells[c], "") << name << ": " << line;
                }
            }
        }
    }
}

TEST(KeyTablesTest, numbers_are_written_as_people_read_them) {
    EXPECT_EQ(in_words(16777216), "16,777,216");
    EXPECT_EQ(in_words(5200), "5200");
    EXPECT_EQ(in_words(10000), "10,000");
    EXPECT_EQ(in_words(1e12), "10¹²");
    EXPECT_EQ(in_words(9.2e18), "9.2·10¹⁸");
    EXPECT_EQ(in_words(-0.99), "−0.99");
    EXPECT_EQ(in_words(Distribution::negative_binomial(9.5, 1)),
              "negative binomial (mean 9.5, size 1)");
    EXPECT_EQ(in_words(Names{"a", "b"}), "`[\"a\", \"b\"]`");
    EXPECT_EQ(in_words(Grade::judgement, ""), "[J]");
    EXPECT_EQ(in_words(Grade::derived, "BCG 2020"), "[D: BCG 2020]");
    EXPECT_EQ(in_words(Grade::none, "BCG 2020"), "");
}
}  // namespace chokepoint::test
