/// \file stored_losses.cpp
/// Is a world that was marched again the one in the file?
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <functional>

#include "host/study/replay.hpp"

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
    StoredWorld(ResultsReader const& reader, ChunkLosses const& losses)
        : reader_{reader},
          losses_{losses},
          package_{losses.chunk.package},
          scenario_{losses.chunk.first_scenario} {}

    void compare_values(std::string const& dataset, RowOf const& row) {
        each(dataset, [&](std::uint32_t column, float stored) {
            auto const marched = losses_.value[row(column)];
            require(same_bits(marched, stored), dataset, column, marched,
                    stored);
        });
    }

    /// Integers below 2^24, which a float holds exactly.
    void compare_counts(std::string const& dataset, RowOf const& row) {
        each(dataset, [&](std::uint32_t column, float stored) {
            auto const marched = static_cast<float>(losses_.count[row(column)]);
            require(marched == stored, dataset, column, marched, stored);
        });
    }

    /// One column of words whose 32 bits all count.
    void compare_mask(std::string const& dataset, std::uint32_t row) {
        if (!reader_.has(dataset)) {
            return;
        }
        auto const stored = reader_.counts(dataset, package_)[scenario_];
        require(losses_.count[row] == stored, dataset, 0, losses_.count[row],
                stored);
    }

    std::uint64_t compared() const { return compared_; }

  private:
    template <class F>
    void each(std::string const& dataset, F&& f) {
        if (!reader_.has(dataset)) {
            return;
        }
        reader_.for_each_column(
            dataset, package_,
            [&](std::uint32_t column, std::vector<float>&& stored) {
                f(column, stored[scenario_]);
            });
    }

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
                reader_.path(), scenario_, dataset, column, marched, stored)};
        }
    }

    ResultsReader const& reader_;
    ChunkLosses const& losses_;
    std::uint32_t package_;
    std::uint64_t scenario_;
    std::uint64_t compared_ = 0;
};
}  // namespace

std::uint64_t require_stored_losses(ResultsReader const& reader,
                                    ModelView const& model,
                                    ChunkLosses const& losses) {
    OutputLayout const l{model};
    StoredWorld world{reader, losses};
    auto const first = [](std::uint32_t row) {
        return [row](std::uint32_t column) { return row + column; };
    };
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
    world.compare_counts("/world/first_shortage_node",
                         first(l.shortage_node(0)));
    world.compare_counts("/world/first_shortage_week",
                         first(l.shortage_week(0)));
    world.compare_mask("/world/family_mask", l.family_mask());
    world.compare_mask("/world/measure_mask", l.measure_mask());
    return world.compared();
}
}  // namespace chokepoint
