/// \file world_copula_test.cpp
/// Oracle E20: severities of one natural hazard under a t copula, against the
/// exact joint tail, and against a Gaussian copula, which has none.
#include <cmath>

#include "tests/kernels/world_statistics.hpp"

namespace chokepoint::test {
namespace {
constexpr double correlation = 0.5, pi = 3.14159265358979323846;

double t4_cdf(double x) {
    double const s = 1 + x * x / 4;
    return 0.5 + 3 * x / (8 * std::sqrt(s)) * (1 - x * x / (12 * s));
}

double t5_cdf(double x) {
    double const angle = std::atan(x / std::sqrt(5.0));
    double const c = std::cos(angle);
    return 0.5 + (angle + std::sin(angle) * c * (1 + 2 * c * c / 3)) / pi;
}

/// x with cdf(x) = p
double quantile_of(double (*cdf)(double), double p) {
    double low = -100, high = 100;
    for (int i = 0; i < 100; ++i) {
        double const middle = (low + high) / 2;
        (cdf(middle) < p ? low : high) = middle;
    }
    return low;
}

/// Integral over (x, infinity) of density times P(other > x | this = y), by
/// the midpoint rule in u = x / y or x - y.
template <class Function>
double beyond(double x, Function const& f) {
    constexpr int pieces = 20000;
    double sum = 0;
    for (int i = 0; i < pieces; ++i) {
        double const u = (i + 0.5) / pieces;  // y = x + u / (1 - u)
        sum += f(x + u / (1 - u)) / ((1 - u) * (1 - u));
    }
    return sum / pieces;
}

/// P(U_1 > q, U_2 > q) of the t copula with 4 degrees of freedom: given the
/// one, the other is t with 5 (Demarta and McNeil 2005, Int. Stat. Rev. 73).
double joint_tail_t4(double q) {
    double const x = quantile_of(t4_cdf, q);
    return beyond(x, [&](double y) {
        double const density = 0.375 * std::pow(1 + y * y / 4, -2.5);
        double const scale =
            std::sqrt((4 + y * y) / 5 * (1 - correlation * correlation));
        return density * (1 - t5_cdf((x - correlation * y) / scale));
    });
}

double joint_tail_gaussian(double q) {
    double const x = quantile_of(normal_cdf, q);
    return beyond(x, [&](double y) {
        double const density = std::exp(-y * y / 2) / std::sqrt(2 * pi);
        double const scale = std::sqrt(1 - correlation * correlation);
        return density * normal_cdf(-(x - correlation * y) / scale);
    });
}

/// Damage of all eight mines of AAA in the first week of each event. Uniform
/// severities are the copula's own U.
std::vector<std::vector<double>> severities(std::string const& copula) {
    auto const model = world_model(
        52,
        fixed_world("calm") +
            "[[family]]\ntype = \"natural_hazard\"\n"
            "countries = [\"AAA\"]\nmultiplier = [200, 1, 1, 1]\n"
            "fraction = 1\nhold_weeks = 1\nrecovery_weeks = 0\n"
            "severity = { distribution = \"uniform\", low = 0, high = 1 }\n" +
            copula);
    std::vector<std::vector<double>> all;
    for (std::uint64_t world = 0; world < 4000; ++world) {
        auto const story = tell_world(model, world);
        std::vector<int> started(52, 0);
        for (auto const& event : story.events) {
            ++started[static_cast<std::size_t>(event.start)];
        }
        for (std::size_t week = 0; week < 52; ++week) {
            if (started[week] != 1) {
                continue;
            }
            std::vector<double> damage;
            for (std::size_t node = 0; node < first_country_nodes; ++node) {
                damage.push_back(
                    1 - static_cast<double>(story.weeks[week].capacity[node]));
            }
            all.push_back(damage);
        }
    }
    return all;
}

/// Share of pairs of one event that both exceed q; one number an event.
Sample joint_exceedance(std::vector<std::vector<double>> const& events,
                        double q) {
    Sample sample;
    for (auto const& damage : events) {
        double above = 0;
        for (auto const u : damage) {
            above += u > q ? 1 : 0;
        }
        sample.add(above * (above - 1) /
                   (first_country_nodes * (first_country_nodes - 1)));
    }
    return sample;
}

Sample exceedance(std::vector<std::vector<double>> const& events, double q) {
    Sample sample;
    for (auto const& damage : events) {
        double above = 0;
        for (auto const u : damage) {
            above += u > q ? 1 : 0;
        }
        sample.add(above / first_country_nodes);
    }
    return sample;
}

TEST(SeverityCopula, FormulasReachTheirLimits) {
    double const q = 1 - 1e-7;
    EXPECT_NEAR(joint_tail_t4(q) / (1 - q), 0.253170, 2e-3);
    EXPECT_NEAR(joint_tail_t4(0.5), 1 / 3.0, 1e-4);
    EXPECT_NEAR(joint_tail_gaussian(0.5), 1 / 3.0, 1e-6);
}

TEST(SeverityCopula, TieTheTailsAsStudentDoes) {
    auto const events = severities("");
    for (double const q : {0.5, 0.95, 0.99, 0.998}) {
        SCOPED_TRACE(q);
        EXPECT_TRUE(mean_is(exceedance(events, q), 1 - q, 1.5 * (1 - q)));
        double const independent = (1 - q) * (1 - q);
        EXPECT_TRUE(mean_is(joint_exceedance(events, q), joint_tail_t4(q),
                            q > 0.5 ? joint_tail_gaussian(q) : independent));
    }
}

TEST(SeverityCopula, LeaveTheTailsLooseWithoutFreedom) {
    auto const events = severities("copula_freedom = 0\n");
    for (double const q : {0.5, 0.95, 0.99}) {
        SCOPED_TRACE(q);
        EXPECT_TRUE(mean_is(exceedance(events, q), 1 - q, 1.5 * (1 - q)));
        double const independent = (1 - q) * (1 - q);
        EXPECT_TRUE(mean_is(joint_exceedance(events, q), joint_tail_gaussian(q),
                            q > 0.5 ? joint_tail_t4(q) : independent));
    }
}

TEST(SeverityCopula, HaveTheOrthantOfTheirCorrelation) {
    auto const events =
        severities("copula_correlation = 0.3\ncopula_freedom = 0\n");
    EXPECT_TRUE(mean_is(joint_exceedance(events, 0.5), 0.298493, 1 / 3.0));
}
}  // namespace
}  // namespace chokepoint::test
