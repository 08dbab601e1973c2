/// \file measure_types_test.cpp
/// What is known of each type of measure, said a second time by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/spec/measure_types.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint::test {
using testing::ElementsAre;

template <class Trait>
Names types_that(Trait&& holds) {
    Names names;
    for (auto const& row : measure_type_table()) {
        if (holds(row.type)) {
            names.push_back(row.name);
        }
    }
    return names;
}

TEST(MeasureTypesTest, each_trait_holds_for_the_types_of_the_model) {
    EXPECT_THAT(types_that(filters_trade),
                ElementsAre("ban", "quota", "tariff", "entity_list",
                            "import_ban", "licence", "export_control",
                            "financial_sanction", "vendor_exclusion"));
    EXPECT_THAT(types_that(influences),
                ElementsAre("deemed_export", "inbound_investment",
                            "outbound_investment", "judicial", "innovation",
                            "intra_firm_decoupling"));
    EXPECT_THAT(types_that(at_importer),
                ElementsAre("tariff", "import_ban", "vendor_exclusion"));
    EXPECT_THAT(
        types_that(is_standing),
        ElementsAre("engagement", "prequalification", "blocking_statute"));
    EXPECT_THAT(types_that([](MeasureType t) {
                    return !has_slots(t) && !is_standing(t);
                }),
                ElementsAre("subsidy", "relief"));
    EXPECT_THAT(types_that([](MeasureType t) {
                    return selects_nodes(t) && !influences(t);
                }),
                ElementsAre("subsidy"));
    EXPECT_THAT(types_that(can_retaliate),
                ElementsAre("ban", "quota", "tariff", "entity_list",
                            "import_ban", "licence", "export_control"));
}

TEST(MeasureTypesTest, a_control_on_firms_is_followed_as_an_entity_list) {
    MeasureSpec ban = default_measure(MeasureType::ban);
    EXPECT_EQ(compliance_kind(ban), ComplianceKind::export_control);
    ban.target.firms = {"HUAWEI"};
    EXPECT_EQ(compliance_kind(ban), ComplianceKind::entity_list);
    MeasureSpec tariff = default_measure(MeasureType::tariff);
    tariff.target.firms = {"HUAWEI"};
    EXPECT_EQ(compliance_kind(tariff), ComplianceKind::import_restriction);
}

TEST(MeasureTypesTest, defaults_of_a_type_are_those_of_the_model) {
    auto const innovation = default_measure(MeasureType::innovation);
    EXPECT_EQ(innovation.tension_jump, 0);
    EXPECT_EQ(innovation.effects.growth, 0.2);
    EXPECT_EQ(innovation.effects.erosion, -0.2);
    EXPECT_EQ(innovation.effects.ramp, -0.2);
    EXPECT_EQ(innovation.effects.slack, 0);
    auto const judicial = default_measure(MeasureType::judicial);
    EXPECT_EQ(judicial.tension_jump, 0.1);
    EXPECT_EQ(judicial.effects.growth, -0.1);
    EXPECT_EQ(judicial.effects.sender_erosion, 0.2);
    EXPECT_EQ(default_measure(MeasureType::relief).tension_jump, -0.3);
    EXPECT_EQ(default_measure(MeasureType::quota).tension_jump, 0.3);
}
}  // namespace chokepoint::test
