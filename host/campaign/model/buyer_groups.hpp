/// \file buyer_groups.hpp
/// Groups of the compiled network by product and country.
#pragma once

#include <cstdint>

#include "host/campaign/model/model_builder.hpp"

namespace chokepoint {
/// \return country in which a group buys
std::uint32_t country_of_group(ModelBuilder const& b, std::uint32_t group);

/// Not a sink that a campaign adds (refill of a reserve, purchase).
bool buys_at_baseline(CompiledNetwork const& network, std::uint32_t group);

/// \return groups that buy such products in such countries at baseline,
///         inputs of producers and final demand, ascending
Rows buyer_groups(ModelBuilder const& b,
                  Mask const& products,
                  Mask const& countries);

/// \return sum of Rbar in float, in list order: as kernels divide
float sum_receipts(CompiledNetwork const& network, Rows const& groups);

/// \return how much of a node's output hangs on an input: 1 critical,
///         importance, (1 - floor) omega of a bundle, else 0 (model B9.6)
double criticality(CompiledNetwork const& network, std::uint32_t group);

/// A mask with one row of `size`.
Mask only(std::uint32_t row, std::size_t size);
}  // namespace chokepoint
