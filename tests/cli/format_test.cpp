/// \file format_test.cpp
/// The same answer as text, JSON, CSV and Markdown.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/program.hpp"

namespace chokepoint::test {
namespace {
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Json = nlohmann::json;

class Format : public Program {
  protected:
    Format() {
        EXPECT_EQ(run({"run", "small.toml", "-o", "a.h5", "--quiet"}).code, 0);
    }

    Json json(Arguments arguments) const {
        arguments.insert(arguments.end(), {"--format", "json"});
        auto const ended = run(arguments);
        EXPECT_EQ(ended.code, 0) << ended.err;
        return Json::parse(ended.out);
    }

    static Json const& table(Json const& sheet,
                             std::string const& key,
                             std::string const& package = "") {
        for (auto const& each : sheet["tables"]) {
            if (each["table"] == key &&
                (package.empty() || each["package"] == package)) {
                return each;
            }
        }
        throw std::runtime_error{"no table " + key};
    }

    static Json const& row(Json const& table, std::string const& first) {
        for (auto const& each : table["rows"]) {
            for (auto const& [key, value] : each.items()) {
                if (value == first) {
                    return each;
                }
            }
        }
        throw std::runtime_error{"no row " + first};
    }

    /// Fields of a line without line ends in its fields.
    static std::vector<std::string> fields(std::string const& line) {
        std::vector<std::string> all(1);
        bool quoted = false;
        for (auto const letter : line) {
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                all.emplace_back();
            } else {
                all.back() += letter;
            }
        }
        return all;
    }

    std::vector<std::vector<std::string>> csv(Arguments arguments) const {
        arguments.insert(arguments.end(), {"--format", "csv"});
        std::istringstream lines{run(arguments).out};
        std::vector<std::vector<std::string>> all;
        for (std::string line; std::getline(lines, line);) {
            all.push_back(fields(line));
        }
        return all;
    }
};

TEST_F(Format, JsonHasTheNumbersOfTheFileInMillionsAndSharesOfOne) {
    auto const sheet = json({"report", "a.h5"});
    EXPECT_EQ(sheet["command"], "report");
    EXPECT_EQ(sheet["scenarios"], 300);
    EXPECT_EQ(sheet["horizon_weeks"], 40);
    EXPECT_THAT(sheet["answer"][0].get<std::string>(),
                StartsWith("Without measures"));
    auto const& losses = table(sheet, "losses", "ban");
    EXPECT_EQ(losses["units"]["expected"], "million USD");
    auto const& all = row(losses, "All countries");
    double sum = 0;
    for (auto const country : {"ALP", "BET", "GAM"}) {
        sum += row(losses, country)["expected"].get<double>();
    }
    EXPECT_NEAR(all["expected"], sum, 1e-6 * sum);
    EXPECT_LT(all["expected_lower"], all["expected"]);
    EXPECT_LT(all["expected"], all["expected_upper"]);
    EXPECT_LE(all["one_in_20"], all["one_in_100"]);
    EXPECT_LT(all["of_value_added"], 1);
    // 300 worlds bound the loss of 1 in 200 from below only.
    EXPECT_TRUE(all["one_in_200_upper"].is_null()) << all;
    auto const& change = row(table(sheet, "differences"), "ban");
    auto const& none = row(table(sheet, "losses", "none"), "All countries");
    EXPECT_NEAR(change["difference"].get<double>(),
                all["expected"].get<double>() - none["expected"].get<double>(),
                1e-3);
    EXPECT_EQ(table(sheet, "country_differences")["rows"].size(), 3u);
    auto const& chip = row(table(sheet, "chokepoints"), "GAM:device");
    EXPECT_EQ(chip["usually_from"], "BET");
    EXPECT_EQ(chip["source_share"], 1);
}

TEST_F(Format, CsvHasALineForEachNumber) {
    auto const lines = csv({"report", "a.h5", "--package", "ban"});
    using testing::ElementsAre;
    EXPECT_THAT(lines[0],
                ElementsAre("table", "package", "line", "row", "column", "unit",
                            "value", "lower", "upper"));
    EXPECT_THAT(lines, Each(testing::SizeIs(9)));
    auto const sheet = json({"report", "a.h5"});
    auto const& all = row(table(sheet, "losses", "ban"), "All countries");
    std::size_t found = 0;
    for (auto const& line : lines) {
        if (line[0] == "losses" && line[3] == "All countries" &&
            line[4] == "expected") {
            EXPECT_EQ(line[1], "ban");
            EXPECT_EQ(line[5], "million USD");
            EXPECT_EQ(std::stod(line[6]), all["expected"].get<double>());
            EXPECT_EQ(std::stod(line[7]), all["expected_lower"].get<double>());
            EXPECT_EQ(std::stod(line[8]), all["expected_upper"].get<double>());
            ++found;
        }
    }
    EXPECT_EQ(found, 1u);
}

TEST_F(Format, MarkdownHasTablesAndTheUnitsOfTheText) {
    auto const text = run({"rank", "a.h5"}).out;
    auto const ended = run({"rank", "a.h5", "--format", "md"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("\n| country | mean loss, million USD | "
                                     "share of all |\n|---|---:|---:|\n| GAM "
                                     "| "));
    EXPECT_THAT(text, HasSubstr("mean loss, million USD"));
    EXPECT_THAT(ended.out, HasSubstr("**Countries in the worst 1 in 20"));
    EXPECT_THAT(run({"report", "a.h5", "--format", "md"}).out,
                Not(HasSubstr("Next:")));
}

TEST_F(Format, OfCompareAndRankIsTheSame) {
    auto const compared =
        json({"compare", "a.h5", "--packages", "ban,none", "--country", "BET"});
    auto const& bet = row(table(compared, "differences"), "BET");
    EXPECT_NEAR(bet["difference"].get<double>(),
                bet["mean_a"].get<double>() - bet["mean_b"].get<double>(),
                1e-3);
    EXPECT_LE(row(table(compared, "frequencies"), "BET")["a_worse"], 1);
    auto const choice =
        json({"compare", "a.h5", "--country", "ALP", "--rivals", "BET"});
    EXPECT_EQ(table(choice, "choice")["rows"].size(), 2u);
    auto const ranked = json({"rank", "a.h5", "--top", "2"});
    EXPECT_LE(table(ranked, "tail_countries", "ban")["rows"].size(), 2u);
    EXPECT_EQ(csv({"rank", "a.h5"})[1][0], "tail_products");
    EXPECT_EQ(csv({"compare", "a.h5", "--packages", "ban,none"})[1][0],
              "differences");
}

TEST_F(Format, TextIsWhatIsPrintedWithoutBeingAsked) {
    EXPECT_EQ(run({"rank", "a.h5", "--format", "text"}).out,
              run({"rank", "a.h5"}).out);
}

TEST_F(Format, OfABadNameIsRefusedWithTheValidOnes) {
    for (auto const command : {"report", "rank", "compare"}) {
        auto const ended = run({command, "a.h5", "--format", "jsn"});
        EXPECT_EQ(ended.code, 2);
        EXPECT_EQ(ended.out, "");
        for (auto const word : {"--format", "jsn", "json", "csv", "md"}) {
            EXPECT_THAT(ended.err, HasSubstr(word));
        }
    }
}
}  // namespace
}  // namespace chokepoint::test
