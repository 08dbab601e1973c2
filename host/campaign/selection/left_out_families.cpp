#include "host/campaign/selection/left_out_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "host/network/input_error.hpp"

namespace chokepoint {
void leave_out_each_family(Campaign& campaign, std::string const& package) {
    std::string const option = "--without-each-family " + package;
    std::vector<std::string> names;
    for (auto const& one : campaign.packages) {
        names.push_back(one.name);
    }
    auto const found = std::find(names.begin(), names.end(), package);
    if (found == names.end()) {
        throw InputError{fmt::format(
            "{}: the campaign has no such package (it has: {}{})", option,
            fmt::join(names, ", "), nearest_hint(package, names))};
    }
    auto const given =
        campaign.packages[static_cast<std::size_t>(found - names.begin())];
    std::vector<std::string> alive;
    for (auto const& family : campaign.families) {
        if (given.families == std::vector<std::string>{"all"} ||
            std::count(given.families.begin(), given.families.end(),
                       family.name) > 0) {
            alive.push_back(family.name);
        }
    }
    if (alive.empty()) {
        throw InputError{option + ": no family is alive under it"};
    }
    for (auto const& family : alive) {
        auto copy = given;
        copy.name = name_without(package, family);
        if (std::count(names.begin(), names.end(), copy.name) > 0) {
            throw InputError{fmt::format(
                "{}: the campaign has a package '{}' (give it another name)",
                option, copy.name)};
        }
        copy.description = fmt::format("{} without {}", package, family);
        copy.leave_one_out.clear();
        copy.families = alive;
        copy.families.erase(
            std::find(copy.families.begin(), copy.families.end(), family));
        campaign.packages.push_back(copy);
    }
}
}  // namespace chokepoint
