/// \file drafted_countries_test.cpp
/// Exporters beyond the senders of a measure: bound like them, with a warning.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/campaign/measure_models.hpp"

namespace chokepoint::test {
namespace {
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Warnings = std::vector<std::string>;

Warnings warnings_of(std::string const& measure) {
    Warnings warnings;
    one_measure(measure, "", &warnings);
    return warnings;
}

std::string const us_control =
    "type = \"export_control\"\nsenders = [\"USA\"]\nimporters = [\"CHN\"]\n";

TEST(DraftedCountries, ExportersBeyondTheSendersAreNamedWithTheirLine) {
    EXPECT_THAT(
        warnings_of(us_control + "exporters = [\"USA\", \"JPN\"]\n"),
        ElementsAre(AllOf(
            HasSubstr("dir/try.toml:8: [measure] 'm': exporters: JPN is not "
                      "among the `senders` but bound as they are"),
            HasSubstr("whatever its [[compliance]] row says"),
            HasSubstr("name in `allies` who may follow"),
            Not(HasSubstr("stays free")))));
}

TEST(DraftedCountries, TheWarningTellsTheTruthAboutThem) {
    // Named as exporter Japan has no party, no lag, no compliance of its own;
    // named as ally it has.
    auto const bound_bystanders =
        one_measure(us_control + "exporters = [\"USA\", \"JPN\"]\n");
    auto const begun = started(bound_bystanders, 1);
    ASSERT_EQ(begun.size(), 1u);
    EXPECT_EQ(begun[0].comply_table, none);
    EXPECT_EQ(begun[0].lag_table, none);
    EXPECT_EQ(begun[0].level, 0);
    auto const scope = scope_of(bound_bystanders, begun[0].slot);
    EXPECT_TRUE(scope.count(9)) << "a link from Japan to China";
    auto const asked =
        started(one_measure(us_control + "allies = [\"JPN\"]\n"), 1);
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_NE(asked[1].comply_table, none);
}

TEST(DraftedCountries, SendersWhoseOwnTradeStaysFreeAreToldSo) {
    EXPECT_THAT(warnings_of(us_control + "exporters = [\"JPN\"]\n"),
                ElementsAre(HasSubstr("; trade of the senders stays free (")));
}

TEST(DraftedCountries, SeveralAreListed) {
    EXPECT_THAT(
        warnings_of("type = \"ban\"\nsenders = [\"USA\"]\n"
                    "exporters = [\"all\"]\n"),
        ElementsAre(HasSubstr("AUS, CHN, JPN are not among the `senders`")));
}

TEST(DraftedCountries, BeyondFourTheyAreCounted) {
    auto network = small_network();
    for (auto const id : {"KOR", "NLD", "TWN"}) {
        network.countries.push_back({id, id, {}, 1, 0});
    }
    Warnings warnings;
    compile(campaign_of("[[measure]]\nname = \"m\"\ntype = \"ban\"\n"
                        "senders = [\"USA\"]\nexporters = [\"all\"]\n"
                        "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n"),
            network, &warnings);
    EXPECT_THAT(
        warnings,
        ElementsAre(HasSubstr("exporters: AUS, CHN, JPN, KOR and 2 more are")));
}

TEST(DraftedCountries, WhereTheImporterActsItIsAboutImporters) {
    EXPECT_THAT(
        warnings_of("type = \"tariff\"\nsenders = [\"USA\"]\n"
                    "importers = [\"USA\", \"JPN\"]\n"),
        ElementsAre(HasSubstr("importers: JPN is not among the `senders`")));
    EXPECT_THAT(warnings_of("type = \"tariff\"\nsenders = [\"USA\"]\n"
                            "exporters = [\"CHN\", \"JPN\"]\n"),
                IsEmpty());
}

TEST(DraftedCountries, NothingIsSaidWhereNobodyIsDraftedOrItIsMeant) {
    EXPECT_THAT(warnings_of(us_control), IsEmpty());
    EXPECT_THAT(warnings_of(us_control + "allies = [\"JPN\"]\n"), IsEmpty());
    EXPECT_THAT(warnings_of(us_control + "exporters = [\"USA\"]\n"), IsEmpty());
    EXPECT_THAT(warnings_of("type = \"export_control\"\n"
                            "exporters = [\"USA\", \"JPN\"]\n"
                            "importers = [\"CHN\"]\n"),
                IsEmpty())
        << "without senders the exporters are the senders";
    EXPECT_THAT(warnings_of(us_control + "exporters = [\"USA\", \"JPN\"]\n"
                                         "compliance = 1\n"),
                IsEmpty());
    EXPECT_THAT(warnings_of("type = \"licence\"\nsenders = [\"USA\"]\n"
                            "exporters = [\"USA\", \"JPN\"]\n"),
                IsEmpty());
}

TEST(DraftedCountries, AnswersOnAMenuDraftNobody) {
    Warnings warnings;
    model_of("[[measure]]\nname = \"m\"\n" + us_control +
                 "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n"
                 "[[measure]]\nname = \"answer\"\ntype = \"ban\"\n"
                 "exporters = [\"CHN\"]\n"
                 "[[retaliation]]\nname = \"r\"\nreactor = \"CHN\"\n"
                 "against = [\"USA\"]\nmeasures = [\"answer\"]\n",
             &warnings);
    EXPECT_THAT(warnings, IsEmpty());
}
}  // namespace
}  // namespace chokepoint::test
