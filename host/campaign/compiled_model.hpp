/// \file compiled_model.hpp
/// Owner of every array that a march reads (campaign_view.cuh).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/network/compiled_network.hpp"
#include "kernels/campaign_view.cuh"

namespace chokepoint {
/// Network and campaign, compiled together. Plain data: filled once by
/// `compile` (compile.hpp) or by hand in tests, then only viewed.
struct CompiledModel {
    CompiledNetwork network;

    Rules rules{4, 52, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    std::int32_t weeks = 52;
    std::uint64_t seed = 1;
    WorldProcess world{};
    std::uint32_t event_capacity = 0;
    std::uint32_t demand_rows = 0, routes = 0;

    std::vector<float> quantile{}, latent{}, wait_cdf{};
    std::vector<std::uint32_t> threshold{};
    std::vector<Family> family{};
    std::vector<Entity> entity{};
    std::vector<std::uint32_t> set_first{0}, set_node{};
    std::vector<ScheduledEvent> scheduled{};
    std::vector<Slot> slot{};
    std::vector<ControlClass> control_class{{0, 0}};
    std::vector<std::uint32_t> class_slot{};
    std::vector<Activation> activation{};
    std::vector<Package> package{{0, 0, 0xffffffffu}};

    std::vector<std::int32_t> horizon{};
    std::vector<Cell> node_cell{}, sink_cell{}, country_critical{};
    std::vector<std::uint32_t> cell_node{}, cell_sink{}, critical_group{};
    std::vector<double> cell_value_added{};
    bool shortages_on = true;

    // Names, for results and messages; index = id.
    std::vector<std::string> package_name{"none"};
    std::vector<std::string> family_name{};     ///< [family]
    std::vector<std::string> node_cell_name{};  ///< countries, then others
    std::vector<std::string> sink_cell_name{};
    std::vector<std::string> mask_name{};  ///< [<= 32] measure mask bits
    std::vector<std::string> slot_name{};
    std::vector<std::string> entity_name{};

    /// \return views of this object's arrays; valid while it lives unchanged
    ModelView view() const;
};

/// Country cells (nodes by country, sinks by country) and critical groups by
/// country: the metrics every run has. Called before other cells are added.
void add_country_cells(CompiledModel& model, SupplyNetwork const& network);
}  // namespace chokepoint
