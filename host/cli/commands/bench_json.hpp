/// \file bench_json.hpp
#pragma once

#include <string>
#include <vector>

#include "host/study/bench/bench.hpp"

namespace chokepoint {
/// How every report begins: what an older one is known by.
inline constexpr char bench_json_begin[] = "{\n  \"program_version\": ";

/// What `bench --json` writes. Names that are not UTF-8 have their bad bytes
/// replaced, numbers that are not finite are null: it is always valid JSON.
/// \param results  at least one
std::string bench_json(std::vector<BenchResult> const& results,
                       BenchOptions const& options);
}  // namespace chokepoint
