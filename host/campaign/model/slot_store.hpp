/// \file slot_store.hpp
/// Measure slots with the links in their scope, and the control classes that
/// follow from them (model B4.5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/campaign/model/address_book.hpp"
#include "host/campaign/model/compiled_model.hpp"
#include "host/campaign/selection/selection.hpp"

namespace chokepoint {
/// Hands out slots in the order of compiling; classes are made at the end, when
/// all scopes are known.
class SlotStore {
  public:
    /// \param sender  who acts, with `instrument` the bit of the measure mask
    /// \param senders  the countries that act, for retaliation
    /// \return index of the slot
    std::uint32_t add(Slot slot,
                      std::string const& name,
                      std::string const& instrument,
                      std::string const& sender,
                      Rows const& links,
                      Rows const& senders = {});

    /// Slots added so far.
    std::uint32_t size() const {
        return static_cast<std::uint32_t>(slots_.size());
    }
    Slot& slot(std::uint32_t s) { return slots_[s]; }
    Slot const& slot(std::uint32_t s) const { return slots_[s]; }
    /// Links in the scope of a slot, and the countries that act.
    Rows const& scope(std::uint32_t s) const { return scope_[s]; }
    Rows const& senders(std::uint32_t s) const { return senders_[s]; }

    /// \return an address of random numbers, unlike those of all slots
    std::uint32_t take_address(std::string const& name) {
        return addresses_.take(name);
    }

    /// Write slots, classes and names into the model, and each link's class
    /// into its network. \throw InputError too many slots or classes
    void finish(CompiledModel& model, std::size_t links) const;

  private:
    std::uint32_t mask_bit(std::string const& label);

    std::vector<Slot> slots_;
    std::vector<std::string> names_, mask_names_;
    std::vector<Rows> scope_, senders_;
    AddressBook addresses_;
};
}  // namespace chokepoint
