/// \file both.hpp
/// Test fixture: every oracle is asked of the reference and of the engine.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tests/support/world_path.hpp"

namespace chokepoint::test {
class Both : public testing::TestWithParam<Who> {
  protected:
    WorldPath march(SupplyNetwork const& network,
                    Shocks const& shocks,
                    int weeks,
                    CoreRules const& rules = {}) const {
        return test::march(GetParam(), network, shocks, rules, weeks);
    }
    /// Rounding that the marched arithmetic may show on a ratio near 1.
    double rounding() const { return GetParam() == Who::engine ? 1e-5 : 1e-9; }
};

/// Final demand of the first sink is `surge` of its baseline more, for good.
inline Shocks more_demand(double surge) {
    Shocks shocks;
    shocks.demand = {{0, 0, 1e6, surge}};
    return shocks;
}

inline std::string who_name(testing::TestParamInfo<Who> const& info) {
    std::ostringstream name;
    name << info.param;
    return name.str();
}

inline auto reference_and_engine() {
    return testing::Values(Who::reference, Who::engine);
}
}  // namespace chokepoint::test
