/// \file input_limits.cuh
/// What the inputs of a node allow it to make.
#pragma once

#include "kernels/week/mechanisms.cuh"

namespace chokepoint {
/// The limits of one node (model B5.2).
///
/// Classes of inputs follow Pichler et al. (2022), JEDC 144:104527 and Diem
/// et al. (2022), Sci. Rep. 12:7719.
template <class P, class Kind>
class InputLimits {
  public:
    /// What the inputs allow: x' before the bundle, and a with it.
    struct Allowed {
        P activity, starts;
    };

    CHOKEPOINT_HD InputLimits(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile}, factor_{m, tile} {}

    /// \param wanted  what the node would start if no input were short
    CHOKEPOINT_HD Allowed allow(std::uint32_t i,
                                Node const& node,
                                P wanted) const {
        P const zero{0.0f}, one{1.0f};
        auto const& end = m_.network.class_end;
        auto g = m_.network.first_group[i];
        P activity = wanted;
        for (; g < end[4 * i]; ++g) {
            activity = min(activity, covered(g));
        }
        P const need = max(one, activity);
        for (; g < end[4 * i + 1]; ++g) {
            activity = min(activity, need - lost(g, need));
        }
        activity = max(zero, activity);
        if (g == end[4 * i + 2]) {
            return {activity, activity};
        }
        P const bundle_need = max(one, activity);
        P missing{0.0f};
        for (; g < end[4 * i + 2]; ++g) {
            missing = missing + short_of_bundle(g, bundle_need);
        }
        P const bundle = bundle_need - P{1.0f - node.bundle_floor} * missing;
        return {activity, max(zero, min(activity, bundle))};
    }

    /// The input that limits a node most, as `allow` measures it; of a bundle
    /// the one that lacks most.
    /// \return the group as a number, -1 where no input allows less than
    ///         `wanted`
    CHOKEPOINT_HD P scarcest(std::uint32_t i,
                             Node const& node,
                             P wanted) const {
        P const zero{0.0f}, one{1.0f};
        Scarcest found{wanted, P{-1.0f}};
        auto const& end = m_.network.class_end;
        auto g = m_.network.first_group[i];
        for (; g < end[4 * i]; ++g) {
            found.see(covered(g), number(g));
        }
        P const need = max(one, found.limit);
        for (; g < end[4 * i + 1]; ++g) {
            found.see(need - lost(g, need), number(g));
        }
        P const bundle_need = max(one, found.limit);
        P missing{0.0f}, most{0.0f}, of{-1.0f};
        for (; g < end[4 * i + 2]; ++g) {
            P const part = short_of_bundle(g, bundle_need);
            missing = missing + part;
            of = select(part > most, number(g), of);
            most = max(most, part);
        }
        P const bundle = bundle_need - P{1.0f - node.bundle_floor} * missing;
        found.see(select(most > zero, bundle, wanted), of);
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

    /// Output lost for want of an important input: gamma (need - c)+.
    CHOKEPOINT_HD P lost(std::uint32_t g, P need) const {
        return P{m_.network.group[g].importance} *
               max(P{0.0f}, need - covered(g));
    }

    /// What a bundle lacks of one of its inputs: omega (need - c)+.
    CHOKEPOINT_HD P short_of_bundle(std::uint32_t g, P need) const {
        return P{m_.network.group[g].bundle_weight} *
               max(P{0.0f}, need - covered(g));
    }

    /// Stock limit of a group: c = s / (theta q max(1, psi (1 + n))).
    CHOKEPOINT_HD P covered(std::uint32_t g) const {
        auto const throttle = m_.network.group[g].throttle_stock;
        P const stock = tile_.load(tile_.at.stock + g);
        if (factor_.uses_less(g)) {
            return stock /
                   (factor_.thrift(g) * factor_.saving(g) * P{throttle});
        }
        return throttle == 1.0f ? stock : stock / P{throttle};
    }

    ModelView const& m_;
    TileState<P> const& tile_;
    Mechanisms<P, Kind> factor_;
};
}  // namespace chokepoint
