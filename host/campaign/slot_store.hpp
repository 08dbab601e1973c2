/// \file slot_store.hpp
/// Measure slots with the links in their scope, and the control classes that
/// follow from them (model.md B4, clarifications 15 and 16).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/compiled_model.hpp"
#include "host/campaign/selection.hpp"

namespace chokepoint {
class SlotStore {
  public:
    /// \param sender  who acts, with `instrument` the bit of the measure mask
    /// \return index of the slot
    std::uint32_t add(Slot slot,
                      std::string const& name,
                      std::string const& instrument,
                      std::string const& sender,
                      Rows const& links);

    /// Write slots, classes and names into the model, and each link's class
    /// into its network. \throw InputError too many slots or classes
    void finish(CompiledModel& model, std::size_t links) const;

  private:
    std::uint32_t mask_bit(std::string const& label);

    std::vector<Slot> slots_;
    std::vector<std::string> names_, mask_names_;
    std::vector<Rows> scope_;
};
}  // namespace chokepoint
