#include <cstdlib>

#include "kernels/engine.hpp"
#include "kernels/march.cuh"
#include "kernels/packed_network.hpp"

namespace chokepoint {
namespace {
using P = Pack<1>;

/// Copies the state of the one lane after each week.
class TraceObserver {
  public:
    TraceObserver(ModelView const& m,
                  std::function<void(TraceWeek const&)> const& week)
        : m_{m}, show_{week} {}

    void operator()(TileState<P> const& tile, std::int32_t week) const {
        auto const& n = m_.network;
        TraceWeek w{};
        w.week = week;
        w.output = rows(tile, tile.at.output, n.nodes);
        w.fill = rows(tile, tile.at.fill, n.nodes * n.priority_classes);
        w.capacity = rows(tile, tile.at.capacity, n.nodes);
        w.stock = rows(tile, tile.at.stock, n.first_sink);
        w.stock.resize(n.groups, 0.0f);
        w.order = rows(tile, tile.at.order, n.groups);
        w.receipts = rows(tile, tile.at.receipts, n.groups);
        w.pass = rows(tile, tile.at.pass, m_.control_class.size);
        w.slot_pass = rows(tile, tile.at.slot_pass, m_.slot.size);
        w.demand =
            rows(tile, tile.at.order + n.first_sink, n.groups - n.first_sink);
        w.growth =
            rows(tile, tile.at.growth, m_.rules.capacity_moves ? n.nodes : 0);
        w.standing =
            rows(tile, tile.at.standing, m_.rules.sales_erode ? n.nodes : 0);
        w.log_price = rows(tile, tile.at.log_price, m_.market.size);
        w.reserve = rows(tile, tile.at.reserve_content, m_.reserve.size);
        w.pair_loss = rows(tile, tile.at.pair_loss, m_.pair.size);
        w.retaliations = tile.integer(tile.at.retaliations, 0);
        w.tension = tile.value(tile.at.tension, 0);
        w.regime = tile.integer(tile.at.regime, 0);
        show_(w);
    }

  private:
    static std::vector<float> rows(TileState<P> const& tile,
                                   std::uint32_t first,
                                   std::uint32_t count) {
        std::vector<float> values(count);
        for (std::uint32_t r = 0; r < count; ++r) {
            values[r] = tile.value(first + r, 0);
        }
        return values;
    }

    ModelView const& m_;
    std::function<void(TraceWeek const&)> const& show_;
};

/// Add the events that joined the list this week (outbreaks of conflict do),
/// and see which took effect so far.
void list_events(TileState<P> const& tile, std::vector<TraceEvent>& events) {
    auto const& at = tile.at;
    auto const count = static_cast<std::uint32_t>(tile.integer(at.events, 0));
    for (auto e = static_cast<std::uint32_t>(events.size()); e < count; ++e) {
        events.push_back(
            {static_cast<std::uint32_t>(tile.integer(at.event_family + e, 0)),
             static_cast<std::uint32_t>(tile.integer(at.event_entity + e, 0)),
             tile.integer(at.event_start + e, 0),
             tile.value(at.event_hold + e, 0),
             tile.value(at.event_recovery + e, 0),
             tile.value(at.event_severity + e, 0),
             tile.value(at.event_level + e, 0),
             tile.value(at.event_delay + e, 0),
             static_cast<std::uint32_t>(
                 tile.integer(at.event_first_member + e, 0)),
             static_cast<std::uint32_t>(tile.integer(at.event_members + e, 0)),
             false});
    }
    for (std::uint32_t e = 0; e < count; ++e) {
        events[e].took_effect =
            events[e].took_effect || tile.integer(at.event_alive + e, 0) != 0;
    }
}
}  // namespace

ChunkLosses trace_world(ModelView const& model,
                        std::uint32_t package,
                        std::uint64_t scenario,
                        std::function<void(TraceWeek const&)> const& week,
                        std::vector<TraceEvent>* events) {
    PackedModel const packed{model};
    TileLayout const layout{model, true};
    std::unique_ptr<char, void (*)(void*)> const slab{
        static_cast<char*>(std::aligned_alloc(128, layout.bytes(1))),
        std::free};
    if (!slab) {
        throw EngineError{"not enough memory for one world"};
    }
    OutputLayout const output{model};
    ChunkLosses losses{{package, scenario, 1}, {}, {}};
    losses.value.resize(output.float_rows());
    losses.count.resize(output.integer_rows());
    LossRows const rows{losses.value.data(), losses.count.data(), 1, 1};
    TileState<P> const tile{layout, slab.get(), 0};
    TraceObserver const show{model, week};
    auto observe = [&](auto const& state, std::int32_t t) {
        show(state, t);
        if (events) {
            list_events(state, *events);
        }
    };
    march_tile(packed.view, tile, {package, scenario}, rows, 1, 0, SoloTeam{},
               observe);
    return losses;
}
}  // namespace chokepoint
