#include "tests/instruments/random_keys.hpp"

#include <algorithm>

namespace chokepoint::test {
Names RandomKeys::some_of(Names const& pool) {
    Names chosen;
    auto const many = 1 + dice_.below(3);
    for (std::uint32_t k = 0; k < many; ++k) {
        auto const name = one_of(pool);
        if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) {
            chosen.push_back(name);
        }
    }
    return chosen;
}

/// Wide ranges are drawn by order of magnitude, so that small values occur.
double RandomKeys::number(double usual, Bounds range) {
    auto const kind = dice_.below(10);
    if (kind < 2) {
        return range.low;
    }
    if (kind < 3) {
        return range.high;
    }
    if (kind < 5) {
        return std::clamp(usual, range.low, range.high);
    }
    if (range.high <= 20 || range.low < 0) {
        return dice_.between(range.low, range.high);
    }
    double const low = std::max(range.low, 1e-3);
    return low * std::pow(range.high / low, dice_.between(0, 1));
}

double RandomKeys::integer(double usual, Bounds range) {
    if (range.high >= longest_run && dice_.chance(0.7)) {
        return std::max(range.low, std::floor(dice_.between(0, weeks_)));
    }
    return std::floor(number(usual, range));
}

void RandomKeys::operator()(char const*,
                            std::array<std::array<double, 4>, 4>& field) {
    for (auto& row : field) {
        double left = 1;
        for (std::size_t to = 0; to < 3; ++to) {
            row[to] = dice_.chance(0.3) ? 0 : left * dice_.between(0, 1);
            left -= row[to];
        }
        row[3] = left;
    }
}

void RandomKeys::operator()(char const*, Distribution& field, Bounds range) {
    Bounds const usual{range.low, std::min(range.high, 30.0)};
    switch (dice_.below(8)) {
        case 0:
            field = Distribution::constant(number(range.low, range));
            break;
        case 1: {
            double const a = dice_.between(usual.low, usual.high);
            field = Distribution::uniform(a, dice_.between(a, usual.high));
            break;
        }
        case 2:
            if (range.low == 0) {
                field = Distribution::lognormal(
                    0.05 + dice_.between(0, usual.high), dice_.between(0, 5));
            }
            break;
        case 3:
            if (range.low <= 0 && range.high >= 1) {
                field = Distribution::beta(number(1, {0.05, 10000}),
                                           number(1, {0.05, 10000}));
            }
            break;
        case 4:
            if (range.low <= 0 && range.high >= 1) {
                field = Distribution::mixture(number(range.low, usual),
                                              dice_.between(0, 1),
                                              Distribution::uniform(0, 1));
            }
            break;
        default:
            break;
    }
}
}  // namespace chokepoint::test
