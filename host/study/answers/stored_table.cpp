#include "host/study/answers/stored_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/network/input_error.hpp"

namespace chokepoint {
std::uint32_t index_of(std::string const& name,
                       std::vector<std::string> const& names,
                       std::string const& option,
                       std::string const& kind) {
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        std::size_t const most = 60;  // names in a message
        std::vector<std::string> const shown(
            names.begin(), names.begin() + static_cast<std::ptrdiff_t>(
                                               std::min(most, names.size())));
        throw InputError{fmt::format(
            "{} '{}': the file has no such {} (it has: {}{}{})", option, name,
            kind, fmt::join(shown, ", "), names.size() > most ? ", ..." : "",
            nearest_hint(name, names))};
    }
    return static_cast<std::uint32_t>(found - names.begin());
}

std::uint32_t horizon_index(ResultsDescription const& d, std::int32_t weeks) {
    if (weeks == 0) {
        return static_cast<std::uint32_t>(d.horizon.size()) - 1;
    }
    auto const found = std::find(d.horizon.begin(), d.horizon.end(), weeks);
    if (found == d.horizon.end()) {
        throw InputError{
            fmt::format("--horizon {}: the file has no such horizon (it has: "
                        "{} weeks)",
                        weeks, fmt::join(d.horizon, ", "))};
    }
    return static_cast<std::uint32_t>(found - d.horizon.begin());
}
}  // namespace chokepoint
