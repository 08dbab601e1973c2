#include "host/campaign/selection/trade_partner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "host/network/input_error.hpp"

namespace chokepoint {
std::pair<std::string, std::string> split_pair(std::string const& text,
                                               SourceLocation const& location,
                                               char const* key) {
    auto const mark = text.find('>');
    if (mark == std::string::npos || mark == 0 || mark + 1 == text.size() ||
        text.find('>', mark + 1) != std::string::npos) {
        location.fail(key,
                      fmt::format("'{}' is no pair (needed: \"A>B\", as in "
                                  "\"USA>CHN\")",
                                  text));
    }
    return {text.substr(0, mark), text.substr(mark + 1)};
}

TradePartner trade_partner(SupplyNetwork const& network,
                           std::string const& name,
                           SourceLocation const& location,
                           char const* key) {
    TradePartner party;
    party.countries.assign(network.countries.size(), 0);
    std::vector<std::string> known;
    bool found = false;
    for (std::size_t c = 0; c < network.countries.size(); ++c) {
        auto const& country = network.countries[c];
        known.push_back(country.id);
        bool member = country.id == name;
        for (auto const& bloc : country.blocs) {
            known.push_back("bloc:" + bloc);
            member = member || known.back() == name;
        }
        party.countries[c] = member;
        found = found || member;
    }
    for (std::uint32_t f = 0; !found && f < network.firms.size(); ++f) {
        known.push_back(network.firms[f].id);
        if (network.firms[f].id == name) {
            party.firm = f;
            return party;
        }
    }
    if (!found) {
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        location.fail(key,
                      fmt::format("'{}' is no country, bloc or firm of this "
                                  "network{}",
                                  name, nearest_hint(name, known)));
    }
    return party;
}
}  // namespace chokepoint
