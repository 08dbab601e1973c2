/// \file mistake.hpp
/// Deliberate mistakes in the reference, which its comparison must see.
#pragma once

#include <ostream>

#include "tests/support/reference/reference_model.hpp"

namespace chokepoint::test {
struct Mistake {
    char const* name;
    bool Flaws::*flaw;
    int worlds_that_show_it;  ///< of 20, at least
};

inline std::ostream& operator<<(std::ostream& out, Mistake const& m) {
    return out << m.name;
}
}  // namespace chokepoint::test
