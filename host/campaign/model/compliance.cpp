#include "host/campaign/model/compliance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/spec/compliance_presets.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
ComplianceTable compliance_table(Campaign const& campaign,
                                 std::string const& country) {
    for (auto const& spec : campaign.compliance) {
        if (spec.country == country) {
            return spec.row;
        }
    }
    return compliance_of(country);
}

void check_compliance(ModelBuilder const& b) {
    std::vector<std::string> known;
    for (auto const& country : b.network.countries) {
        known.push_back(country.id);
    }
    for (auto const& spec : b.campaign.compliance) {
        if (std::find(known.begin(), known.end(), spec.country) ==
            known.end()) {
            spec.location.fail(
                "country",
                fmt::format("'{}' is not a country of this network{}",
                            spec.country, nearest_hint(spec.country, known)));
        }
    }
}
}  // namespace chokepoint
