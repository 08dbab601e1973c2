/// \file main_source.hpp
/// Where an input usually comes from.
#pragma once

#include <cstdint>
#include <optional>

#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// The country that sells a buyer most of an input at baseline.
struct MainSource {
    std::uint32_t country;
    double share;  ///< of the buyer's baseline receipts of that input
};

/// \return none if the node does not buy the product
std::optional<MainSource> main_source(Study const& study,
                                      std::uint32_t node,
                                      std::uint32_t product);

/// Write /attribution/first_lack_source and ..._source_share, of what
/// /attribution/first_lack_input names; after write_statistics.
void write_main_sources(ResultsFile& results, Study const& study);
}  // namespace chokepoint
