/// \file network_equality.hpp
#pragma once

#include <gtest/gtest.h>

#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// Expect two networks to be the same in every field, numbers to the bit.
inline void expect_equal(SupplyNetwork const& a, SupplyNetwork const& b) {
    ASSERT_EQ(a.countries.size(), b.countries.size());
    for (std::size_t i = 0; i < a.countries.size(); ++i) {
        auto const &x = a.countries[i], &y = b.countries[i];
        EXPECT_EQ(x.id, y.id);
        EXPECT_EQ(x.name, y.name);
        EXPECT_EQ(x.blocs, y.blocs);
        EXPECT_EQ(x.gdp_busd, y.gdp_busd);
        EXPECT_EQ(x.natural_hazard_rate, y.natural_hazard_rate);
        EXPECT_EQ(x.hazard_regions, y.hazard_regions);
    }
    ASSERT_EQ(a.products.size(), b.products.size());
    for (std::size_t i = 0; i < a.products.size(); ++i) {
        auto const &x = a.products[i], &y = b.products[i];
        EXPECT_EQ(x.id, y.id);
        EXPECT_EQ(x.name, y.name);
        EXPECT_EQ(x.stage, y.stage);
        EXPECT_EQ(x.group, y.group);
        EXPECT_EQ(x.dual_use, y.dual_use);
        EXPECT_EQ(x.tariff_elasticity, y.tariff_elasticity);
        EXPECT_EQ(x.first_served_share, y.first_served_share);
    }
    ASSERT_EQ(a.firms.size(), b.firms.size());
    for (std::size_t i = 0; i < a.firms.size(); ++i) {
        EXPECT_EQ(a.firms[i].id, b.firms[i].id);
        EXPECT_EQ(a.firms[i].name, b.firms[i].name);
        EXPECT_EQ(a.firms[i].owner_country, b.firms[i].owner_country);
        EXPECT_EQ(a.firms[i].parent, b.firms[i].parent);
    }
    ASSERT_EQ(a.routes.size(), b.routes.size());
    for (std::size_t i = 0; i < a.routes.size(); ++i) {
        EXPECT_EQ(a.routes[i].id, b.routes[i].id);
        EXPECT_EQ(a.routes[i].name, b.routes[i].name);
    }
    ASSERT_EQ(a.nodes.size(), b.nodes.size());
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        auto const &x = a.nodes[i], &y = b.nodes[i];
        EXPECT_EQ(x.id, y.id);
        EXPECT_EQ(x.country, y.country);
        EXPECT_EQ(x.product, y.product);
        EXPECT_EQ(x.firm, y.firm);
        EXPECT_EQ(x.value_added, y.value_added);
        EXPECT_EQ(x.spare_capacity, y.spare_capacity);
        EXPECT_EQ(x.overtime_max, y.overtime_max);
        EXPECT_EQ(x.bundle_floor, y.bundle_floor);
        EXPECT_EQ(x.priority_share, y.priority_share);
        EXPECT_EQ(x.overtime_weeks, y.overtime_weeks);
        EXPECT_EQ(x.cycle_weeks, y.cycle_weeks);
        EXPECT_EQ(x.scrap_share, y.scrap_share);
        EXPECT_EQ(x.sites, y.sites);
        EXPECT_EQ(x.latent, y.latent);
    }
    ASSERT_EQ(a.inputs.size(), b.inputs.size());
    for (std::size_t i = 0; i < a.inputs.size(); ++i) {
        auto const &x = a.inputs[i], &y = b.inputs[i];
        EXPECT_EQ(x.buyer, y.buyer);
        EXPECT_EQ(x.product, y.product);
        EXPECT_EQ(x.input_class, y.input_class);
        EXPECT_EQ(x.importance, y.importance);
        EXPECT_EQ(x.bundle_weight, y.bundle_weight);
        EXPECT_EQ(x.cover_weeks, y.cover_weeks);
        EXPECT_EQ(x.adjustment_weeks, y.adjustment_weeks);
        EXPECT_EQ(x.caution, y.caution);
        EXPECT_EQ(x.lead_time_weeks, y.lead_time_weeks);
        EXPECT_EQ(x.qualification_delay_weeks, y.qualification_delay_weeks);
        EXPECT_EQ(x.qualification_ramp_weeks, y.qualification_ramp_weeks);
        EXPECT_EQ(x.resourcing_ceiling, y.resourcing_ceiling);
        EXPECT_EQ(x.supply_line, y.supply_line);
        EXPECT_EQ(x.shift_share, y.shift_share);
        EXPECT_EQ(x.design_out_share, y.design_out_share);
        EXPECT_EQ(x.design_out_delay_weeks, y.design_out_delay_weeks);
        EXPECT_EQ(x.design_out_ramp_weeks, y.design_out_ramp_weeks);
        EXPECT_EQ(x.specific_share, y.specific_share);
        EXPECT_EQ(x.specific_breadth, y.specific_breadth);
        EXPECT_EQ(x.part, y.part);
    }
    ASSERT_EQ(a.final_demand.size(), b.final_demand.size());
    for (std::size_t i = 0; i < a.final_demand.size(); ++i) {
        auto const &x = a.final_demand[i], &y = b.final_demand[i];
        EXPECT_EQ(x.country, y.country);
        EXPECT_EQ(x.product, y.product);
        EXPECT_EQ(x.postponed_share, y.postponed_share);
        EXPECT_EQ(x.qualification_delay_weeks, y.qualification_delay_weeks);
        EXPECT_EQ(x.qualification_ramp_weeks, y.qualification_ramp_weeks);
        EXPECT_EQ(x.resourcing_ceiling, y.resourcing_ceiling);
        EXPECT_EQ(x.shift_share, y.shift_share);
    }
    ASSERT_EQ(a.links.size(), b.links.size());
    for (std::size_t i = 0; i < a.links.size(); ++i) {
        auto const &x = a.links[i], &y = b.links[i];
        EXPECT_EQ(x.supplier, y.supplier);
        EXPECT_EQ(x.to_final_demand, y.to_final_demand);
        EXPECT_EQ(x.buyer, y.buyer);
        EXPECT_EQ(x.flow, y.flow);
        EXPECT_EQ(x.alternate_weight, y.alternate_weight);
        EXPECT_EQ(x.priority, y.priority);
        EXPECT_EQ(x.routes, y.routes);
        EXPECT_EQ(x.part, y.part);
    }
}
}  // namespace chokepoint::test
