/// \file known_losses.hpp
/// Distributions whose answers are known, and plain random numbers.
#pragma once

#include <Random123/philox.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace chokepoint::test {
/// Uniform in (0, 1), a pure function of its three arguments.
inline double uniform(std::uint32_t stream, std::uint32_t i, std::uint32_t j) {
    auto const words =
        r123::Philox4x32{}({{i, j, stream, 0x7e57u}}, {{20240229u, 1u}});
    return (words[0] + 0.5) / 4294967296.0;
}

/// A loss and its probability.
struct Atoms {
    std::vector<float> loss;
    std::vector<double> weight;
};

/// Compound Poisson: 2 losses a year of 1, 2 or 5 with probability .5, .3, .2.
/// Panjer's recursion p(s) = (2/s) sum over x of x f(x) p(s - x).
inline Atoms compound_poisson() {
    Atoms atoms;
    int const last = 120;
    for (int s = 0; s <= last; ++s) {
        auto const p = [&](int k) {
            return k < 0 ? 0 : atoms.weight[static_cast<std::size_t>(k)];
        };
        atoms.loss.push_back(static_cast<float>(s));
        atoms.weight.push_back(s == 0 ? std::exp(-2.0)
                                      : 2.0 / s *
                                            (1 * .5 * p(s - 1) +
                                             2 * .3 * p(s - 2) +
                                             5 * .2 * p(s - 5)));
    }
    return atoms;
}

/// The same year simulated: total loss and largest single loss.
struct Year {
    float total = 0, largest = 0;
};

inline Year simulated_year(std::uint32_t stream, std::uint32_t year) {
    Year result;
    double const end = std::exp(-2.0);
    double product = uniform(stream, year, 0);
    for (std::uint32_t event = 1; product > end; ++event) {
        auto const u = uniform(stream, year, 2 * event);
        auto const loss = u < .5 ? 1.0f : u < .8 ? 2.0f : 5.0f;
        result.total += loss;
        result.largest = std::max(result.largest, loss);
        product *= uniform(stream, year, 2 * event + 1);
    }
    return result;
}
}  // namespace chokepoint::test
