#include "host/study/answers/policies.hpp"

#include <algorithm>
#include <string>

#include "host/campaign/selection/left_out_families.hpp"

namespace chokepoint {
namespace {
bool is_copy(ResultsDescription const& d, std::string const& name) {
    return std::any_of(
        d.package.begin(), d.package.end(), [&](auto const& package) {
            return std::any_of(d.family.begin(), d.family.end(),
                               [&](auto const& family) {
                                   return name == name_without(package, family);
                               });
        });
}
}  // namespace

std::vector<std::uint32_t> policies(ResultsDescription const& d) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t p = 0; p < d.package.size(); ++p) {
        if (!is_copy(d, d.package[p])) {
            found.push_back(p);
        }
    }
    return found;
}
}  // namespace chokepoint
