/// \file compiled_sha256.hpp
/// Which numbers of a compiled model rest on the mathematics library.
#pragma once

#include <string>

#include "host/campaign/model/compiled_model.hpp"

namespace chokepoint {
/// SHA-256 of all numbers that libm or Boost.Math had a part in: quantile and
/// latent tables, waiting times, thresholds of counts, what passes a tariff,
/// weights of answers, limits of log prices.
///
/// Their last bits may differ between builds and machines; then the same
/// campaign on the same network gives other worlds.
/// \return 64 hexadecimal digits
std::string compiled_sha256(CompiledModel const& model);
}  // namespace chokepoint
