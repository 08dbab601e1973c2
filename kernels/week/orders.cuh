/// \file orders.cuh
/// What all buyers together order from a node.
#pragma once

#include "kernels/portable/team.cuh"
#include "kernels/week/link_order.cuh"

namespace chokepoint {
/// Orders that a node receives, by priority class, million USD/week.
///
/// They are the sum over its out-links. Members of a team gather it, node by
/// node. Who works alone rather pushes: as soon as a group knows what it
/// orders, it adds that to the rows of its suppliers, while all it needs is at
/// hand. Out-links of a node lie in the order of groups
/// (host/network/compiled_network.cpp): both add the same terms in the same
/// order, and so give the same bits.
template <class P, class Kind>
class Orders {
  public:
    CHOKEPOINT_HD Orders(ModelView const& m, TileState<P> const& tile)
        : m_{m}, tile_{tile} {}

    /// Sum the orders of node i.
    CHOKEPOINT_HD void gather(std::uint32_t i, P& first, P& other) const {
        auto const row = i * m_.network.priority_classes;
        auto const middle = m_.network.first_other[i];
        auto const end = m_.network.first_out[i + 1];
        first = gather_links(m_.network.first_out[i], middle, row);
        if (middle != end) {
            other = gather_links(middle, end, row + 1);
        }
    }

    /// Add the orders of group g to those of its suppliers.
    CHOKEPOINT_HD void push(std::uint32_t g) const {
        auto const& group = m_.network.packed_group.get(g);
        Adder add{tile_};
        visit_orders<P, Kind>(m_, tile_, group.first_link, group.last_link, g,
                              add);
    }

    /// Take what was pushed to node i; its rows are 0 again.
    CHOKEPOINT_HD void take(std::uint32_t i, P& first, P& other) const {
        auto const classes = m_.network.priority_classes;
        auto const row = tile_.at.ordered + i * classes;
        first = tile_.load(row);
        tile_.store(row, P{0.0f});
        if (classes == 2) {
            other = tile_.load(row + 1);
            tile_.store(row + 1, P{0.0f});
        }
    }

  private:
    struct Adder {
        TileState<P> const& tile;

        CHOKEPOINT_HD void operator()(std::uint32_t fill_row, P order) const {
            auto const row = tile.at.ordered + fill_row;
            tile.store(row, tile.load(row) + order);
        }
    };

    CHOKEPOINT_HD P gather_links(std::uint32_t begin,
                                 std::uint32_t end,
                                 std::uint32_t fill_row) const {
        auto const orders = tile_.rows(tile_.at.order);
        auto const* const states = tile_.flags(tile_.at.group_state);
        P sum{0.0f};
        CHOKEPOINT_LINKS
        for (auto l = begin; l < end; ++l) {
            auto const& link = m_.network.out_link.get(l);
            auto const g = link.group;
            auto const state = states[g];
            P const order = orders[g];
            if (disturbed(state)) {
                sum = sum + LinkOrder<P, Kind>{m_, tile_, g, state, order}(
                                link, fill_row);
            } else {
                sum = sum + P{link.flow} * order;
            }
        }
        return sum;
    }

    ModelView const& m_;
    TileState<P> const& tile_;
};
}  // namespace chokepoint
