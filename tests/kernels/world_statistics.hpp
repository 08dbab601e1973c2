/// \file world_statistics.hpp
/// Many random worlds through the engine, judged in standard errors.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint::test {
/// Mean of independent numbers, with its error.
class Sample {
  public:
    void add(double x);
    /// Of `hits` out of `of` independent tries.
    static Sample share(double hits, double of);

    double size() const { return size_; }
    double mean() const { return mean_; }
    double standard_error() const;
    /// (mean - expected) in standard errors.
    double deviation(double expected) const;

  private:
    double size_ = 0, mean_ = 0, squares_ = 0;
};

/// A test that would pass whatever the engine does is no test: each says what
/// is promised and what a likely mistake would give. The promise must lie
/// within 4 standard errors, the mistake beyond 6.
testing::AssertionResult mean_is(Sample const& sample,
                                 double promised,
                                 double mistake);

/// The same for whole distributions, by sqrt(n) times the Kolmogorov-Smirnov
/// distance: promised below 2.2 (P = 1.2e-4), mistaken above 3 (P = 3e-8).
using Cdf = std::function<double(double)>;
testing::AssertionResult distribution_is(std::vector<double> values,
                                         Cdf const& promised,
                                         Cdf const& mistake);

double normal_cdf(double x);
double lognormal_cdf(double x, double median, double log_sd);
/// P(Beta(a, b) <= x) for whole b >= 1.
double beta_cdf(double x, double a, int b);

/// Without any inputs, so that only the worlds' luck matters: AAA has eight
/// mines (nodes 0-7), BBB three (8-10), CCC one (11), natural hazards 0.1,
/// 0.3, 0.6 a year. All sell at home; AAA also to BBB through the STRAIT,
/// BBB to CCC, CCC to AAA.
inline constexpr std::uint32_t world_nodes = 12, first_country_nodes = 8;
CompiledModel world_model(int weeks, std::string const& text);

/// "[world]" with regime and tension fixed, and no noise.
std::string fixed_world(std::string const& regime,
                        std::string const& tension = "0",
                        std::string const& persistence = "0");

/// Integer row `row` of the first worlds under a package.
std::vector<int> count_row(CompiledModel const& model,
                           std::uint32_t row,
                           std::uint32_t worlds,
                           std::uint32_t package = 0);

/// [family][world] events that took effect.
std::vector<std::vector<int>> event_counts(CompiledModel const& model,
                                           std::uint32_t worlds,
                                           std::uint32_t package = 0);

/// One world, told.
struct WorldStory {
    std::vector<TraceWeek> weeks;
    std::vector<TraceEvent> events;
};
WorldStory tell_world(CompiledModel const& model,
                      std::uint64_t world,
                      std::uint32_t package = 0);

/// Events of worlds 0, 1, ...; their weeks are forgotten.
std::vector<TraceEvent> all_events(CompiledModel const& model,
                                   std::uint64_t worlds);
}  // namespace chokepoint::test
