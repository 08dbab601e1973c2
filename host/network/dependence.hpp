/// \file dependence.hpp
/// Concentration of supply and of demand between countries (model M4).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/network/supply_network.hpp"

namespace chokepoint {
/// Which flows count.
enum class Flows { all, across_borders };

/// Baseline flows of one product, or of all, between countries. Nothing flows
/// yet on links that a campaign adds: they do not count.
class TradeMatrix {
  public:
    /// \param product  index, or `none`: all products
    TradeMatrix(SupplyNetwork const& network,
                std::uint32_t product,
                Flows flows);

    std::size_t countries() const { return bought_.size(); }

    /// million USD/week
    double flow(std::uint32_t supplier, std::uint32_t buyer) const {
        return flow_[supplier * countries() + buyer];
    }
    /// [country] million USD/week
    std::vector<double> const& sold() const { return sold_; }
    std::vector<double> const& bought() const { return bought_; }
    double total() const { return total_; }

    /// Share of a country's purchases that come from a supplier: over all
    /// suppliers they sum to 1. NaN: it buys nothing.
    double supplier_share(std::uint32_t buyer, std::uint32_t supplier) const {
        return flow(supplier, buyer) / bought_[buyer];
    }
    /// Share of a country's sales that go to a customer: over all customers
    /// they sum to 1. NaN: it sells nothing.
    double customer_share(std::uint32_t supplier, std::uint32_t buyer) const {
        return flow(supplier, buyer) / sold_[supplier];
    }

  private:
    std::vector<double> flow_;  ///< [supplier][buyer]
    std::vector<double> sold_, bought_;
    double total_ = 0;
};

/// How few countries share a market.
struct Concentration {
    /// Sum of squared shares (Herfindahl and Hirschman): 1 for one country,
    /// 1/n for n equal ones. NaN: there is no flow.
    double index;
    std::uint32_t largest;  ///< country; of equal ones the first; `none`
    double largest_share;   ///< NaN: there is no flow
};

/// \param flow  [country] million USD/week, >= 0
Concentration concentration(std::vector<double> const& flow);

/// Concentration of one product on both sides.
struct Dependence {
    std::string product;  ///< "all products" for `none`
    double flow;          ///< million USD/week
    Concentration suppliers, customers;
};

/// \param trade  in that product
Dependence dependence(SupplyNetwork const& network,
                      std::uint32_t product,
                      TradeMatrix const& trade);
}  // namespace chokepoint
