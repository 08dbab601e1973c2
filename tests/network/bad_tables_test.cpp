/// \file bad_tables_test.cpp
/// Every way to spoil a network folder that we could think of, and what is
/// said of it: file, line, cell, reason, nearest valid name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/network/table_names.hpp"
#include "host/network/tables/load_network.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
/// Spoil `table` by replacing `text` with `by` (an empty text: append), then
/// expect `message` after "FOLDER/".
struct BadTable {
    char const* name;
    char const* table;
    char const* text;
    char const* by;
    char const* message;
};

void PrintTo(BadTable const& c, std::ostream* out) {
    *out << c.table << ": " << c.message;
}

class BadTableTest : public ::testing::TestWithParam<BadTable> {};

TEST_P(BadTableTest, IsRefusedWithFileLineAndReason) {
    auto const& c = GetParam();
    TableFolder const folder;
    ASSERT_EQ(complaint([&] { load_network(folder.path()); }), "");
    if (*c.text == '\0') {
        folder.append(c.table, c.by);
    } else {
        folder.replace(c.table, c.text, c.by);
    }
    auto message = std::string{c.message};
    // Messages may name a second table.
    for (auto at = message.find("%/"); at != std::string::npos;
         at = message.find("%/")) {
        message.replace(at, 1, folder.path());
    }
    EXPECT_EQ(complaint([&] { load_network(folder.path()); }),
              folder.path() + '/' + message);
}

BadTable const bad_tables[] = {
    // countries.csv
    {"UnknownColumn", "countries.csv", "name,source", "nmae,source",
     "countries.csv:1: column 'name' is missing; nearest: 'nmae'"},
    {"UnknownOptionalColumn", "countries.csv",
     "country,name,source\nALP,Alphaland,invented\nBET,Betaland,invented\n"
     "GAM,Gammaland,invented\n",
     "country,name,bloc,source\nALP,Alphaland,G7,invented\n",
     "countries.csv:1: unknown column 'bloc'; nearest: 'blocs'"},
    {"ColumnThatIsNotRead", "countries.csv", "name,source\nALP",
     "name,source,colour\nALP",
     "countries.csv:2: has 3 cells, the header has 4 (is a comma in a cell "
     "without quotes, or the file cut off?)"},
    {"DuplicateCountry", "countries.csv", "", "ALP,Again,invented\n",
     "countries.csv:5: column 'country' = 'ALP': is in line 2 already"},
    {"CountryWithColon", "countries.csv", "BET,", "B:T,",
     "countries.csv:3: column 'country' = 'B:T': must not contain ':'"},
    {"CountryWithSpace", "countries.csv", "BET,", "B T,",
     "countries.csv:3: column 'country' = 'B T': a name has no comma, "
     "semicolon or white space"},
    {"CountryWithoutName", "countries.csv", "Betaland", "",
     "countries.csv:3: column 'name' = '': must not be empty"},
    {"RowWithoutSource", "countries.csv", "Betaland,invented", "Betaland,",
     "countries.csv:3: column 'source' = '': must not be empty (where it "
     "comes from)"},
    {"NotUtf8", "countries.csv", "Betaland", "B\xe9taland",
     "countries.csv:3: byte 0xe9 is not UTF-8 text (save the table as CSV in "
     "UTF-8)"},
    // products.csv
    {"DuplicateProduct", "products.csv", "device,Device", "ore,Device",
     "products.csv:4: column 'product' = 'ore': is in line 2 already"},
    {"UnknownStage", "products.csv", "refine", "refined",
     "products.csv:3: column 'stage' = 'refined': must be one of mine, refine, "
     "material, tool, software, fab, assembly, final; nearest: 'refine'"},
    {"ProductWithColon", "products.csv", "metal,", "me:tal,",
     "products.csv:3: column 'product' = 'me:tal': must not contain ':'"},
    {"NoSourceColumn", "products.csv", "stage,source", "stage,sauce",
     "products.csv:1: column 'source' is missing; nearest: 'sauce'"},
    // firms.csv, routes.csv
    {"FirmOfUnknownCountry", "firms.csv", "ALP,", "APL,",
     "firms.csv:2: column 'owner_country' = 'APL': there is no country 'APL'; "
     "nearest: 'ALP'"},
    {"DuplicateFirm", "firms.csv", "", "FABCO,Again,BET,invented\n",
     "firms.csv:3: column 'firm' = 'FABCO': is in line 2 already"},
    {"DuplicateRoute", "routes.csv", "CANAL,", "STRAIT,",
     "routes.csv:3: column 'route' = 'STRAIT': is in line 2 already"},
    // nodes.csv
    {"NodeInUnknownCountry", "nodes.csv", "BET:metal,BET", "BET:metal,BTE",
     "nodes.csv:3: column 'country' = 'BTE': there is no country 'BTE'; "
     "nearest: 'BET'"},
    {"NodeOfUnknownProduct", "nodes.csv", ",device", ",devices",
     "nodes.csv:5: column 'product' = 'devices': there is no product "
     "'devices'; nearest: 'device'"},
    {"DuplicateNode", "nodes.csv", "GAM:metal,", "BET:metal,",
     "nodes.csv:4: column 'node' = 'BET:metal': is in line 3 already"},
    {"NodeWithoutColon", "nodes.csv", "ALP:ore", "ALP-ore",
     "nodes.csv:2: column 'node' = 'ALP-ore': must contain ':' (by habit "
     "COUNTRY:product)"},
    {"NodeNamedAsFinalDemand", "nodes.csv", "ALP:ore", "final:ore",
     "nodes.csv:2: column 'node' = 'final:ore': must not begin with 'final:' "
     "(kept for final demand)"},
    {"NegativeValueAdded", "nodes.csv", ",12,", ",-12,",
     "nodes.csv:3: column 'value_added' = '-12': must be >= 0 (million "
     "USD/week)"},
    {"ValueAddedMissing", "nodes.csv", ",12,", ",,",
     "nodes.csv:3: column 'value_added' = '': must not be empty (million "
     "USD/week)"},
    {"ValueAddedIsText", "nodes.csv", ",12,", ",\"1,2\",",
     "nodes.csv:3: column 'value_added' = '1,2': is not a number (million "
     "USD/week; a decimal comma is written as a point: 1.2)"},
    {"NodeThatSellsNothing", "nodes.csv", "",
     "BET:device,BET,device,0,invented\n",
     "nodes.csv:6: 'BET:device' sells nothing (the flows of its links must "
     "sum to more than 0)"},
    // inputs.csv
    {"InputOfUnknownBuyer", "inputs.csv", "device,", "devise,",
     "inputs.csv:3: column 'buyer' = 'devise': there is no product 'devise'; "
     "nearest: 'device'"},
    {"InputOfUnknownNode", "inputs.csv", "device,", "GAM:devise,",
     "inputs.csv:3: column 'buyer' = 'GAM:devise': there is no node "
     "'GAM:devise'; nearest: 'GAM:device'"},
    {"UnknownInput", "inputs.csv", "metal,ore", "metal,or",
     "inputs.csv:2: column 'input' = 'or': there is no product 'or'; nearest: "
     "'ore'"},
    {"UnknownClass", "inputs.csv", "CRITICAL", "critical",
     "inputs.csv:2: column 'class' = 'critical': must be one of CRITICAL, "
     "IMPORTANT, BUNDLE, CAPITAL, NONE; nearest: 'CRITICAL'"},
    {"DuplicateInput", "inputs.csv", "", "metal,ore,BUNDLE,invented\n",
     "inputs.csv:4: input 'ore' of buyer 'metal' is in line 2 already"},
    {"DuplicateInputOfNode", "inputs.csv", "",
     "BET:metal,ore,BUNDLE,invented\nBET:metal,ore,NONE,invented\n",
     "inputs.csv:5: input 'ore' of buyer 'BET:metal' is in line 4 already"},
    {"InputThatNobodyDescribes", "inputs.csv", "metal,ore,CRITICAL,invented\n",
     "",
     "links.csv:2: 'BET:metal' buys 'ore', but %/inputs.csv has no row with "
     "input 'ore' for buyer 'BET:metal' or 'metal'"},
    {"NodeDoesNotBuyItsInput", "inputs.csv", "",
     "GAM:device,ore,NONE,invented\n",
     "inputs.csv:4: 'GAM:device' buys no 'ore' (no link in %/links.csv brings "
     "it)"},
    {"UnclosedQuote", "inputs.csv", "IMPORTANT,", "IMPORTANT,\"",
     "inputs.csv:3: a quoted cell that starts in this row is never closed (is "
     "the file cut off?)"},
    // final_demand.csv
    {"DuplicateFinalDemand", "final_demand.csv", "GAM,device", "ALP,device",
     "final_demand.csv:3: demand of 'ALP' for 'device' is in line 2 already"},
    {"FinalDemandOfUnknownCountry", "final_demand.csv", "GAM,", "GM,",
     "final_demand.csv:3: column 'country' = 'GM': there is no country 'GM'; "
     "nearest: 'GAM'"},
    {"EmptyFinalDemand", "final_demand.csv", "", "BET,device,invented\n",
     "final_demand.csv:4: final demand of 'BET' receives no 'device' (the "
     "flows of its links must sum to more than 0)"},
    {"MissingFinalDemand", "final_demand.csv", "GAM,device,invented\n", "",
     "links.csv:7: there is no row in final_demand.csv for 'device' of 'GAM'"},
    // links.csv
    {"NegativeFlow", "links.csv", ",20,", ",-3,",
     "links.csv:4: column 'flow' = '-3': must be >= 0 (million USD/week)"},
    {"FlowTooSmallForFloat", "links.csv", ",20,", ",1e-30,",
     "links.csv:4: column 'flow' = '1e-30': must be 0 or >= 1e-12 (million "
     "USD/week)"},
    {"FlowMissing", "links.csv", ",20,", ",,",
     "links.csv:4: column 'flow' = '': must not be empty (million USD/week)"},
    {"UnknownSupplier", "links.csv", "GAM:metal,GAM", "GAM:metl,GAM",
     "links.csv:5: column 'supplier' = 'GAM:metl': there is no node "
     "'GAM:metl'; nearest: 'GAM:metal'"},
    {"UnknownBuyer", "links.csv", "metal,GAM:device,20", "metal,GAM:chip,20",
     "links.csv:4: column 'buyer' = 'GAM:chip': there is no node 'GAM:chip'"},
    {"EmptyBuyer", "links.csv", "final:ALP", "",
     "links.csv:6: column 'buyer' = '': must not be empty (a node)"},
    {"FinalDemandOfUnknownCountryInLinks", "links.csv", "final:ALP",
     "final:ALPS",
     "links.csv:6: column 'buyer' = 'final:ALPS': there is no country 'ALPS'; "
     "nearest: 'ALP'"},
    {"DuplicateLink", "links.csv", "", "ALP:ore,BET:metal,1,invented\n",
     "links.csv:8: link from 'ALP:ore' to 'BET:metal' is in line 2 already"},
    {"DuplicateLinkToFinalDemand", "links.csv", "",
     "GAM:device,final:ALP,1,invented\n",
     "links.csv:8: link from 'GAM:device' to 'final:ALP' is in line 6 "
     "already"},
    {"GroupThatReceivesNothing", "links.csv", ",2,", ",0,",
     "inputs.csv:2: 'GAM:metal' receives no 'ore' (the flows of its links "
     "must sum to more than 0)"},
    {"FileCutOff", "links.csv", ",final:GAM,40,invented\n", ",fi",
     "links.csv:7: has 2 cells, the header has 4 (is a comma in a cell without "
     "quotes, or the file cut off?)"},
};

INSTANTIATE_TEST_SUITE_P(Tables,
                         BadTableTest,
                         ::testing::ValuesIn(bad_tables),
                         [](auto const& info) {
                             return std::string{info.param.name};
                         });

/// A value out of the range of an optional column: the header gets the
/// column, the first row the value, other rows an empty cell.
struct BadValue {
    char const* table;
    char const* column;
    char const* value;
    char const* why;
};

void PrintTo(BadValue const& c, std::ostream* out) {
    *out << c.table << ": " << c.column << " = " << c.value;
}

class BadValueTest : public ::testing::TestWithParam<BadValue> {};

TEST_P(BadValueTest, IsRefusedWithItsRangeAndUnit) {
    auto const& c = GetParam();
    TableFolder const folder;
    std::istringstream lines{folder.read(c.table)};
    auto const spoil = [&](std::string const& cell) {
        std::string line, bytes;
        lines.clear();
        lines.seekg(0);
        for (int i = 0; std::getline(lines, line); ++i) {
            bytes += (i == 0   ? std::string{c.column}
                      : i == 1 ? cell
                               : std::string{}) +
                     ',' + line + '\n';
        }
        folder.write(c.table, bytes);
    };
    spoil("");
    ASSERT_EQ(complaint([&] { load_network(folder.path()); }), "")
        << "an empty cell must mean the default";
    spoil(c.value);
    EXPECT_EQ(complaint([&] { load_network(folder.path()); }),
              folder.file(c.table) + ":2: column '" + c.column + "' = '" +
                  c.value + "': " + c.why);
}

INSTANTIATE_TEST_SUITE_P(
    Columns,
    BadValueTest,
    ::testing::Values(
        BadValue{"countries.csv", "gdp_busd", "0",
                 "must be > 0 (billion USD/year)"},
        BadValue{"countries.csv", "natural_hazard_rate", "11",
                 "must be <= 10 (events/year)"},
        BadValue{"countries.csv", "blocs", "G7 QUAD",
                 "must be names with ';' between them, without spaces"},
        BadValue{"products.csv", "dual_use", "true", "must be 0 or 1"},
        BadValue{"products.csv", "tariff_elasticity", "-1",
                 "must be >= 0 and <= 20 (elasticity)"},
        BadValue{"nodes.csv", "firm", "FABKO",
                 "there is no firm 'FABKO'; nearest: 'FABCO'"},
        BadValue{"nodes.csv", "sales", "0", "must be > 0 (million USD/week)"},
        BadValue{"nodes.csv", "sales", "10.02",
                 "the links sum to 10 (must agree within 0.1 %; million "
                 "USD/week)"},
        BadValue{"nodes.csv", "spare_capacity", "25",
                 "must be <= 10 (share of baseline output)"},
        BadValue{"nodes.csv", "overtime_max", "0.5",
                 "must be >= 1 and <= 50 (factor)"},
        BadValue{"nodes.csv", "bundle_floor", "1.1", "must be <= 1 (a share)"},
        BadValue{"nodes.csv", "priority_share", "-0.1",
                 "must be >= 0 and <= 1 (a share)"},
        BadValue{"nodes.csv", "latent", "2", "must be 0 or 1"},
        BadValue{"nodes.csv", "overtime_max", "51", "must be <= 50 (factor)"},
        BadValue{"nodes.csv", "overtime_weeks", "0",
                 "must be >= 1 and <= 520 (weeks)"},
        BadValue{"nodes.csv", "cycle_weeks", "53", "must be <= 52 (weeks)"},
        BadValue{"nodes.csv", "cycle_weeks", "-1",
                 "must be >= 0 and <= 52 (weeks)"},
        BadValue{"nodes.csv", "scrap_share", "25", "must be <= 1 (a share)"},
        BadValue{"nodes.csv", "sites", "0",
                 "must be >= 1 and <= 1000000 (plants)"},
        BadValue{"nodes.csv", "sites", "2.6",
                 "must be a whole number; nearest: '3' (plants)"},
        BadValue{"countries.csv", "hazard_regions", "0",
                 "must be >= 1 and <= 1000 (regions)"},
        BadValue{"countries.csv", "hazard_regions", "1.2",
                 "must be a whole number; nearest: '1' (regions)"},
        BadValue{"products.csv", "first_served_share", "20",
                 "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "supply_line", "1.5", "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "shift_share", "-0.5",
                 "must be >= 0 and <= 1 (a share)"},
        BadValue{"inputs.csv", "design_out_share", "2",
                 "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "design_out_delay_weeks", "521",
                 "must be <= 520 (weeks)"},
        BadValue{"inputs.csv", "design_out_ramp_weeks", "0",
                 "must be >= 1 and <= 520 (weeks)"},
        BadValue{"inputs.csv", "specific_share", "1.1",
                 "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "specific_breadth", "0",
                 "must be > 0 and <= 100 (factor)"},
        BadValue{"final_demand.csv", "shift_share", "1.1",
                 "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "importance", "50", "must be <= 1 (a share)"},
        BadValue{"inputs.csv", "bundle_weight", "-1", "must be >= 0 (weight)"},
        BadValue{"inputs.csv", "cover_weeks", "-1",
                 "must be >= 0 and <= 520 (weeks)"},
        BadValue{"inputs.csv", "adjustment_weeks", "0.5",
                 "must be >= 1 and <= 520 (weeks)"},
        BadValue{"inputs.csv", "caution", "1", "must be <= 0.99 (a share)"},
        BadValue{"inputs.csv", "lead_time_weeks", "105",
                 "must be <= 104 (weeks)"},
        BadValue{"inputs.csv", "qualification_delay_weeks", "521",
                 "must be <= 520 (weeks)"},
        BadValue{"inputs.csv", "qualification_ramp_weeks", "0",
                 "must be >= 1 and <= 520 (weeks)"},
        BadValue{"inputs.csv", "resourcing_ceiling", "2",
                 "must be <= 1 (a share)"},
        BadValue{"final_demand.csv", "demand", "59.9",
                 "the links sum to 60 (must agree within 0.1 %; million "
                 "USD/week)"},
        BadValue{"final_demand.csv", "postponed_share", "1.5",
                 "must be <= 1 (a share)"},
        BadValue{"final_demand.csv", "qualification_ramp_weeks", "0",
                 "must be >= 1 and <= 520 (weeks)"},
        BadValue{"links.csv", "alternate_weight", "-1",
                 "must be >= 0 (weight)"},
        BadValue{"links.csv", "priority", "2", "must be 0 or 1"},
        BadValue{"links.csv", "routes", "STRIAT",
                 "there is no route 'STRIAT'; nearest: 'STRAIT'"},
        BadValue{"links.csv", "routes", "STRAIT;STRAIT",
                 "'STRAIT' is there twice"},
        BadValue{"links.csv", "routes", "STRAIT;;CANAL",
                 "must be names with ';' between them, without spaces"}),
    [](auto const& info) {
        auto const& p = info.param;
        std::string name = std::string{p.table} + "_" + p.column + "_" +
                           std::to_string(info.index);
        for (auto& c : name) {
            c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
        }
        return name;
    });

TEST(BadFolder, IsNamedIfItIsMissingOrAFile) {
    TemporaryFolder const folder;
    EXPECT_EQ(complaint([&] { load_network(folder.file("absent")); }),
              folder.file("absent") +
                  ": no such folder (a network is a folder of tables)");
    folder.write("file", "");
    EXPECT_EQ(complaint([&] { load_network(folder.file("file")); }),
              folder.file("file") +
                  ": is not a folder (a network is a folder of tables)");
}

TEST(BadFolder, MustHoldEveryRequiredTable) {
    for (std::string const table :
         {"countries.csv", "products.csv", "nodes.csv", "inputs.csv",
          "final_demand.csv", "links.csv"}) {
        TableFolder const folder;
        std::filesystem::rename(folder.file(table),
                                folder.file(table + ".bak"));
        EXPECT_THAT(complaint([&] { load_network(folder.path()); }),
                    ::testing::StartsWith(folder.file(table) +
                                          ": no such file; nearest: '" + table +
                                          ".bak'"));
    }
}

TEST(BadFolder, MustHoldRows) {
    for (std::string const table :
         {"countries.csv", "products.csv", "nodes.csv", "links.csv"}) {
        TableFolder const folder;
        auto const bytes = folder.read(table);
        folder.write(table, bytes.substr(0, bytes.find('\n') + 1));
        EXPECT_EQ(
            complaint([&] { load_network(folder.path()); }),
            folder.file(table) + ": has no rows (at least one is needed)");
    }
}

TEST(BadFolder, IsNotSpoiltByAnEmptyFileUnseen) {
    for (std::string const table : table_files) {
        TableFolder const folder;
        folder.write(table, "");
        EXPECT_EQ(complaint([&] { load_network(folder.path()); }),
                  folder.file(table) + ": is empty (a header row is needed)");
    }
}
}  // namespace
}  // namespace chokepoint::test
