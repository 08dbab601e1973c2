/// \file input_limits.cuh
/// What the inputs of a node allow it to make.
#pragma once

#include <cfloat>

#include "kernels/week/mechanisms.cuh"

namespace chokepoint {
/// The limits of one node (model B5.2).
///
/// Classes of inputs follow Pichler et al. (2022), JEDC 144:104527 and Diem
/// et al. (2022), Sci. Rep. 12:7719.
template <class P, class Kind>
class InputLimits {
  public:
    struct Limits {
        P critical, important, bundle;
    };

    CHOKEPOINT_HD InputLimits(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// 1 + sigma; less where measures split plants (M45).
    CHOKEPOINT_HD P spare_capacity(std::uint32_t i, Node const& node) const {
        if (factor_.influenced(i)) {
            P const scale = factor_.influence(i, tile_.at.slack_scale);
            P const less = P{1.0f} + P{node.capacity - 1.0f} * scale;
            return select(scale == P{1.0f}, P{node.capacity}, less);
        }
        return P{node.capacity};
    }

    /// kappa hat: most that a full stock allows.
    /// \param scale       kappa+ = max(1, kappa)
    /// \param with_slack  1 + sigma
    CHOKEPOINT_HD P ceiling(Node const& node,
                            P scale,
                            P with_slack,
                            P boost) const {
        P const one{1.0f};
        return m_.rules.unit_ceiling
                   ? one
                   : scale * (with_slack * P{node.overtime_max}) *
                         max(one, boost);
    }

    CHOKEPOINT_HD Limits find(std::uint32_t i,
                              Node const& node,
                              P scale,
                              P ceiling) const {
        P const zero{0.0f}, one{1.0f}, unlimited{FLT_MAX};
        Limits limit{unlimited, unlimited, unlimited};
        auto const& end = m_.network.class_end;
        auto g = m_.network.first_group[i];
        for (; g < end[4 * i]; ++g) {
            limit.critical = min(limit.critical, covered(g));
        }
        for (; g < end[4 * i + 1]; ++g) {
            P const missing = max(zero, one - covered(g, scale));
            limit.important = min(
                limit.important,
                ceiling * (one - P{m_.network.group[g].importance} * missing));
        }
        if (g < end[4 * i + 2]) {
            P missing{0.0f};
            for (; g < end[4 * i + 2]; ++g) {
                missing = missing + P{m_.network.group[g].bundle_weight} *
                                        max(zero, one - covered(g, scale));
            }
            limit.bundle =
                ceiling * (one - P{1.0f - node.bundle_floor} * missing);
        }
        return limit;
    }

    /// The input that limits a node most, as `find` measures it; of a bundle
    /// the one that lacks most.
    /// \param own  what the node makes if no input limits it
    /// \return the group as a number, -1 where no input allows less than `own`
    CHOKEPOINT_HD P scarcest(
        std::uint32_t i, Node const& node, P scale, P ceiling, P own) const {
        P const zero{0.0f}, one{1.0f};
        Scarcest found{own, P{-1.0f}};
        auto const& end = m_.network.class_end;
        auto g = m_.network.first_group[i];
        for (; g < end[4 * i]; ++g) {
            found.see(covered(g), number(g));
        }
        for (; g < end[4 * i + 1]; ++g) {
            P const missing = max(zero, one - covered(g, scale));
            found.see(
                ceiling * (one - P{m_.network.group[g].importance} * missing),
                number(g));
        }
        P missing{0.0f}, most{0.0f}, of{-1.0f};
        for (; g < end[4 * i + 2]; ++g) {
            P const part = P{m_.network.group[g].bundle_weight} *
                           max(zero, one - covered(g, scale));
            missing = missing + part;
            of = select(part > most, number(g), of);
            most = max(most, part);
        }
        P const bundle =
            ceiling * (one - P{1.0f - node.bundle_floor} * missing);
        found.see(select(most > zero, bundle, own), of);
        return found.group;
    }

  private:
    /// The lowest limit so far, and whose it is.
    struct Scarcest {
        P limit, group;

        CHOKEPOINT_HD void see(P other, P its_group) {
            auto const lower = other < limit;
            group = select(lower, its_group, group);
            limit = select(lower, other, limit);
        }
    };

    CHOKEPOINT_HD static P number(std::uint32_t g) {
        return P{static_cast<float>(static_cast<std::int32_t>(g))};
    }

    /// Stock limit of a group: c = s / (q max(1, psi (1 + n))).
    CHOKEPOINT_HD P covered(std::uint32_t g) const {
        auto const throttle = m_.network.group[g].throttle_stock;
        P const stock = tile_.load(tile_.at.stock + g);
        if (factor_.priced(g)) {
            return stock / (factor_.thrift(g) * P{throttle});
        }
        return throttle == 1.0f ? stock : stock / P{throttle};
    }

    /// c / kappa+: needs of a plant that has grown.
    CHOKEPOINT_HD P covered(std::uint32_t g, P scale) const {
        P const cover = covered(g);
        if constexpr (Kind::extended) {
            if (m_.rules.capacity_moves) {
                return cover / scale;
            }
        }
        return cover;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
};
}  // namespace chokepoint
