/// \file effective_keys.hpp
/// The keys of an effective campaign one by one, so that two can be compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace chokepoint {
/// "family.accidents.rate" and "0.1".
struct EffectiveKey {
    std::string section;  ///< "family"
    std::string entry;    ///< "accidents"; empty: the section has no entries
    std::string key;      ///< "rate"
    std::string value;    ///< as TOML

    /// As `--set` takes it.
    std::string path() const {
        return section + '.' + (entry.empty() ? "" : entry + '.') + key;
    }
};

/// \param text  as effective_toml writes it; of any other text nothing or too
///              little is read
/// \return the keys in the order of the text
std::vector<EffectiveKey> effective_keys(std::string const& text);

/// A key whose values differ between two campaigns.
struct KeyDifference {
    EffectiveKey key;                 ///< its value is left empty
    std::optional<std::string> a, b;  ///< values; none: the campaign lacks it
};

/// \return in the order of `a`, then what only `b` has
std::vector<KeyDifference> key_differences(std::vector<EffectiveKey> const& a,
                                           std::vector<EffectiveKey> const& b);
}  // namespace chokepoint
