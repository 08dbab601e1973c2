/// \file reference_baseline.hpp
/// Who delivers to which group, and the baseline sums, for the reference.
#pragma once

#include <vector>

#include "host/network/supply_network.hpp"
#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
struct Qualification {
    double delay, ramp, ceiling;  ///< T_d, T_r weeks; zeta
};

/// Groups are numbered: rows of `inputs`, then rows of `final_demand`.
struct Baseline {
    explicit Baseline(SupplyNetwork const& network);

    std::size_t inputs() const { return network.inputs.size(); }
    std::size_t groups() const {
        return inputs() + network.final_demand.size();
    }
    bool is_sink(std::size_t group) const { return group >= inputs(); }
    /// Final demand; other sinks order 0 at baseline.
    bool is_final(std::size_t sink) const {
        return network.final_demand[sink].kind == SinkKind::final_demand;
    }
    Qualification qualification(std::size_t group) const;
    /// \return groups of a node of one class, in table order
    std::vector<std::size_t> const& groups_of(std::size_t node,
                                              InputClass c) const {
        return by_class[node][static_cast<std::size_t>(c)];
    }

    SupplyNetwork const& network;
    std::vector<std::size_t> group_of;  ///< [links]
    std::vector<double> receipts;       ///< [groups] Rbar, money a week
    std::vector<double> sales;          ///< [nodes] Dbar, money a week
    std::vector<double> omega;          ///< [inputs] 1 over a node's bundle
    /// [nodes][class] groups.
    std::vector<std::vector<std::vector<std::size_t>>> by_class;
};

/// \return the state of an undisturbed week (model B2, column "baseline")
ReferenceWeek baseline_week(Baseline const& base, Shocks const& shocks);
}  // namespace chokepoint::test
