/// \file spreadsheet_test.cpp
/// What spreadsheets and people make of tables: the likely cause is named, all
/// bad rows are told, nothing is read as another number or name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

std::string complaint_of(TableFolder const& folder) {
    auto const said = complaint([&] { load_network(folder.path()); });
    auto const begin = folder.path() + '/';
    return said.rfind(begin, 0) == 0 ? said.substr(begin.size()) : said;
}

TEST(Spreadsheet, EmptyColumnsAndRowsBehindTheTableAreNoPartOfIt) {
    TableFolder const folder;
    folder.write("routes.csv",
                 "route,name,source,,\n"
                 "STRAIT,The Strait,invented,,\n"
                 ",,,,\n"
                 "CANAL,The Canal,invented,,\n"
                 "\"\",,\n"
                 ",,,,\n");
    EXPECT_EQ(complaint_of(folder), "");
    EXPECT_EQ(load_network(folder.path()).routes.size(), 2u);
    // Nothing but empty cells may stand there.
    folder.write("routes.csv",
                 "route,name,source,,\nSTRAIT,The Strait,invented,,x\n");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("routes.csv:2: has 5 cells, the header has 3"));
    folder.write("routes.csv", "route,,source\nSTRAIT,The Strait,invented\n");
    EXPECT_EQ(complaint_of(folder), "routes.csv:1: column 2 has no name");
}

TEST(Spreadsheet, OtherSeparatorsAreNamed) {
    TableFolder const folder;
    for (auto const& [table, sign] :
         {std::pair{"route;name;source\nA;B;C\n", "';'"},
          std::pair{"route\tname\tsource\nA\tB\tC\n", "tabs"},
          std::pair{"route|name|source\nA|B|C\n", "'|'"}}) {
        folder.write("routes.csv", table);
        EXPECT_THAT(complaint_of(folder),
                    HasSubstr(std::string{"routes.csv:1: its cells are "
                                          "separated by "} +
                              sign));
    }
    folder.write("routes.csv", "sep=;\nroute;name;source\n");
    EXPECT_THAT(complaint_of(folder), HasSubstr("'sep=;' is for spreadsheets"));
    folder.write("routes.csv", ",route,name,source\n0,STRAIT,Strait,x\n");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("routes.csv:1: column 1 has no name (an index of "
                          "pandas?"));
}

TEST(Spreadsheet, RowsOfUnitsAndCommentsAreNamed) {
    TableFolder const folder;
    folder.write("routes.csv", "route,name,source\n,text,\nA,B,C\n");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("routes.csv:2: has no first cell and no source: a "
                          "row of units?"));
    folder.write("routes.csv", "route,name,source\nA,B,C\n# end,,\n");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("routes.csv:3: looks like a comment"));
}

TEST(Spreadsheet, NumbersOfOtherLanguagesAreRefusedWithTheCause) {
    for (auto const& [cell, cause] :
         {std::pair{"\"1,2\"", "a decimal comma is written as a point: 1.2)"},
          std::pair{"\"1,200.5\"", "thousands are written without signs"},
          std::pair{"1.200.000", "thousands are written without signs"},
          std::pair{"1 200", "thousands are written without signs"},
          std::pair{"1\xc2\xa0\x32\x30\x30", "thousands are written without"},
          std::pair{"1'200", "thousands are written without signs"},
          std::pair{"5%", "a share is written as part of 1"},
          std::pair{"n/a", "what is not known is an empty cell"},
          std::pair{"-", "what is not known is an empty cell"},
          std::pair{"12 tonnes", "is not a number (million USD/week)"}}) {
        TableFolder const folder;
        folder.replace("nodes.csv", ",12,", std::string{","} + cell + ",");
        EXPECT_THAT(complaint_of(folder), HasSubstr(cause)) << cell;
    }
}

TEST(Spreadsheet, PointsThatMayStandForThousandsAreRefused) {
    TableFolder const folder;
    folder.replace("nodes.csv", ",12,", ",1.200,");
    EXPECT_EQ(complaint_of(folder),
              "nodes.csv:3: column 'value_added' = '1.200': is it 1.2 or 1200? "
              "Every point of this column stands before three digits, and "
              "other numbers have none: write 1.2 or 1200");
    // Three digits that are no padding may be decimals, and so may those of a
    // column with other decimals.
    TableFolder const three_digits;
    three_digits.replace("nodes.csv", ",12,", ",12.015,");
    EXPECT_EQ(complaint_of(three_digits), "");
    for (auto const* beside : {",3.5,", ",0.125,", ",3.0000,", ",3e0,"}) {
        TableFolder const other;
        other.replace("nodes.csv", ",12,", ",12.120,");
        other.replace("nodes.csv", ",3,", beside);
        EXPECT_EQ(complaint_of(other), "") << beside;
    }
}

TEST(Spreadsheet, AllBadRowsOfATableAreTold) {
    TableFolder const folder;
    folder.replace("nodes.csv", ",10,", ",-1,");
    folder.replace("nodes.csv", "GAM:metal,GAM,metal,3",
                   "GAM:metal,GMA,metal,3");
    folder.replace("nodes.csv", ",75,invented", ",75,");
    auto const said = complaint_of(folder);
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << said;
    EXPECT_THAT(said, HasSubstr("nodes.csv:2: column 'value_added' = '-1'"));
    EXPECT_THAT(said, HasSubstr("nodes.csv:4: column 'country' = 'GMA': there "
                                "is no country 'GMA'; nearest: 'GAM'"));
    EXPECT_THAT(said, HasSubstr("nodes.csv:5: column 'source' = ''"));
}

TEST(Spreadsheet, AllBadCellsOfARowAreToldAndThoseOfLaterTables) {
    TableFolder const folder;
    folder.write("nodes.csv",
                 "node,country,product,sales,value_added,spare_capacity,"
                 "source\n"
                 "ALP:ore,ALP,ore,ten,-1,1000,invented\n"
                 "BET:metal,BET,metal,,12,,invented\n"
                 "GAM:metal,GAM,metal,,3,,invented\n"
                 "GAM:device,GAM,device,,75,,invented\n");
    folder.replace("links.csv", ",20,", ",x,");
    auto const said = complaint_of(folder);
    EXPECT_THAT(said, HasSubstr("nodes.csv:2: column 'sales' = 'ten'"));
    EXPECT_THAT(said, HasSubstr("nodes.csv:2: column 'value_added' = '-1'"));
    EXPECT_THAT(said, HasSubstr("nodes.csv:2: column 'spare_capacity' = "));
    EXPECT_THAT(said, HasSubstr("links.csv:4: column 'flow' = 'x'"));
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3) << said;
    // What names nobody ends it: later tables would only say so again.
    folder.replace("nodes.csv", "ALP:ore,ALP,", "ALP:ore,ALPS,");
    auto const shorter = complaint_of(folder);
    EXPECT_THAT(shorter, HasSubstr("nodes.csv:2: column 'country' = 'ALPS'"));
    EXPECT_THAT(shorter, HasSubstr("'value_added' = '-1'"));
    EXPECT_THAT(shorter, testing::Not(HasSubstr("links.csv")));
}

TEST(Spreadsheet, ASiteNamesAFirmThatIsNone) {
    TableFolder const folder;
    auto const with = [&](std::string const& site) {
        folder.write("firms.csv",
                     "firm,name,owner_country,parent,source\n"
                     "FABCO,Fabco Limited,ALP,,invented\n"
                     "FAB_1,Fabco's first,ALP,FABCO,invented\n" +
                         site);
        return complaint_of(folder);
    };
    EXPECT_EQ(with(""), "");
    auto const network = load_network(folder.path());
    EXPECT_EQ(network.firms[1].parent, 0u);
    EXPECT_EQ(network.whole_firm(1), 0u);
    EXPECT_EQ(network.whole_firm(0), 0u);
    EXPECT_EQ(network.whole_firm(none), none);
    EXPECT_THAT(with("FAB_2,Second,ALP,FABKO,invented\n"),
                HasSubstr("firms.csv:4: column 'parent' = 'FABKO': there is no "
                          "firm 'FABKO'; nearest: 'FABCO'"));
    EXPECT_THAT(with("FAB_2,Second,ALP,FAB_2,invented\n"),
                HasSubstr("is the firm itself"));
    EXPECT_THAT(with("FAB_2,Second,ALP,FAB_1,invented\n"),
                HasSubstr("is a site itself"));
}

TEST(Spreadsheet, APointBeforeThreeDigitsIsAskedAboutWhereSumsDisagree) {
    TableFolder const folder;
    folder.replace("links.csv", ",60,", ",1.060,");
    folder.replace("links.csv", ",5,", ",5.5,");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("links.csv:6: column 'flow': is it 1.06 or 1060? As "
                          "1.06 'GAM:device' has value added 75"));
    // Who says what is meant is believed, and warned.
    folder.replace("links.csv", ",1.060,", ",1.06,");
    EXPECT_EQ(complaint_of(folder), "");
    // Where sums agree three digits are three digits.
    TableFolder const sound;
    sound.replace("links.csv", ",60,", ",60.125,");
    sound.replace("links.csv", ",40,", ",40.5,");
    EXPECT_EQ(complaint_of(sound), "");
}

TEST(Spreadsheet, NotMoreThanTwentyBadRowsAreTold) {
    TableFolder const folder;
    std::string table = "route,name,source\n";
    for (int i = 0; i < 30; ++i) {
        table += "A B,x,y\n";
    }
    folder.write("routes.csv", table);
    auto const said = complaint_of(folder);
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 20) << said;
    EXPECT_THAT(said, HasSubstr("routes.csv:21: column 'route' = 'A B'"));
    EXPECT_THAT(said, HasSubstr("\nand perhaps more"));
}

TEST(Spreadsheet, NamesWithWhatNobodySeesAreRefused) {
    for (auto const& [bytes, point] :
         {std::pair{"\xc2\xa0", "U+00A0"}, std::pair{"\xe2\x80\x8b", "U+200B"},
          std::pair{"\xe2\x80\xae", "U+202E"}, std::pair{"\xc2\xad", "U+00AD"},
          std::pair{"\xef\xbb\xbf", "U+FEFF"},
          std::pair{"\xe3\x80\x80", "U+3000"},
          std::pair{"\xef\xb8\x8f", "U+FE0F"},
          std::pair{"\xc2\x85", "U+0085"}}) {
        TableFolder const folder;
        folder.append("countries.csv",
                      std::string{"GAM"} + bytes + ",Twin,invented\n");
        EXPECT_THAT(complaint_of(folder),
                    HasSubstr(std::string{": has "} + point))
            << point;
        TableFolder const other;
        other.replace("nodes.csv", "GAM:metal,GAM,",
                      std::string{"GAM:metal,GAM"} + bytes + ",");
        EXPECT_THAT(complaint_of(other),
                    HasSubstr(std::string{"nearest: 'GAM' (it has "} + point +
                              ", which nobody sees)"));
    }
    TableFolder const folder;
    folder.replace("countries.csv", "Gammaland", "Gamma\x1b[31mland");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("countries.csv:4: has the control character U+001B"));
}

TEST(Spreadsheet, LettersThatLookAlikeAreTold) {
    TableFolder const folder;
    // Cyrillic A.
    folder.replace("nodes.csv", "GAM:metal,GAM,", "GAM:metal,G\xd0\x90M,");
    EXPECT_THAT(complaint_of(folder),
                HasSubstr("nearest: 'GAM' (it has U+0410 where that has "
                          "U+0041)"));
    // What everybody sees is not explained.
    TableFolder const other;
    other.replace("nodes.csv", "GAM:metal,GAM,", "GAM:metal,GXM,");
    EXPECT_EQ(complaint_of(other),
              "nodes.csv:4: column 'country' = 'GXM': there is no country "
              "'GXM'; nearest: 'GAM'");
}
}  // namespace
}  // namespace chokepoint::test
