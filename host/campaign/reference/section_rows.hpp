/// \file section_rows.hpp
/// Every section of a campaign with its keys: what the schema is made from.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/reference/key_rows.hpp"

namespace chokepoint {
/// The keys of an entry of some type; of a section whose entries have no
/// types there is one, without a name.
struct EntryRows {
    std::string type;
    std::string effect;  ///< what such a measure does; else empty
    std::vector<KeyRow> keys;
};

/// A section [NAME], or one that is repeated, [[NAME]].
struct SectionRows {
    std::string name;
    bool repeated = false;
    std::vector<EntryRows> entries;
};

/// \return all sections that a campaign may have, in the order of the
///         reference, each key with the default of its type
std::vector<SectionRows> section_rows();
}  // namespace chokepoint
