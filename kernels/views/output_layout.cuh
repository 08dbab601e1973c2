/// \file output_layout.cuh
/// Where a march writes what it measured: rows of 32-bit words, one column a
/// scenario, `value[row * stride + scenario - first_scenario]`.
#pragma once

#include "kernels/portable/platform.cuh"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
/// Nodes that a world keeps of those that run short first (model B9.4).
inline constexpr std::uint32_t first_shortages = 3;

/// Row numbers. Float rows and integer rows are two separate blocks.
struct OutputLayout {
    std::uint32_t node_cells, sink_cells, horizons, countries, families;
    std::uint32_t reserves, markets, flow_cells, denial_cells;
    std::uint32_t leverage_pairs, dates;
    std::uint32_t cost_countries;   ///< countries, or 0: costs not booked
    std::uint32_t state_countries;  ///< countries, or 0: no slow states

    CHOKEPOINT_HD explicit OutputLayout(ModelView const& m)
        : node_cells{m.metrics.node_cell.size},
          sink_cells{m.metrics.sink_cell.size},
          horizons{m.metrics.horizons},
          countries{m.network.countries},
          families{m.family.size},
          reserves{m.reserve.size},
          markets{m.market.size},
          flow_cells{m.metrics.flow_cell.size},
          denial_cells{m.metrics.denial_cell.size},
          leverage_pairs{m.metrics.leverage_pair.size},
          dates{m.metrics.dates},
          cost_countries{m.rules.costs_on ? m.network.countries : 0},
          state_countries{m.rules.capacity_moves || m.rules.sales_erode
                              ? m.network.countries
                              : 0} {}

    // --- float rows -----------------------------------------------------
    /// Lost value added until the horizon, million USD: gross (only losses).
    CHOKEPOINT_HD std::uint32_t value_added(std::uint32_t cell,
                                            std::uint32_t horizon) const {
        return cell * horizons + horizon;
    }
    /// The same, net of output above baseline.
    CHOKEPOINT_HD std::uint32_t value_added_net(std::uint32_t cell,
                                                std::uint32_t horizon) const {
        return (node_cells + cell) * horizons + horizon;
    }
    /// Unmet final demand until the horizon, million USD.
    CHOKEPOINT_HD std::uint32_t final_demand(std::uint32_t cell,
                                             std::uint32_t horizon) const {
        return (2 * node_cells + cell) * horizons + horizon;
    }
    CHOKEPOINT_HD std::uint32_t country_rows() const {
        return (2 * node_cells + sink_cells) * horizons;
    }
    /// Largest weekly loss, million USD.
    CHOKEPOINT_HD std::uint32_t peak_loss(std::uint32_t country) const {
        return country_rows() + country;
    }
    /// Largest loss episode (OEP, model D1), million USD.
    CHOKEPOINT_HD std::uint32_t episode_loss(std::uint32_t country) const {
        return country_rows() + countries + country;
    }
    /// Lowest cover of any critical input, days of baseline use; NaN if the
    /// country has none or shortages are not counted.
    CHOKEPOINT_HD std::uint32_t minimum_cover(std::uint32_t country) const {
        return country_rows() + 2 * countries + country;
    }
    /// Highest tension of the world.
    CHOKEPOINT_HD std::uint32_t maximum_tension() const {
        return country_rows() + 3 * countries;
    }
    /// Lowest content of a reserve, weeks of use; then all it released.
    CHOKEPOINT_HD std::uint32_t reserve_minimum(std::uint32_t cell) const {
        return maximum_tension() + 1 + cell;
    }
    CHOKEPOINT_HD std::uint32_t reserve_released(std::uint32_t cell) const {
        return maximum_tension() + 1 + reserves + cell;
    }
    /// Highest price of a market, 1 = baseline; then its mean over the weeks.
    CHOKEPOINT_HD std::uint32_t price_peak(std::uint32_t market) const {
        return reserve_released(reserves) + market;
    }
    CHOKEPOINT_HD std::uint32_t price_mean(std::uint32_t market) const {
        return price_peak(markets) + market;
    }
    /// Shipments of a flow cell below its baseline until the horizon, million
    /// USD; negative: more was shipped.
    CHOKEPOINT_HD std::uint32_t flow_lost(std::uint32_t cell,
                                          std::uint32_t horizon) const {
        return price_mean(markets) + cell * horizons + horizon;
    }
    /// Deliveries to a denial cell below its baseline, million USD (B9.9).
    CHOKEPOINT_HD std::uint32_t denied(std::uint32_t cell,
                                       std::uint32_t horizon) const {
        return flow_lost(flow_cells, 0) + cell * horizons + horizon;
    }
    /// Costs of an importing country until the horizon, million USD: duties
    /// paid; uplift of prices; premium of extra orders.
    CHOKEPOINT_HD std::uint32_t duties(std::uint32_t country,
                                       std::uint32_t horizon) const {
        return denied(denial_cells, 0) + country * horizons + horizon;
    }
    CHOKEPOINT_HD std::uint32_t price_uplift(std::uint32_t country,
                                             std::uint32_t horizon) const {
        return duties(cost_countries, 0) + country * horizons + horizon;
    }
    CHOKEPOINT_HD std::uint32_t switching_cost(std::uint32_t country,
                                               std::uint32_t horizon) const {
        return price_uplift(cost_countries, 0) + country * horizons + horizon;
    }
    /// kappa, then chi of a country at the horizon: means weighted by value
    /// added, 1 = baseline.
    CHOKEPOINT_HD std::uint32_t capacity_index(std::uint32_t country,
                                               std::uint32_t horizon) const {
        return switching_cost(cost_countries, 0) + country * horizons + horizon;
    }
    CHOKEPOINT_HD std::uint32_t competitiveness(std::uint32_t country,
                                                std::uint32_t horizon) const {
        return capacity_index(state_countries, 0) + country * horizons +
               horizon;
    }
    /// Leverage of a pair through inputs, then through its market, at a
    /// date, million USD/week (B9.6).
    CHOKEPOINT_HD std::uint32_t leverage(std::uint32_t pair,
                                         std::uint32_t date) const {
        return competitiveness(state_countries, 0) + pair * dates + date;
    }
    CHOKEPOINT_HD std::uint32_t market_leverage(std::uint32_t pair,
                                                std::uint32_t date) const {
        return leverage(leverage_pairs, 0) + pair * dates + date;
    }
    CHOKEPOINT_HD std::uint32_t float_rows() const {
        return market_leverage(leverage_pairs, 0);
    }

    // --- integer rows ---------------------------------------------------
    /// Week of the largest weekly loss, 0 if there was none.
    CHOKEPOINT_HD std::uint32_t peak_week(std::uint32_t country) const {
        return country;
    }
    /// Weeks from the peak until output stays >= 0.99 for 8 weeks; `weeks`
    /// if it never does (then the flag below is 1).
    CHOKEPOINT_HD std::uint32_t recovery_weeks(std::uint32_t country) const {
        return countries + country;
    }
    CHOKEPOINT_HD std::uint32_t recovery_censored(std::uint32_t country) const {
        return 2 * countries + country;
    }
    /// Critical (group, week) pairs with stock below the week's use.
    CHOKEPOINT_HD std::uint32_t shortage_weeks(std::uint32_t country) const {
        return 3 * countries + country;
    }
    /// Critical (group, week) pairs with stock below 0.05 weeks.
    CHOKEPOINT_HD std::uint32_t stockout_weeks(std::uint32_t country) const {
        return 4 * countries + country;
    }
    /// Weeks spent in regime r.
    CHOKEPOINT_HD std::uint32_t regime_weeks(std::uint32_t regime) const {
        return 5 * countries + regime;
    }
    CHOKEPOINT_HD std::uint32_t family_mask() const {
        return 5 * countries + regimes;
    }
    CHOKEPOINT_HD std::uint32_t measure_mask() const {
        return family_mask() + 1;
    }
    /// Candidate events that did not fit the list: 0 in a good campaign.
    CHOKEPOINT_HD std::uint32_t overflow() const { return family_mask() + 2; }
    /// Events of a family that took effect.
    CHOKEPOINT_HD std::uint32_t event_count(std::uint32_t family) const {
        return family_mask() + 3 + family;
    }
    /// Node of the k-th first shortage, -1 if there was none; then its week,
    /// then the product that it lacked, -1 if its own capacity held it back.
    CHOKEPOINT_HD std::uint32_t shortage_node(std::uint32_t k) const {
        return family_mask() + 3 + families + k;
    }
    CHOKEPOINT_HD std::uint32_t shortage_week(std::uint32_t k) const {
        return shortage_node(first_shortages) + k;
    }
    CHOKEPOINT_HD std::uint32_t shortage_input(std::uint32_t k) const {
        return shortage_week(first_shortages) + k;
    }
    /// The same of the first nodes that an input held back.
    CHOKEPOINT_HD std::uint32_t lack_node(std::uint32_t k) const {
        return shortage_input(first_shortages) + k;
    }
    CHOKEPOINT_HD std::uint32_t lack_week(std::uint32_t k) const {
        return lack_node(first_shortages) + k;
    }
    CHOKEPOINT_HD std::uint32_t lack_input(std::uint32_t k) const {
        return lack_week(first_shortages) + k;
    }
    /// Retaliations of all pairs, and the longest chain of answers (B9.8).
    CHOKEPOINT_HD std::uint32_t retaliations() const {
        return lack_input(first_shortages);
    }
    CHOKEPOINT_HD std::uint32_t longest_chain() const {
        return retaliations() + 1;
    }
    /// Retaliations beyond most_retaliations that were dropped: 0 in practice.
    CHOKEPOINT_HD std::uint32_t retaliation_overflow() const {
        return retaliations() + 2;
    }
    CHOKEPOINT_HD std::uint32_t reserve_empty_weeks(std::uint32_t cell) const {
        return retaliations() + 3 + cell;
    }
    /// Weeks from the first with deliveries below 0.9 to the last such.
    CHOKEPOINT_HD std::uint32_t delay_weeks(std::uint32_t cell) const {
        return retaliations() + 3 + reserves + cell;
    }
    /// 1: still below 0.9 in the last week.
    CHOKEPOINT_HD std::uint32_t delay_censored(std::uint32_t cell) const {
        return delay_weeks(denial_cells) + cell;
    }
    CHOKEPOINT_HD std::uint32_t integer_rows() const {
        return delay_censored(denial_cells);
    }
};
}  // namespace chokepoint
