/// \file full_names.hpp
/// What countries and products are called, kept with the results: readers of
/// a file have no network beside it.
#pragma once

#include "host/storage/results/results_file.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Write /country_name and /product_name, in the order of /country, /product.
void write_full_names(ResultsFile& results, Study const& study);
}  // namespace chokepoint
