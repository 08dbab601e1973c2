/// \file mechanisms.cuh
/// Factors of the mechanisms that a campaign may leave out (model B7, B8).
///
/// The march is compiled twice. In the core one every factor is the constant
/// 1 and costs nothing; the extended one loads those that the campaign uses.
/// A factor of exactly 1 changes no bit, so both give the same losses where
/// both apply (I6).
#pragma once

#include "kernels/views/tile_state.cuh"

namespace chokepoint {
struct CoreMarch {
    static constexpr bool extended = false;
    static constexpr bool alone = false;
};
struct ExtendedMarch {
    static constexpr bool extended = true;
    static constexpr bool alone = false;
};
/// The same march by one who works alone: orders are pushed (orders.cuh).
template <class Kind>
struct Alone : Kind {
    static constexpr bool alone = true;
};

template <class P, class Kind>
class Mechanisms {
  public:
    CHOKEPOINT_HD Mechanisms(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile} {}

    /// kappa of a node: long-run capacity.
    CHOKEPOINT_HD P growth(std::uint32_t i) const {
        if constexpr (Kind::extended) {
            if (m_.rules.capacity_moves) {
                return tile_.load(tile_.at.growth + i);
            }
        }
        return P{1.0f};
    }
    /// kappa eta of a node: of its long-run capacity what tools without parts
    /// leave.
    CHOKEPOINT_HD P kept_capacity(std::uint32_t i) const {
        if constexpr (Kind::extended) {
            if (m_.rules.tool_decay > 0.0f) {
                return growth(i) * tile_.load(tile_.at.upkeep + i);
            }
        }
        return growth(i);
    }
    /// May standing differ from 1?
    CHOKEPOINT_HD bool sales_erode() const {
        return Kind::extended && m_.rules.sales_erode;
    }
    /// chi of a supplier, by one of its fill rows: its standing with buyers.
    CHOKEPOINT_HD P standing_at(std::uint32_t fill_row) const {
        if constexpr (Kind::extended) {
            if (sales_erode()) {
                // There are one or two classes; a division would be slow.
                return tile_.load(
                    tile_.at.standing +
                    (fill_row >> (m_.network.priority_classes - 1)));
            }
        }
        return P{1.0f};
    }
    /// theta: use per unit of output, less at a high price.
    CHOKEPOINT_HD P thrift(std::uint32_t g) const {
        return of_market(m_.group_market, g, tile_.at.thrift);
    }
    /// q: use per unit of output, less where an input is designed out.
    /// \param g  group of a node
    CHOKEPOINT_HD P saving(std::uint32_t g) const {
        if constexpr (Kind::extended) {
            if (saves(g)) {
                return tile_.load(tile_.at.saving + g);
            }
        }
        return P{1.0f};
    }
    /// May use per unit of output differ from 1?
    CHOKEPOINT_HD bool uses_less(std::uint32_t g) const {
        if constexpr (Kind::extended) {
            return saves(g) || priced(g);
        }
        return false;
    }
    CHOKEPOINT_HD bool priced(std::uint32_t g) const {
        if constexpr (Kind::extended) {
            return m_.market.size && m_.group_market[g] != none;
        }
        return false;
    }
    /// pf: capacity that a high price brings back.
    CHOKEPOINT_HD P boost(std::uint32_t i) const {
        return of_market(m_.node_market, i, tile_.at.boost);
    }
    /// Does the node keep work in process?
    CHOKEPOINT_HD bool has_cycle(Node const& node) const {
        if constexpr (Kind::extended) {
            return m_.network.cycles && node.cycle_weeks > 0.0f;
        }
        return false;
    }
    /// A factor of the influence class of a node; `scale` is its first row.
    CHOKEPOINT_HD P influence(std::uint32_t i, std::uint32_t scale) const {
        if constexpr (Kind::extended) {
            if (m_.influence_class.size && m_.slow_node[i].influence) {
                return tile_.load(scale + m_.slow_node[i].influence);
            }
        }
        return P{1.0f};
    }
    CHOKEPOINT_HD bool influenced(std::uint32_t i) const {
        if constexpr (Kind::extended) {
            return m_.influence_class.size && m_.slow_node[i].influence;
        }
        return false;
    }

  private:
    CHOKEPOINT_HD bool saves(std::uint32_t g) const {
        return m_.network.saves &&
               (tile_.flag(tile_.at.group_state + g) & input_saved);
    }

    CHOKEPOINT_HD P of_market(Span<std::uint32_t> const& market_of,
                              std::uint32_t i,
                              std::uint32_t first_row) const {
        if constexpr (Kind::extended) {
            if (m_.market.size && market_of[i] != none) {
                return tile_.load(first_row + market_of[i]);
            }
        }
        return P{1.0f};
    }

    ModelView const& m_;
    TileState<P> const& tile_;
};
}  // namespace chokepoint
