/// \file output_layout.cuh
/// Where a march writes what it measured: rows of 32-bit words, one column a
/// scenario, `value[row * stride + scenario - first_scenario]`.
#pragma once

#include "kernels/campaign_view.cuh"
#include "kernels/platform.cuh"

namespace chokepoint {
/// First (node, week) shortages that a world keeps (model.md B9.10).
inline constexpr std::uint32_t first_shortages = 3;

/// Row numbers. Float rows and integer rows are two separate blocks.
struct OutputLayout {
    std::uint32_t node_cells, sink_cells, horizons, countries, families;

    CHOKEPOINT_HD explicit OutputLayout(ModelView const& m)
        : node_cells{m.metrics.node_cell.size},
          sink_cells{m.metrics.sink_cell.size},
          horizons{m.metrics.horizons},
          countries{m.network.countries},
          families{m.family.size} {}

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
    /// Largest loss episode (OEP, clarification 48), million USD.
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
    CHOKEPOINT_HD std::uint32_t float_rows() const {
        return maximum_tension() + 1;
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
    /// Node of the k-th first shortage, -1 if there was none; then its week.
    CHOKEPOINT_HD std::uint32_t shortage_node(std::uint32_t k) const {
        return family_mask() + 3 + families + k;
    }
    CHOKEPOINT_HD std::uint32_t shortage_week(std::uint32_t k) const {
        return family_mask() + 3 + families + first_shortages + k;
    }
    CHOKEPOINT_HD std::uint32_t integer_rows() const {
        return family_mask() + 3 + families + 2 * first_shortages;
    }
};
}  // namespace chokepoint
