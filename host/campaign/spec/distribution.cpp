#include "host/campaign/spec/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "host/campaign/spec/special_functions.hpp"

namespace chokepoint {
namespace {
using Kind = Distribution::Kind;

Distribution make(Kind kind, double first, double second) {
    Distribution d;
    d.kind = kind;
    d.first = first;
    d.second = second;
    return d;
}

/// Smallest count whose cumulative probability reaches p, summing
/// P(k) = P(k-1) (k - 1 + size) / k * q, q = mean / (mean + size).
double negative_binomial_quantile(double p, double mean, double size) {
    double const q = mean / (mean + size);
    double term = std::exp(size * std::log1p(-q)), sum = term;
    double k = 0;
    while (sum < p && term > 1e-18 * sum) {
        k += 1;
        term *= (k - 1 + size) / k * q;
        sum += term;
    }
    return k;
}

double discrete_quantile(Distribution const& d, double p) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
        sum += d.probabilities[i];
        if (p <= sum) {
            return d.values[i];
        }
    }
    return d.values.back();
}

double empirical_quantile(std::vector<double> const& values, double p) {
    double const position = p * static_cast<double>(values.size() - 1);
    auto const below =
        std::min(static_cast<std::size_t>(position), values.size() - 1);
    auto const above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) *
                               (values[above] - values[below]);
}

/// The atom sits where its value belongs in the order of `other`.
double mixture_quantile(Distribution const& d, double p, double complement) {
    auto const& other = d.of.front();
    double const atom = d.first, weight = d.second, rest = 1 - weight;
    if (rest <= 0) {
        return atom;
    }
    double const below = atom <= other.lowest() ? 0
                         : atom >= other.highest()
                             ? rest
                             : rest * other.cumulative(atom);
    if (p <= below) {
        return std::min(atom, other.quantile(p / rest, 1 - p / rest));
    }
    double const above = 1 - below - weight;
    if (complement >= above) {
        return atom;
    }
    double const upper = complement / rest;
    return std::max(atom, other.quantile(1 - upper, upper));
}
}  // namespace

Distribution Distribution::constant(double value) {
    return make(Kind::constant, value, 0);
}
Distribution Distribution::uniform(double low, double high) {
    return make(Kind::uniform, low, high);
}
Distribution Distribution::beta(double a, double b) {
    return make(Kind::beta, a, b);
}
Distribution Distribution::lognormal(double median, double log_sd) {
    return make(Kind::lognormal, median, log_sd);
}
Distribution Distribution::negative_binomial(double mean, double size) {
    return make(Kind::negative_binomial, mean, size);
}
Distribution Distribution::mixture(double atom,
                                   double atom_probability,
                                   Distribution other) {
    auto d = make(Kind::mixture, atom, atom_probability);
    d.of.push_back(std::move(other));
    return d;
}

double Distribution::quantile(double p, double complement) const {
    switch (kind) {
        case Kind::constant:
            return first;
        case Kind::uniform:
            return first + p * (second - first);
        case Kind::beta:
            return beta_quantile(p, complement, first, second);
        case Kind::lognormal:
            return first * std::exp(second * normal_quantile(p, complement));
        case Kind::negative_binomial:
            return negative_binomial_quantile(p, first, second);
        case Kind::mixture:
            return mixture_quantile(*this, p, complement);
        case Kind::discrete:
            return discrete_quantile(*this, p);
        case Kind::empirical:
            return empirical_quantile(values, p);
    }
    return first;
}

double Distribution::cumulative(double x) const {
    if (x < lowest()) {
        return 0;
    }
    if (x >= highest()) {
        return 1;
    }
    double low = 0, high = 1;
    for (int step = 0; step < 60; ++step) {
        double const p = 0.5 * (low + high);
        (quantile(p, 1 - p) <= x ? low : high) = p;
    }
    return low;
}

double Distribution::lowest() const {
    switch (kind) {
        case Kind::constant:
        case Kind::uniform:
            return first;
        case Kind::discrete:
        case Kind::empirical:
            return values.front();
        case Kind::mixture:
            return second >= 1 ? first : std::min(first, of.front().lowest());
        default:
            return 0;
    }
}

double Distribution::highest() const {
    switch (kind) {
        case Kind::constant:
            return first;
        case Kind::uniform:
            return second;
        case Kind::beta:
            return 1;
        case Kind::discrete:
        case Kind::empirical:
            return values.back();
        case Kind::mixture:
            return second >= 1 ? first : std::max(first, of.front().highest());
        default:
            return std::numeric_limits<double>::infinity();
    }
}

bool Distribution::operator==(Distribution const& other) const {
    return kind == other.kind && first == other.first &&
           second == other.second && values == other.values &&
           probabilities == other.probabilities && of == other.of;
}
}  // namespace chokepoint
