/// \file compliance.hpp
/// How countries follow the measures of others (model A6).
#pragma once

#include <string>

#include "host/campaign/model/model_builder.hpp"
#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// \return the table of a country's [[compliance]] section, else its built-in
ComplianceTable compliance_table(Campaign const& campaign,
                                 std::string const& country);

/// \throw InputError if a [[compliance]] names no country of the network
void check_compliance(ModelBuilder const& b);
}  // namespace chokepoint
