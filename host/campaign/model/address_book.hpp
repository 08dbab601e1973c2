/// \file address_book.hpp
/// Addresses of random numbers that belong to a name.
#pragma once

#include <cstdint>
#include <set>
#include <string>

namespace chokepoint {
/// Hands out 24-bit addresses: FNV-1a of the name (Fowler, Noll, Vo 1991),
/// 32 bits folded to 24, the next free one if that is taken. So a name keeps
/// its random numbers whatever else a campaign contains.
class AddressBook {
  public:
    /// \return an address that nobody has
    std::uint32_t take(std::string const& name);

  private:
    std::set<std::uint32_t> taken_;
};
}  // namespace chokepoint
