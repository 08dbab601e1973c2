#include "tests/fuzz/targets.hpp"

namespace chokepoint::fuzz {
std::vector<Target> const& targets() {
    static std::vector<Target> const all{
        {"campaign", campaign}, {"table", table},     {"set", set},
        {"results", results},   {"journal", journal}, {"trace", trace}};
    return all;
}
}  // namespace chokepoint::fuzz
