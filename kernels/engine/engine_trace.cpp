#include "kernels/engine/engine.hpp"
#include "kernels/engine/engine_event_log.hpp"
#include "kernels/engine/packed_network.hpp"
#include "kernels/engine/single_world.hpp"
#include "kernels/week/march.cuh"

namespace chokepoint {
namespace {
using P = SingleWorld::P;

/// Copies the state of the one lane after each week; the log hears the rest.
class TraceObserver : public EventLog::Listener {
  public:
    TraceObserver(ModelView const& m,
                  std::function<void(TraceWeek const&)> const& week,
                  EventLog& log)
        : Listener{log}, m_{m}, show_{week}, log_{log} {}

    void operator()(TileState<P> const& tile, std::int32_t week) const {
        show(tile, week);
        log_.end_of_week(tile, week);
    }

  private:
    void show(TileState<P> const& tile, std::int32_t week) const {
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
        w.upkeep =
            rows(tile, tile.at.upkeep, m_.rules.tool_decay > 0 ? n.nodes : 0);
        for (std::size_t i = 0; i < w.upkeep.size(); ++i) {
            w.growth[i] *= w.upkeep[i];
        }
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
    EventLog& log_;
};
}  // namespace

ChunkLosses trace_world(ModelView const& model,
                        std::uint32_t package,
                        std::uint64_t scenario,
                        std::function<void(TraceWeek const&)> const& week,
                        std::vector<TraceEvent>* events,
                        std::vector<TraceAction>* actions) {
    PackedModel const packed{model};
    SingleWorld const world{model, true};
    auto losses = losses_of_one(model, package, scenario);
    LossRows const rows{losses.value.data(), losses.count.data(), 1, 1};
    auto const tile = world.tile();
    EventLog log{model, scenario};
    march_tile(packed.view, tile, {package, scenario, rows, 0}, SoloTeam{},
               TraceObserver{model, week, log});
    if (events) {
        *events = log.events();
    }
    if (actions) {
        *actions = log.actions();
    }
    return losses;
}
}  // namespace chokepoint
