/// \file network_builder.hpp
/// Small networks by hand: rows in the order they are added.
#pragma once

#include <string>

#include "host/network/supply_network.hpp"

namespace chokepoint::test {
/// Appends rows to a SupplyNetwork and returns their ids. What a row does not
/// say has the table's default, but nodes have no slack and inputs and final
/// demand cannot be re-sourced: an oracle switches on what it is about.
class NetworkBuilder {
  public:
    std::uint32_t country(std::string const& id);
    std::uint32_t product(std::string const& id);
    std::uint32_t route(std::string const& id);
    std::uint32_t node(std::uint32_t country,
                       std::uint32_t product,
                       double value_added);
    /// \return row of the input
    std::uint32_t input(std::uint32_t buyer,
                        std::uint32_t product,
                        InputClass input_class,
                        double cover_weeks = 4,
                        double adjustment_weeks = 5);
    /// \return row of the sink
    std::uint32_t final_demand(std::uint32_t country, std::uint32_t product);
    /// Deliver from node to node. \return row of the link
    std::uint32_t link(std::uint32_t supplier,
                       std::uint32_t buyer,
                       double flow,
                       double alternate_weight = 0);
    /// Deliver to final demand; adds the sink on first use.
    std::uint32_t sale(std::uint32_t supplier,
                       std::uint32_t country,
                       double flow,
                       double alternate_weight = 0);

    /// A sink that orders nothing at baseline. \return its row
    std::uint32_t added_sink(SinkKind kind,
                             std::uint32_t country,
                             std::uint32_t product);
    /// Deliver to an added sink. \return row of the link
    std::uint32_t fill_sink(std::uint32_t supplier,
                            std::uint32_t sink,
                            double flow);

    SupplyNetwork network;
};

/// A -> B -> final demand, 100 a week: node 0 is A, 1 is B, input row 0 is
/// B's critical input, link 0 its delivery; both in country 0, no slack.
SupplyNetwork chain(double cover_weeks,
                    double adjustment_weeks,
                    double caution = 0);
}  // namespace chokepoint::test
