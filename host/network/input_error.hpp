/// \file input_error.hpp
/// The one kind of trouble that is the user's input.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace chokepoint {
/// Bad input or usage: the program says the message, writes nothing and ends
/// with exit code 2. Grammar of the message:
///
///     FILE:LINE: [table|key] 'NAME': what is wrong (what is needed; nearest:
///     'X')
class InputError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// \return the candidate with the smallest edit distance to `name`, or empty
///         if none is closer than half of its length
std::string nearest_name(std::string const& name,
                         std::vector<std::string> const& candidates);

/// \return "; nearest: 'X'" or an empty string
std::string nearest_hint(std::string const& name,
                         std::vector<std::string> const& candidates);
}  // namespace chokepoint
