/// \file source_location.hpp
/// Where a section of a campaign was written.
#pragma once

#include <map>
#include <string>

namespace chokepoint {
/// Where a section was written: "FILE:LINE" or "--set KEY", for messages.
struct SourceLocation {
    std::string title;                       ///< "[family] 'name'"
    std::string section;                     ///< place of the section's head
    std::map<std::string, std::string> key;  ///< place of each given key

    /// \return where a key was given, else where the section begins
    std::string const& place(std::string const& at_key) const;

    /// \throw InputError "PLACE: [section] 'name': key: what"
    [[noreturn]] void fail(std::string const& at_key,
                           std::string const& what) const;
};
}  // namespace chokepoint
