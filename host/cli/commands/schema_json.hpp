/// \file schema_json.hpp
/// The schema of campaigns as text.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/reference/section_rows.hpp"

namespace chokepoint {
/// JSON Schema, draft 4 (json-schema.org/draft-04), which taplo reads: types,
/// units, ranges, choices and defaults of every key, and none but these. It
/// allows all that a campaign may say; what holds between keys, and names of
/// the network, only the program can check.
std::string schema_json(std::vector<SectionRows> const& sections);
}  // namespace chokepoint
