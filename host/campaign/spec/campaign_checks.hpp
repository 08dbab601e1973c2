/// \file campaign_checks.hpp
/// What must hold between the keys of a campaign. Each throws InputError with
/// the place of the key.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
/// Names become words of override paths and of datasets.
void check_name(std::string const& name, SourceLocation const& location);

/// Orders follow capacity in mode ario only.
void check_model(ModelOptions const& model);

/// A blockade needs a region; tariffs and their probabilities must agree.
/// Equal probabilities are filled in if none are given.
void check_family(FamilySpec& family);

/// Members of a package must be known, and named once.
/// \param kind  "measure" or "family", for the message
void check_members(Names const& members,
                   Names const& known,
                   char const* key,
                   char const* kind,
                   SourceLocation const& location);

/// Sort the horizons, leave out those beyond the run with a warning
/// (model B9.1); 1 to 8 must remain.
void check_horizons(MetricsOptions& metrics,
                    std::int32_t weeks,
                    std::vector<std::string>& warnings);

/// A screened run marches a multiple of `sampling_groups` worlds, and draws
/// something.
void check_sampling(Campaign const& campaign);

/// Warn of each measure that neither a package nor a retaliation names.
void warn_of_unused_measures(Campaign& campaign);
}  // namespace chokepoint
