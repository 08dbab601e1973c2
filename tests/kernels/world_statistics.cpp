#include "tests/kernels/world_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/support/model_builder.hpp"
#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
namespace {
constexpr double close = 4, far = 6;
constexpr double close_distance = 2.2, far_distance = 3;

/// sqrt(n) sup |F_n - F|
double distance(std::vector<double> const& ascending, Cdf const& cdf) {
    double const n = static_cast<double>(ascending.size());
    double largest = 0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        double const rank = static_cast<double>(i);
        double const f = cdf(ascending[i]);
        largest = std::max({largest, f - rank / n, (rank + 1) / n - f});
    }
    return std::sqrt(n) * largest;
}

SupplyNetwork world_network() {
    NetworkBuilder build;
    auto const ore = build.product("ore");
    auto const strait = build.route("STRAIT");
    std::vector<std::uint32_t> const mines{first_country_nodes, 3, 1};
    std::vector<double> const hazard_rate{0.1, 0.3, 0.6};
    for (auto const id : {"AAA", "BBB", "CCC"}) {
        auto const country = build.country(id);
        build.network.countries[country].natural_hazard_rate =
            hazard_rate[country];
    }
    for (std::uint32_t country = 0; country < 3; ++country) {
        for (std::uint32_t k = 0; k < mines[country]; ++k) {
            auto const node = build.node(country, ore, 10);
            build.sale(node, country, 10);
            auto const abroad = build.sale(node, (country + 1) % 3, 10);
            if (country == 0) {
                build.network.links[abroad].routes = {strait};
            }
        }
    }
    return build.network;
}
}  // namespace

void Sample::add(double x) {
    size_ += 1;
    double const step = x - mean_;
    mean_ += step / size_;
    squares_ += step * (x - mean_);
}

Sample Sample::share(double hits, double of) {
    Sample sample;
    sample.size_ = of;
    sample.mean_ = hits / of;
    sample.squares_ = hits * (1 - hits / of);
    return sample;
}

double Sample::standard_error() const {
    return std::sqrt(squares_ / (size_ - 1) / size_);
}

double Sample::deviation(double expected) const {
    return (mean_ - expected) / standard_error();
}

testing::AssertionResult mean_is(Sample const& sample,
                                 double promised,
                                 double mistake) {
    bool const kept = std::abs(sample.deviation(promised)) < close;
    bool const telling = std::abs(sample.deviation(mistake)) > far;
    return (kept && telling ? testing::AssertionSuccess()
                            : testing::AssertionFailure())
           << "mean " << sample.mean() << " +- " << sample.standard_error()
           << " of " << sample.size() << ", " << sample.deviation(promised)
           << " s.e. from the promised " << promised << ", "
           << sample.deviation(mistake) << " s.e. from the mistaken "
           << mistake;
}

testing::AssertionResult distribution_is(std::vector<double> values,
                                         Cdf const& promised,
                                         Cdf const& mistake) {
    std::sort(values.begin(), values.end());
    double const right = distance(values, promised);
    double const wrong = distance(values, mistake);
    bool const passed = right < close_distance && wrong > far_distance;
    return (passed ? testing::AssertionSuccess() : testing::AssertionFailure())
           << "sqrt(n) D = " << right << " from what is promised, " << wrong
           << " from the mistake, n = " << values.size();
}

double normal_cdf(double x) {
    return std::erfc(-x / std::sqrt(2.0)) / 2;
}

double lognormal_cdf(double x, double median, double log_sd) {
    return x > 0 ? normal_cdf(std::log(x / median) / log_sd) : 0;
}

double beta_cdf(double x, double a, int b) {
    // I_x(a, b) = x^a sum_{i < b} a (a + 1) ... (a + i - 1) / i! (1 - x)^i
    double term = 1, sum = 0;
    for (int i = 0; i < b; ++i) {
        sum += term;
        term *= (a + i) / (i + 1) * (1 - x);
    }
    return std::pow(x, a) * sum;
}

CompiledModel world_model(int weeks, std::string const& text) {
    auto const length = std::to_string(weeks);
    return compile(parse_campaign("[campaign]\nnetwork = \"three\"\nseed = 7\n"
                                  "weeks = " +
                                      length + "\n[metrics]\nhorizons = [" +
                                      length + "]\nshortages = false\n" + text,
                                  "three.toml"),
                   world_network());
}

std::string fixed_world(std::string const& regime,
                        std::string const& tension,
                        std::string const& persistence) {
    return "[world]\nstart_regime = \"" + regime +
           "\"\ntransition = "
           "[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]\n"
           "tension_noise = 0\ntension_start = " +
           tension + "\ntension_persistence = " + persistence + "\n";
}

std::vector<int> count_row(CompiledModel const& model,
                           std::uint32_t row,
                           std::uint32_t worlds,
                           std::uint32_t package) {
    auto const losses = run_engine(model, package, worlds);
    auto const first =
        losses.count.begin() + static_cast<std::ptrdiff_t>(row) * worlds;
    return {first, first + worlds};
}

std::vector<std::vector<int>> event_counts(CompiledModel const& model,
                                           std::uint32_t worlds,
                                           std::uint32_t package) {
    OutputLayout const rows{model.view()};
    auto const losses = run_engine(model, package, worlds);
    std::vector<std::vector<int>> counts;
    for (std::uint32_t f = 0; f < model.family.size(); ++f) {
        auto const first =
            losses.count.begin() +
            static_cast<std::ptrdiff_t>(rows.event_count(f)) * worlds;
        counts.emplace_back(first, first + worlds);
    }
    return counts;
}

WorldStory tell_world(CompiledModel const& model,
                      std::uint64_t world,
                      std::uint32_t package) {
    WorldStory story;
    trace_world(
        model.view(), package, world,
        [&](TraceWeek const& week) { story.weeks.push_back(week); },
        &story.events);
    return story;
}

std::vector<TraceEvent> all_events(CompiledModel const& model,
                                   std::uint64_t worlds) {
    auto const view = model.view();
    std::vector<TraceEvent> all, events;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        events.clear();
        trace_world(
            view, 0, world, [](TraceWeek const&) {}, &events);
        all.insert(all.end(), events.begin(), events.end());
    }
    return all;
}
}  // namespace chokepoint::test
