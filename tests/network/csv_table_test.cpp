#include "host/network/tables/csv_table.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>

#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
class CsvTableTest : public ::testing::Test {
  protected:
    CsvTable read(std::string const& bytes) const {
        folder_.write("t.csv", bytes);
        return CsvTable{path()};
    }
    std::string path() const { return folder_.file("t.csv"); }
    /// What is said after the path.
    std::string trouble(std::string const& bytes) const {
        auto const said = complaint([&] { read(bytes); });
        return said.rfind(path(), 0) == 0 ? said.substr(path().size()) : said;
    }

    TemporaryFolder folder_;
};

TEST_F(CsvTableTest, FindsColumnsByNameInAnyOrder) {
    auto table = read("b,a\n1,2\n3,4\n");
    auto const a = table.required("a");
    auto const b = table.required("b");
    auto const c = table.optional("c");
    table.no_other_columns();
    ASSERT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.text(0, a), "2");
    EXPECT_EQ(table.text(0, b), "1");
    EXPECT_EQ(table.text(1, a), "4");
    EXPECT_FALSE(c.present());
    EXPECT_EQ(table.text(1, c), "");
}

TEST_F(CsvTableTest, ReadsTheSameFromEveryLineEnding) {
    for (std::string const end : {"\n", "\r\n", "\r"}) {
        for (auto const& last : {end, std::string{}}) {
            auto table = read("a,b" + end + "1,2" + end + end + "3,4" + last);
            auto const b = table.required("b");
            ASSERT_EQ(table.rows(), 2u);
            EXPECT_EQ(table.text(1, b), "4");
            EXPECT_EQ(table.line(0), 2u);
            EXPECT_EQ(table.line(1), 4u);
        }
    }
}

TEST_F(CsvTableTest, SkipsAByteOrderMark) {
    auto table = read(
        "\xef\xbb\xbf"
        "a,b\n1,2\n");
    EXPECT_EQ(table.text(0, table.required("a")), "1");
}

TEST_F(CsvTableTest, ReadsQuotedCells) {
    auto table = read("a,b\n\"x, \"\"y\"\"\",\"\"\n\" z \", w \n");
    auto const a = table.required("a");
    auto const b = table.required("b");
    EXPECT_EQ(table.text(0, a), "x, \"y\"");
    EXPECT_TRUE(table.empty(0, b));
    EXPECT_EQ(table.text(1, a), " z ");
    EXPECT_EQ(table.text(1, b), "w");
}

TEST_F(CsvTableTest, KeepsLineNumbersAcrossQuotedLineBreaks) {
    auto table = read("a,b\n\"one\ntwo\r\nthree\",1\n\nx,2\n\"\n\",3\ny,4\n");
    auto const a = table.required("a");
    ASSERT_EQ(table.rows(), 4u);
    EXPECT_EQ(table.text(0, a), "one\ntwo\r\nthree");
    EXPECT_EQ(table.text(2, a), "\n");
    EXPECT_EQ(table.line(0), 2u);
    EXPECT_EQ(table.line(1), 6u);
    EXPECT_EQ(table.line(2), 7u);
    EXPECT_EQ(table.line(3), 9u);
    EXPECT_EQ(table.where(3), path() + ":9");
}

TEST_F(CsvTableTest, KeepsTextThatIsNotAscii) {
    auto table = read("a\nM\xc3\xbcller\n");
    EXPECT_EQ(table.text(0, table.required("a")), "M\xc3\xbcller");
}

TEST_F(CsvTableTest, NamesTheLineOfBytesThatAreNotUtf8) {
    EXPECT_EQ(trouble("a,b\n1,2\nM\xfcller,3\n"),
              ":3: byte 0xfc is not UTF-8 text (save the table as CSV in "
              "UTF-8)");
    EXPECT_EQ(trouble("\xff\xfe"
                      "a"),
              ":1: byte 0xff is not UTF-8 text (save the table as CSV in "
              "UTF-8)");
    EXPECT_EQ(trouble(std::string("a\n1\n\0\n", 6)),
              ":3: byte 0x00 is not UTF-8 text (save the table as CSV in "
              "UTF-8)");
}

TEST_F(CsvTableTest, RefusesRowsOfOtherWidth) {
    EXPECT_EQ(trouble("a,b\n1,2\n1\n"),
              ":3: has 1 cells, the header has 2 (is a comma in a cell without "
              "quotes, or the file cut off?)");
    EXPECT_EQ(trouble("a,b\n\"1\n\n\",2,3\n1,2\n"),
              ":2: has 3 cells, the header has 2 (is a comma in a cell without "
              "quotes, or the file cut off?)");
    EXPECT_EQ(trouble("a,b\n1,2\n1"),
              ":3: has 1 cells, the header has 2 (is a comma in a cell without "
              "quotes, or the file cut off?)");
}

TEST_F(CsvTableTest, SeesAQuoteThatIsNeverClosed) {
    EXPECT_EQ(trouble("a,b\n1,2\n3,\"4\n5,6\n"),
              ":3: a quoted cell that starts in this row is never closed (is "
              "the file cut off?)");
}

TEST_F(CsvTableTest, SeesAQuoteInTheWrongPlace) {
    EXPECT_EQ(trouble("a,b\n1,2\n3\"4,5\n"),
              ":3: a double quote stands in the wrong place (quote the whole "
              "cell and double the quotes inside it)");
    EXPECT_EQ(trouble("a,b\n\"1\"2,3\n"),
              ":2: a double quote stands in the wrong place (quote the whole "
              "cell and double the quotes inside it)");
}

TEST_F(CsvTableTest, RefusesHeadersThatNameNothingOrTwice) {
    EXPECT_EQ(trouble("a,b,a\n1,2,3\n"), ":1: column 'a' is there twice");
    EXPECT_EQ(trouble("\na,,b\n1,2,3\n"), ":2: column 2 has no name");
}

TEST_F(CsvTableTest, NeedsAHeader) {
    for (auto const* const bytes : {"", "\n\n", "\xef\xbb\xbf"}) {
        EXPECT_EQ(trouble(bytes), ": is empty (a header row is needed)");
    }
    EXPECT_EQ(read("a,b\n").rows(), 0u);
}

TEST_F(CsvTableTest, NamesColumnsThatAreMissingOrUnknown) {
    auto table = read("\nsuplier,flow\n1,2\n");
    EXPECT_EQ(complaint([&] { table.required("supplier"); }),
              path() + ":2: column 'supplier' is missing; nearest: 'suplier'");
    table.free_text({"note"});
    table.optional("flow");
    EXPECT_EQ(complaint([&] { table.no_other_columns(); }),
              path() + ":2: unknown column 'suplier'; nearest: 'supplier'");
}

TEST_F(CsvTableTest, NamesFilesThatAreMissing) {
    folder_.write("links.csv", "a\n");
    EXPECT_EQ(
        complaint([&] { CsvTable{folder_.file("link.csv")}; }),
        folder_.file("link.csv") + ": no such file; nearest: 'links.csv'");
    EXPECT_EQ(complaint([&] { CsvTable{folder_.path()}; }),
              folder_.path() + ": is a folder, not a file");
}

TEST_F(CsvTableTest, ReadsNumbersInAnyForm) {
    auto table = read("a\n1\n-0\n+2.5\n1e3\n.5\n");
    auto const a = table.required("a");
    auto const number = [&](std::size_t row) {
        return table.number(row, a, range::flow);
    };
    EXPECT_EQ(number(0), 1.0);
    EXPECT_EQ(number(1), 0.0);
    EXPECT_FALSE(std::signbit(number(1)));
    EXPECT_EQ(number(2), 2.5);
    EXPECT_EQ(number(3), 1000.0);
    EXPECT_EQ(number(4), 0.5);
}

TEST_F(CsvTableTest, SaysWhatIsWrongWithACell) {
    auto table = read(
        "flow,share,flag,choice,names\n"
        "-3,0.995,yes,BUNDEL,G7;;QUAD\n"
        ",,,,a;b;a\n"
        "12k,nan,,,a b\n"
        "1;5,1e999,,,\n"
        "2e9,0.5,,,\n");
    auto const flow = table.required("flow");
    auto const share = table.required("share");
    auto const flag = table.required("flag");
    auto const choice = table.required("choice");
    auto const names = table.required("names");
    auto const number = [&](std::size_t row, CsvColumn const& column,
                            Range const& range) {
        return complaint([&] { table.number(row, column, range); });
    };
    EXPECT_EQ(number(0, flow, range::flow),
              path() +
                  ":2: column 'flow' = '-3': must be >= 0 (million "
                  "USD/week)");
    EXPECT_EQ(
        number(0, flow, range::sales),
        path() + ":2: column 'flow' = '-3': must be > 0 (million USD/week)");
    EXPECT_EQ(number(0, share, range::caution),
              path() +
                  ":2: column 'share' = '0.995': must be <= 0.99 (a "
                  "share)");
    EXPECT_EQ(number(0, flow, range::adjustment_weeks),
              path() +
                  ":2: column 'flow' = '-3': must be >= 1 and <= 520 "
                  "(weeks)");
    EXPECT_EQ(number(1, flow, range::flow),
              path() +
                  ":3: column 'flow' = '': must not be empty (million "
                  "USD/week)");
    EXPECT_EQ(number(2, flow, range::flow),
              path() +
                  ":4: column 'flow' = '12k': is not a number (million "
                  "USD/week)");
    EXPECT_EQ(number(2, share, range::importance),
              path() +
                  ":4: column 'share' = 'nan': is not a number (a share; "
                  "what is not known is an empty cell)");
    EXPECT_EQ(number(3, flow, range::flow),
              path() +
                  ":5: column 'flow' = '1;5': is not a number (million "
                  "USD/week)");
    EXPECT_EQ(number(3, share, range::importance),
              path() +
                  ":5: column 'share' = '1e999': is no usable number (a "
                  "share)");
    EXPECT_EQ(number(4, flow, range::flow),
              path() +
                  ":6: column 'flow' = '2e9': must be <= 1000000000 "
                  "(million USD/week)");
    EXPECT_EQ(complaint([&] { table.flag(0, flag, true); }),
              path() + ":2: column 'flag' = 'yes': must be 0 or 1");
    EXPECT_EQ(complaint([&] {
                  table.choice(0, choice, {"NONE", "BUNDLE"});
              }),
              path() +
                  ":2: column 'choice' = 'BUNDEL': must be one of NONE, "
                  "BUNDLE; nearest: 'BUNDLE'");
    EXPECT_EQ(complaint([&] { table.names(0, names); }),
              path() +
                  ":2: column 'names' = 'G7;;QUAD': must be names with "
                  "';' between them, without spaces");
    EXPECT_EQ(complaint([&] { table.names(1, names); }),
              path() + ":3: column 'names' = 'a;b;a': 'a' is there twice");
    EXPECT_EQ(complaint([&] { table.name(2, names); }),
              path() +
                  ":4: column 'names' = 'a b': a name has no comma, "
                  "semicolon or white space");
    EXPECT_EQ(complaint([&] { table.filled(1, choice); }),
              path() + ":3: column 'choice' = '': must not be empty");
}

TEST_F(CsvTableTest, GivesDefaultsForEmptyCells) {
    auto table = read("number,flag,names\n,,\n");
    auto const absent = table.optional("absent");
    EXPECT_EQ(table.number(0, table.required("number"), range::flow, 7), 7.0);
    EXPECT_EQ(table.number(0, absent, range::flow, -1), -1.0);
    EXPECT_TRUE(table.flag(0, table.required("flag"), true));
    EXPECT_FALSE(table.flag(0, absent, false));
    EXPECT_TRUE(table.names(0, table.required("names")).empty());
}

TEST_F(CsvTableTest, ReadsAMillionLinesInAFewSecondsAndModestMemory) {
    std::string bytes = "supplier,buyer,flow,source\n";
    constexpr std::uint32_t lines = 1000000;
    for (std::uint32_t i = 0; i < lines; ++i) {
        bytes += "C01:p01:f" + std::to_string(i) + ",C02:p02:f0," +
                 std::to_string(i) + ",made\n";
    }
    folder_.write("t.csv", bytes);
    auto const resident = [] {
        rusage use;
        getrusage(RUSAGE_SELF, &use);
        return use.ru_maxrss * 1024;
    };
    auto const before = resident();
    auto const start = std::chrono::steady_clock::now();
    CsvTable table{path()};
    auto const seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
            .count();
    auto const flow = table.required("flow");
    ASSERT_EQ(table.rows(), lines);
    double sum = 0;
    for (std::size_t row = 0; row < lines; ++row) {
        sum += table.number(row, flow, range::flow);
    }
    EXPECT_EQ(sum, 0.5 * lines * (lines - 1.0));
    EXPECT_EQ(table.line(lines - 1), lines + 1);
    EXPECT_EQ(
        complaint([&] { table.number(lines - 1, flow, range::importance); }),
        path() +
            ":1000001: column 'flow' = '999999': must be <= 1 (a "
            "share)");
    EXPECT_LT(seconds, 20) << "takes well below 1 s on an idle core";
    // The file and its cells once, and 36 bytes of offsets for each row.
    EXPECT_LT(resident() - before, 5 * static_cast<long>(bytes.size()));
}
}  // namespace
}  // namespace chokepoint::test
