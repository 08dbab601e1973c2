#include "host/campaign/special_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chokepoint {
namespace {
constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// Solve f(t) = target for an increasing f on [low, high] by Newton's steps,
/// halving the bracket where a step would leave it.
/// \param f  sets value and slope at t
template <class F>
double solve(F&& f, double target, double t, double low, double high) {
    for (int step = 0; step < 200; ++step) {
        double value, slope;
        f(t, value, slope);
        if (value == target) {
            return t;
        }
        (value < target ? low : high) = t;
        double next = t + (target - value) / slope;
        if (!(next > low && next < high)) {
            next = 0.5 * (low + high);
        }
        if (std::abs(next - t) <= 2 * epsilon * std::max(1.0, std::abs(t))) {
            return next;
        }
        t = next;
    }
    return t;
}

/// Continued fraction of the incomplete beta function (Lentz's method).
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    auto const safe = [](double v) { return std::abs(v) < tiny ? tiny : v; };
    double c = 1, d = 1 / safe(1 - (a + b) * x / (a + 1)), h = d;
    for (int m = 1; m < 1000; ++m) {
        double const even = m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m));
        d = 1 / safe(1 + even * d);
        c = safe(1 + even / c);
        h *= d * c;
        double const odd =
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m));
        d = 1 / safe(1 + odd * d);
        c = safe(1 + odd / c);
        double const change = d * c;
        h *= change;
        if (std::abs(change - 1) < epsilon) {
            break;
        }
    }
    return h;
}

double log_beta(double a, double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

/// log I_x(a, b) and x * d/dx of it, at x = exp(t)
void log_incomplete_beta(
    double t, double a, double b, double& value, double& slope) {
    double const x = std::exp(t);
    double const cumulative = incomplete_beta(x, a, b);
    value = std::log(cumulative);
    slope = std::exp(a * t + (b - 1) * std::log1p(-x) - log_beta(a, b)) /
            cumulative;
}

double beta_lower(double p, double a, double b) {
    // I_x ~ x^a / (a B) for small x: exact in the far tail.
    double const start = (std::log(p) + std::log(a) + log_beta(a, b)) / a;
    auto const f = [&](double t, double& value, double& slope) {
        log_incomplete_beta(t, a, b, value, slope);
    };
    return std::exp(solve(f, std::log(p), std::min(start, -1e-3), -1e4, 0));
}

/// Regularised incomplete gamma: lower by its series, upper by a continued
/// fraction; the smaller one is exact, the other its complement.
void incomplete_gamma(double a, double x, double& lower, double& upper) {
    double const scale = std::exp(a * std::log(x) - x - std::lgamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < 10000 && term > epsilon * sum; ++n) {
            term *= x / (a + n);
            sum += term;
        }
        lower = sum * scale;
        upper = 1 - lower;
        return;
    }
    double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (int n = 1; n < 10000; ++n) {
        double const an = -n * (n - a);
        b += 2;
        d = 1 / (an * d + b);
        c = b + an / c;
        h *= d * c;
        if (std::abs(d * c - 1) < epsilon) {
            break;
        }
    }
    upper = h * scale;
    lower = 1 - upper;
}
}  // namespace

double normal_upper_tail(double x) {
    return 0.5 * std::erfc(std::abs(x) / std::sqrt(2.0));
}

double normal_quantile(double p, double complement) {
    if (p > complement) {
        return -normal_quantile(complement, p);
    }
    if (p == 0.5) {
        return 0;
    }
    auto const f = [](double z, double& value, double& slope) {
        double const tail = normal_upper_tail(z);
        double const density =
            std::exp(-0.5 * z * z) / std::sqrt(2 * std::acos(-1.0));
        value = std::log(tail);
        slope = density / tail;
    };
    return solve(f, std::log(p), -std::sqrt(-2 * std::log(p)), -40, 0);
}

double incomplete_beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    double const factor =
        std::exp(a * std::log(x) + b * std::log1p(-x) - log_beta(a, b));
    return x < (a + 1) / (a + b + 2)
               ? factor * beta_fraction(x, a, b) / a
               : 1 - factor * beta_fraction(1 - x, b, a) / b;
}

double beta_quantile(double p, double complement, double a, double b) {
    return p <= complement ? beta_lower(p, a, b)
                           : 1 - beta_lower(complement, b, a);
}

double chi_square_quantile(double p, double complement, double nu) {
    double const a = 0.5 * nu;
    bool const in_lower = p <= complement;
    // Solved in t = log x; the upper tail as -log Q, which also increases.
    auto const f = [&](double t, double& value, double& slope) {
        double const x = std::exp(t);
        double lower, upper;
        incomplete_gamma(a, x, lower, upper);
        double const density = std::exp(a * t - x - std::lgamma(a));
        double const part = in_lower ? lower : upper;
        value = in_lower ? std::log(lower) : -std::log(upper);
        slope = density / part;
    };
    double const target = in_lower ? std::log(p) : -std::log(complement);
    double const start = in_lower ? (std::log(p) + std::lgamma(a + 1)) / a
                                  : std::log(a - std::log(complement));
    return 2 * std::exp(solve(f, target, start, -1e3, 20));
}

double student_upper_tail(double x, double nu) {
    return 0.5 * incomplete_beta(nu / (nu + x * x), 0.5 * nu, 0.5);
}
}  // namespace chokepoint
