/// \file stored_losses.cpp
/// Is a world that was marched again the one in the file?
#include "host/study/replay/stored_losses.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <functional>

namespace chokepoint {
namespace {
/// Rows of the engine behind a dataset: column -> row.
using RowOf = std::function<std::uint32_t(std::uint32_t column)>;

bool same_bits(float a, float b) {
    return std::memcmp(&a, &b, sizeof a) == 0 ||
           (std::isnan(a) && std::isnan(b));
}

class StoredWorld {
  public:
    StoredWorld(ResultsReader const& reader,
                ChunkLosses const& losses,
                std::uint64_t row)
        : reader_{reader},
          losses_{losses},
          package_{losses.chunk.package},
          row_{row} {}

    void compare_values(std::string const& dataset, RowOf const& row) {
        if (!reader_.has(dataset)) {
            return;
        }
        auto const stored = reader_.world(dataset, package_, row_);
        for (std::uint32_t i = 0; i < stored.size(); ++i) {
            auto const marched = losses_.value[row(i)];
            require(same_bits(marched, stored[i]), dataset, i, marched,
                    stored[i]);
        }
    }

    /// Of masks too: all 32 bits count.
    void compare_counts(std::string const& dataset, RowOf const& row) {
        if (!reader_.has(dataset)) {
            return;
        }
        auto const stored = reader_.world_counts(dataset, package_, row_);
        for (std::uint32_t i = 0; i < stored.size(); ++i) {
            auto const marched = losses_.count[row(i)];
            require(marched == stored[i], dataset, i, marched, stored[i]);
        }
    }

    std::uint64_t compared() const { return compared_; }

  private:
    void require(bool same,
                 std::string const& dataset,
                 std::uint32_t column,
                 double marched,
                 double stored) {
        ++compared_;
        if (!same) {
            throw EngineError{fmt::format(
                "{}: world {} marched again does not give the stored losses "
                "({} column {}: {} now, {} in the file; was it written by "
                "another version of the program?)",
                reader_.path(), losses_.chunk.first_scenario, dataset, column,
                marched, stored)};
        }
    }

    ResultsReader const& reader_;
    ChunkLosses const& losses_;
    std::uint32_t package_;
    std::uint64_t row_;
    std::uint64_t compared_ = 0;
};

RowOf first(std::uint32_t row) {
    return [row](std::uint32_t column) { return row + column; };
}

/// Of files from 1.3 on: before, a node could be there more than once.
void compare_first_shortages(StoredWorld& world, OutputLayout const& l) {
    world.compare_counts("/world/first_shortage_node",
                         first(l.shortage_node(0)));
    world.compare_counts("/world/first_shortage_week",
                         first(l.shortage_week(0)));
    world.compare_counts("/world/first_shortage_input",
                         first(l.shortage_input(0)));
    world.compare_counts("/world/first_lack_node", first(l.lack_node(0)));
    world.compare_counts("/world/first_lack_week", first(l.lack_week(0)));
    world.compare_counts("/world/first_lack_input", first(l.lack_input(0)));
}

void compare_mechanisms(StoredWorld& world, OutputLayout const& l) {
    world.compare_values("/losses/reserve_minimum",
                         first(l.reserve_minimum(0)));
    world.compare_values("/losses/reserve_released",
                         first(l.reserve_released(0)));
    world.compare_counts("/losses/reserve_empty_weeks",
                         first(l.reserve_empty_weeks(0)));
    world.compare_values("/losses/price_peak", first(l.price_peak(0)));
    world.compare_values("/losses/price_mean", first(l.price_mean(0)));
    world.compare_values("/losses/flow_lost", first(l.flow_lost(0, 0)));
    world.compare_values("/losses/denied", first(l.denied(0, 0)));
    world.compare_counts("/losses/delay_weeks", first(l.delay_weeks(0)));
    world.compare_counts("/losses/delay_censored", first(l.delay_censored(0)));
    world.compare_values("/losses/duties", first(l.duties(0, 0)));
    world.compare_values("/losses/price_uplift", first(l.price_uplift(0, 0)));
    world.compare_values("/losses/switching_cost",
                         first(l.switching_cost(0, 0)));
    world.compare_values("/losses/capacity_index",
                         first(l.capacity_index(0, 0)));
    world.compare_values("/losses/competitiveness",
                         first(l.competitiveness(0, 0)));
    world.compare_values("/losses/leverage", first(l.leverage(0, 0)));
    world.compare_values("/losses/market_leverage",
                         first(l.market_leverage(0, 0)));
    world.compare_counts("/world/retaliations", first(l.retaliations()));
    world.compare_counts("/world/longest_chain", first(l.longest_chain()));
    world.compare_counts("/world/retaliation_overflow",
                         first(l.retaliation_overflow()));
}
}  // namespace

std::uint64_t require_stored_losses(ResultsReader const& reader,
                                    ModelView const& model,
                                    ChunkLosses const& losses,
                                    std::uint64_t row) {
    OutputLayout const l{model};
    StoredWorld world{reader, losses, row};
    // Columns are cell * horizons + horizon, as the engine's rows are.
    auto const n = l.countries;
    world.compare_values("/losses/value_added", first(l.value_added(0, 0)));
    world.compare_values("/losses/value_added_net",
                         first(l.value_added_net(0, 0)));
    world.compare_values("/losses/cell_value_added",
                         first(l.value_added(n, 0)));
    world.compare_values("/losses/final_demand", first(l.final_demand(0, 0)));
    world.compare_values("/losses/cell_final_demand",
                         first(l.final_demand(n, 0)));
    world.compare_values("/losses/peak_loss", first(l.peak_loss(0)));
    world.compare_values("/losses/largest_episode", first(l.episode_loss(0)));
    world.compare_values("/losses/minimum_cover", first(l.minimum_cover(0)));
    world.compare_values("/world/maximum_tension", first(l.maximum_tension()));
    world.compare_counts("/losses/peak_week", first(l.peak_week(0)));
    world.compare_counts("/losses/recovery_weeks", first(l.recovery_weeks(0)));
    world.compare_counts("/losses/recovery_censored",
                         first(l.recovery_censored(0)));
    world.compare_counts("/losses/shortage_weeks", first(l.shortage_weeks(0)));
    world.compare_counts("/losses/stockout_weeks", first(l.stockout_weeks(0)));
    world.compare_counts("/world/regime_weeks", first(l.regime_weeks(0)));
    world.compare_counts("/world/event_count", first(l.event_count(0)));
    if (reader.has("/world/first_shortage_input")) {
        compare_first_shortages(world, l);
    }
    world.compare_counts("/world/family_mask", first(l.family_mask()));
    world.compare_counts("/world/measure_mask", first(l.measure_mask()));
    compare_mechanisms(world, l);
    return world.compared();
}
}  // namespace chokepoint
