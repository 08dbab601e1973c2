/// \file world_climate.cuh
/// Regime and tension of one world (model C3).
#pragma once

#include "kernels/world/lane.cuh"

namespace chokepoint {
template <class P>
class WorldClimate : Lane<P> {
  public:
    CHOKEPOINT_HD explicit WorldClimate(Lane<P> const& lane) : Lane<P>{lane} {}

    CHOKEPOINT_HD static float clamp_tension(float t) {
        return max(-3.0f, min(t, 5.0f));
    }

    /// Weekly Markov chain; upward moves are likelier under tension, the
    /// diagonal takes the rest (model C3).
    /// \return true if the world enters CONFLICT this week
    CHOKEPOINT_HD bool move_regime(float u) const {
        std::int32_t& regime = integer(tile_.at.regime);
        auto const old = static_cast<std::uint32_t>(regime);
        float const factor =
            max(0.2f, min(1.0f + 0.5f * value(tile_.at.tension), 4.0f));
        float row[regimes];
        float others = 0.0f;
        for (std::uint32_t r = 0; r < regimes; ++r) {
            float p = m_.world.transition[old][r];
            if (r > old) {
                p = p * factor;
            }
            row[r] = p;
            if (r != old) {
                others = others + p;
            }
        }
        float cumulative = 0.0f;
        std::int32_t next = 0;
        for (std::uint32_t r = 0; r + 1 < regimes; ++r) {
            cumulative =
                cumulative + (r == old ? max(0.0f, 1.0f - others) : row[r]);
            next += u >= cumulative ? 1 : 0;
        }
        regime = next;
        return next == static_cast<std::int32_t>(regimes) - 1 &&
               old != regimes - 1;
    }

    /// T' = rho T + sigma e + jumps of the week, within [-3, 5].
    CHOKEPOINT_HD void move_tension(std::uint32_t word, float jump) const {
        auto const& world = m_.world;
        float const noise =
            world.tension_noise == 0.0f
                ? 0.0f
                : world.tension_noise * draw_from(m_, world.normal_table, word);
        float& tension = value(tile_.at.tension);
        tension =
            clamp_tension(world.tension_persistence * tension + noise + jump);
        value(tile_.at.tension_peak) =
            max(value(tile_.at.tension_peak), tension);
    }

    /// Rate multiplier of a family in this week: mult(R) (1 + b T)+.
    CHOKEPOINT_HD float intensity(Family const& family) const {
        return family.multiplier[integer(tile_.at.regime)] *
               max(0.0f, 1.0f + family.tension_slope * value(tile_.at.tension));
    }

  private:
    using Lane<P>::m_, Lane<P>::tile_, Lane<P>::value, Lane<P>::integer;
};
}  // namespace chokepoint
