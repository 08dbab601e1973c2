/// \file slot_dyads.hpp
/// Who acts through a measure slot, and whom it meets.
#pragma once

#include <cstdint>
#include <vector>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// Senders of a slot as its measure says; for random controls the exporting
/// side of its links, or the importing one (import bans, tariffs). Routes and
/// blockades have no sender: nobody answers them.
class SlotDyads {
  public:
    /// \param b  all slots are in it
    explicit SlotDyads(ModelBuilder const& b);

    /// Is the country a sender of the slot?
    bool acts(std::uint32_t slot, std::uint32_t country) const {
        return senders_[slot][country];
    }
    /// On the other side of the trade that the slot touches.
    bool meets(std::uint32_t slot, std::uint32_t country) const {
        return others_[slot][country];
    }

  private:
    std::vector<Mask> senders_, others_;  ///< [slots][countries]
};
}  // namespace chokepoint
