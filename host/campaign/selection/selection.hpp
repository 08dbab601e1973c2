/// \file selection.hpp
/// Names of a campaign become rows of the network.
///
/// A list of names is read from left to right: NAME adds, !NAME removes; a
/// list that begins with ! starts from all rows. An empty list is all rows.
/// Besides names of rows: `all`; countries: `bloc:NAME`; products:
/// `group:NAME`.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/network/supply_network.hpp"

namespace chokepoint {
using Rows = std::vector<std::uint32_t>;
using Mask = std::vector<char>;  ///< [rows] 1: selected

/// \return the selected rows, ascending
Rows rows_of(Mask const& mask);

/// Looks names up in one network, which must stay alive.
class Selection {
  public:
    explicit Selection(SupplyNetwork const& network) : network_{network} {}

    /// \throw InputError through `location`, at `key`: unknown name (with the
    ///        nearest), or a list that selects nothing
    Mask countries(std::vector<std::string> const& names,
                   SourceLocation const& location,
                   char const* key) const;
    /// Names of products, or group:NAME. \throw InputError as above
    Mask products(std::vector<std::string> const& names,
                  SourceLocation const& location,
                  char const* key = "products") const;
    /// Names of routes.
    /// \throw InputError as above, and if the network has no routes
    Rows routes(std::vector<std::string> const& names,
                SourceLocation const& location) const;

    /// Nodes that match countries, products, stages, firms and nodes.
    /// \throw InputError also if no node matches all of them
    Rows nodes(Selector const& selector, SourceLocation const& location) const;

    /// Links that cross a border and match exporters, importers, products and
    /// firms (the importing one). \throw InputError if there is none
    Rows trade(Selector const& selector, SourceLocation const& location) const;

    /// The same, but none is an answer.
    Rows matching_trade(Selector const& selector,
                        SourceLocation const& location) const;

    /// Firms by name; all of them if the list is empty.
    Mask firms(std::vector<std::string> const& names,
               SourceLocation const& location) const;
    /// Products by stage.
    Mask stages(std::vector<std::string> const& names,
                SourceLocation const& location,
                char const* key = "stages") const;

    /// Links that cross the border of a region, inwards or outwards.
    Rows border(Mask const& region) const;
    /// Links that pass a route.
    Rows on_route(std::uint32_t route) const;
    /// Sinks (rows of final_demand) by country and product; not those that a
    /// campaign adds.
    Rows sinks(Selector const& selector, SourceLocation const& location) const;

    /// \return the country of the supplier
    std::uint32_t exporter(Link const& link) const {
        return network_.nodes[link.supplier].country;
    }
    /// \return the country of the buyer, or whose final demand it is
    std::uint32_t importer(Link const& link) const {
        return link.to_final_demand ? link.buyer
                                    : network_.nodes[link.buyer].country;
    }
    /// \return what the supplier makes
    std::uint32_t product(Link const& link) const {
        return network_.nodes[link.supplier].product;
    }

  private:
    SupplyNetwork const& network_;
};
}  // namespace chokepoint
