#include "host/study/answers/policies.hpp"

#include <algorithm>
#include <string>

namespace chokepoint {
namespace {
bool is_copy(ResultsDescription const& d, std::string const& name) {
    return std::any_of(d.package.begin(), d.package.end(),
                       [&](std::string const& whole) {
                           auto const begin = whole + "-without-";
                           return name.compare(0, begin.size(), begin) == 0 &&
                                  std::count(d.family.begin(), d.family.end(),
                                             name.substr(begin.size())) > 0;
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
