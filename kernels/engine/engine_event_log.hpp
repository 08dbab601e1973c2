/// \file engine_event_log.hpp
/// What happens to one traced world: events that chance drew, and what came
/// of the package's measures.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kernels/engine/engine.hpp"
#include "kernels/world/observer.cuh"

namespace chokepoint {
/// Gathers what one world's march tells and leaves in its rows.
/// The model must stay alive.
class EventLog {
  public:
    EventLog(ModelView const& m, std::uint64_t scenario)
        : m_{m}, scenario_{scenario} {}

    /// Hears what the rows of the tile do not say (observer.cuh).
    class Listener {
      public:
        explicit Listener(EventLog& log) : log_{log} {}

        /// An event of a weekly family takes effect. \param hold  weeks
        void weekly_event(std::uint32_t family,
                          std::uint32_t entity,
                          std::int32_t week,
                          float level,
                          float hold) const;
        /// An activation of the package begins.
        /// \param force  coverage times compliance as realised, 0-1
        void measure_began(std::uint32_t activation,
                           std::int32_t week,
                           std::int32_t end,
                           float force) const;
        /// An activation lifts its slot.
        /// \param was_in_force  else nothing changes
        void measure_lifted(std::uint32_t activation,
                            std::int32_t week,
                            bool was_in_force) const;
        /// A pair decides on a counter: an action for each of its activations.
        void answered(std::uint32_t pair,
                      std::uint32_t counter,
                      std::int32_t start,
                      std::int32_t end) const;
        /// A slot is to end sooner. \param end  week
        void given_up(std::uint32_t slot, std::int32_t end) const;

      private:
        EventLog& log_;
    };

    /// Take over what the rows say after a week.
    void end_of_week(TileState<Pack<1>> const& tile, std::int32_t week);

    /// \return candidates of the list in order of drawing, then weekly events
    std::vector<TraceEvent> events() const;
    std::vector<TraceAction> const& actions() const { return actions_; }

  private:
    TraceEvent listed(TileState<Pack<1>> const& tile, std::uint32_t e) const;
    std::vector<TraceHit> hits(TileState<Pack<1>> const& tile,
                               std::uint32_t e,
                               TraceEvent const& event) const;
    std::optional<float> licensed(TileState<Pack<1>> const& tile,
                                  std::uint32_t slot) const;

    ModelView const& m_;
    std::uint64_t scenario_;
    std::vector<TraceEvent> listed_, weekly_;
    std::vector<TraceAction> actions_;
    std::uint32_t decisions_ = 0;
    std::map<std::uint32_t, std::int32_t> given_up_;  ///< slot -> its end
};
}  // namespace chokepoint
