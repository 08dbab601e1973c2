/// \file model_builder.hpp
/// What the parts of the compiler share: the model in the making, and stores
/// that hand out indices of tables, node sets, slots and demand rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/model/demand_rows.hpp"
#include "host/campaign/model/influence_store.hpp"
#include "host/campaign/model/slot_store.hpp"
#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
/// The model in the making, with all that names and numbers are looked up in.
struct ModelBuilder {
    /// Compile the network; node i becomes node set i.
    /// \param given,tables  must stay alive
    ModelBuilder(Campaign const& given, SupplyNetwork const& tables);

    Campaign const& campaign;
    SupplyNetwork const& network;
    CompiledModel model;
    Selection select;
    SlotStore slots;
    DemandRows demand;
    InfluenceStore influences;
    std::vector<std::string> warnings;
    /// Activations of scheduled events, part of every package.
    std::vector<Activation> always;
    std::vector<std::uint32_t> delayed_routes;

    /// \return index of the quantile table of d, cut to [low, high]; equal
    ///         tables are kept once
    std::uint32_t table(Distribution const& d, double low, double high);
    /// The same, but `none` for the constant 0.
    std::uint32_t table_or_none(Distribution const& d, double low, double high);
    /// \param knots  [knots] values of a quantile function. \return its index
    std::uint32_t add_table(std::vector<float> const& knots);
    /// The standard normal, unbounded.
    std::uint32_t normal_table();
    /// \return offset of the list in the pool of thresholds
    std::uint32_t add_thresholds(std::vector<std::uint32_t> const& list);
    /// \return index of a set of nodes; {i} has index i
    std::uint32_t node_set(Rows const& nodes);
    /// \param shares  [nodes] what an event takes of each, 0-1 of its
    ///                severity (model C2.2)
    std::uint32_t node_set(Rows const& nodes,
                           std::vector<double> const& shares);
    /// A slot of licences under these terms (B4.2).
    Slot licence_slot(LicenceTerms const& terms);

  private:
    std::uint32_t new_set(Rows const& nodes);

    /// A table that is in the model already: of what it was made.
    struct Known {
        Distribution distribution;
        double low, high;
        std::uint32_t index;
    };
    std::vector<Known> known_;
};

/// (1 + tau)^-sigma
double tariff_pass(double tariff, double elasticity);
}  // namespace chokepoint
