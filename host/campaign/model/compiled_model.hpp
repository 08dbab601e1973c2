/// \file compiled_model.hpp
/// Owner of every array that a march reads (campaign_view.cuh).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/network/compiled_network.hpp"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// Network and campaign, compiled together. Plain data: filled once by
/// `compile` (compile.hpp) or by hand in tests, then only viewed.
struct CompiledModel {
    CompiledNetwork network;

    Rules rules = core_rules();
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
    std::vector<float> set_share{};  ///< [set_node], or empty: all 1
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

    // Extended mechanisms (campaign_view.cuh); empty: not used.
    std::vector<SlowNode> slow_node{};
    std::vector<Influence> influence{};
    std::vector<InfluenceClass> influence_class{};
    std::vector<Cell> denial_index{};
    std::vector<std::uint32_t> denial_index_group{};
    std::vector<float> denial_index_flow{};
    std::vector<Increment> increment{};
    std::vector<Prepared> prepared{};
    std::vector<Market> market{};
    std::vector<std::uint32_t> market_group{}, node_market{}, group_market{};
    std::vector<Reserve> reserve{};
    std::vector<std::uint32_t> reserve_group{};
    std::vector<ReserveUser> reserve_user{};
    std::vector<Pair> pair{};
    std::vector<Exposure> exposure{};
    std::vector<Counter> counter{};
    std::vector<std::uint32_t> counter_node{};
    std::vector<std::uint32_t> slot_first_pair{}, slot_pair{};
    std::vector<Quorum> quorum{};
    std::vector<QuorumMember> quorum_member{};
    /// Scenarios that a screened run marches; not compiled, but chosen later.
    std::vector<std::uint64_t> chosen{};

    // Metrics that a campaign may ask for.
    std::vector<std::int32_t> date{};  ///< of leverage; <= max_horizons
    std::vector<LeveragePair> leverage_pair{};
    std::vector<LeverageInput> leverage_input{};
    std::vector<std::uint32_t> leverage_link{};
    std::vector<LeverageMarket> leverage_market{};
    std::vector<Cell> denial_cell{}, flow_cell{}, cost_cell{};
    std::vector<std::uint32_t> denial_group{}, cost_group{};
    std::vector<float> denial_flow{};
    std::vector<double> flow_baseline{};  ///< [flow cells] million USD/week
    std::vector<FlowLink> flow_link{};

    // Names, for results and messages; index = id.
    std::vector<std::string> package_name{"none"};
    std::vector<std::string> family_name{};     ///< [family]
    std::vector<std::string> node_cell_name{};  ///< countries, then others
    std::vector<std::string> sink_cell_name{};
    std::vector<std::string> mask_name{};  ///< [<= 32] measure mask bits
    std::vector<std::string> slot_name{};
    std::vector<std::string> entity_name{};
    std::vector<std::string> reserve_name{}, market_name{};
    std::vector<std::string> leverage_name{};  ///< "USA>CHN": A over B
    std::vector<std::string> denial_name{}, flow_name{}, pair_name{};

    /// Standard mode, nothing extended.
    static Rules core_rules();

    /// \return views of this object's arrays; valid while it lives unchanged
    ModelView view() const;

  private:
    void view_mechanisms(ModelView& m) const;
};

/// Country cells (nodes by country, sinks by country) and critical groups by
/// country: the metrics every run has. Called before other cells are added.
void add_country_cells(CompiledModel& model, SupplyNetwork const& network);
}  // namespace chokepoint
