#include "host/campaign/model/address_book.hpp"

namespace chokepoint {
namespace {
constexpr std::uint32_t address_mask = 0xffffff;

std::uint32_t hash24(std::string const& name) {
    constexpr std::uint32_t offset_basis = 2166136261u, prime = 16777619u;
    std::uint32_t hash = offset_basis;
    for (unsigned char const c : name) {
        hash = (hash ^ c) * prime;
    }
    return (hash >> 24) ^ (hash & address_mask);
}
}  // namespace

std::uint32_t AddressBook::take(std::string const& name) {
    auto address = hash24(name);
    while (!taken_.insert(address).second) {
        address = (address + 1) & address_mask;
    }
    return address;
}
}  // namespace chokepoint
