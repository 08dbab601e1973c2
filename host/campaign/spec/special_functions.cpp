#include "host/campaign/spec/special_functions.hpp"

#include <algorithm>
#include <boost/math/policies/error_handling.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

namespace chokepoint {
namespace {
namespace math = boost::math;

/// An infinite quantile is a value like others: tables are cut to a range.
using Policy = math::policies::policy<
    math::policies::overflow_error<math::policies::ignore_error>>;

/// What callers compute as 1 - p may miss the ends by a rounding.
double probability(double p) {
    return std::min(std::max(p, 0.0), 1.0);
}

/// x in [0, 1] where `share(x)` passes `target`, by halving: for what the
/// iteration of Boost does not find. `share` rises.
template <class Share>
double halved(Share const& share, double target) {
    double low = 0, high = 1;
    for (double middle = 0.5; low < middle && middle < high;
         middle = low + 0.5 * (high - low)) {
        (share(middle) < target ? low : high) = middle;
    }
    return high;
}
}  // namespace

double normal_upper_tail(double x) {
    return 0.5 * math::erfc(std::abs(x) / std::sqrt(2.0), Policy{});
}

double normal_quantile(double p, double complement) {
    if (p > complement) {
        return -normal_quantile(complement, p);
    }
    if (p == complement) {
        return 0;  // not -0
    }
    return -std::sqrt(2.0) * math::erfc_inv(2 * probability(p), Policy{});
}

double beta_quantile(double p, double complement, double a, double b) {
    if (a == b && p == complement) {
        return 0.5;  // where Boost 1.74 finds no root for some a
    }
    bool const low = p <= complement;
    double const tail = probability(low ? p : complement);
    try {
        return low ? math::ibeta_inv(a, b, tail, Policy{})
                   : math::ibetac_inv(a, b, tail, Policy{});
    } catch (math::evaluation_error const&) {
        auto const below = [&](double x) {
            return low ? math::ibeta(a, b, x, Policy{})
                       : -math::ibetac(a, b, x, Policy{});
        };
        return halved(below, low ? tail : -tail);
    }
}

double chi_square_quantile(double p, double complement, double nu) {
    return 2 * (p <= complement
                    ? math::gamma_p_inv(0.5 * nu, probability(p), Policy{})
                    : math::gamma_q_inv(0.5 * nu, probability(complement),
                                        Policy{}));
}

double student_upper_tail(double x, double nu) {
    return 0.5 * math::ibeta(0.5 * nu, 0.5, nu / (nu + x * x), Policy{});
}
}  // namespace chokepoint
