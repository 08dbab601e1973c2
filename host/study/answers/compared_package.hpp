/// \file compared_package.hpp
/// One side of a comparison: a package of this results file or of another one.
#pragma once

#include <cstdint>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Losses under a package until a horizon. The reader must stay alive.
struct ComparedPackage {
    ResultsReader const& reader;
    std::uint32_t package;
    std::uint32_t horizon;  ///< index into the horizons of that file
};
}  // namespace chokepoint
