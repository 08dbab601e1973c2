/// \file compliance_keys.hpp
/// Keys of compliance tables (see campaign_keys.hpp).
#pragma once

#include "host/campaign/spec/compliance_presets.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/key.hpp"

namespace chokepoint {
/// Keys of a row of a compliance table.
template <class Io>
void list_keys(Io& io, ComplianceRow& row) {
    io(Key{"alpha", "compliance is Beta(alpha, beta)"}, row.alpha,
       Bounds{0.05, 10000});
    io(Key{"beta", "its other parameter"}, row.beta, Bounds{0.05, 10000});
    io(Key{"lag_weeks", "later than the sender"}.in("weeks"), row.lag_weeks,
       start_range);
    io(Key{"visibility", "of the country's own part"}, row.visibility, share);
}

/// Keys of [[compliance]]: a built-in table, then what is said otherwise.
template <class Io>
void list_keys(Io& io, ComplianceSpec& c) {
    if (io.reading()) {
        c.row = compliance_of(c.country);
        c.like = c.country;
    }
    io(Key{"like", "start from the built-in table of that country"}.otherwise(
           "the country itself"),
       c.like);
    if (io.reading() && c.like != c.country) {
        c.row = built_in_compliance(c.like, c.location);
    }
    for (std::size_t k = 0; k < compliance_kinds; ++k) {
        io.table(compliance_names()[k].c_str(), c.row[k]);
    }
}
}  // namespace chokepoint
