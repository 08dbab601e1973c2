#include "host/study/sweep/sweep_lines.hpp"
#include "host/study/answers/policies.hpp"

#include <algorithm>
#include <limits>

#include "host/statistics/comparison.hpp"
#include "host/statistics/risk.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/worlds/world_losses.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();

Estimate exceeded(Sample const& sample, double level) {
    bool const beyond = tail_worlds(sample, level) >= 1 - level_slack;
    return beyond ? value_at_risk(sample, level)
                  : Estimate{unknown, unknown, unknown};
}
}  // namespace

std::vector<SweepLine> sweep_lines(std::vector<std::string> const& files,
                                   std::string const& package,
                                   std::vector<std::string> const& countries,
                                   std::int32_t horizon_weeks) {
    std::vector<SweepLine> lines;
    std::vector<float> first;
    for (auto const& file : files) {
        ResultsReader const reader{file};
        auto const& d = reader.description();
        auto const sums = world_losses(
            reader, index_of(package, d.package, "--package", "package"),
            countries_of(d, countries), horizon_index(d, horizon_weeks));
        std::vector<float> const losses{sums.begin(), sums.end()};
        auto const weights = reader.weights();
        if (first.empty()) {
            first = losses;
        }
        if (losses.size() == 1) {
            auto const exact = [](double x) { return Estimate{x, x, x}; };
            lines.push_back({exact(double{losses[0]}), exact(unknown),
                             exact(unknown),
                             exact(double{losses[0]} - double{first[0]})});
            continue;
        }
        Sample const sample{losses, weights};
        lines.push_back({mean(sample), exceeded(sample, .95),
                         exceeded(sample, .99),
                         compare_pairs(losses, first, weights).mean});
    }
    return lines;
}

std::vector<std::string> shared_packages(
    std::vector<std::string> const& files) {
    std::vector<std::string> shared;
    for (std::size_t i = 0; i < files.size(); ++i) {
        ResultsReader const reader{files[i]};
        auto const& names = reader.description().package;
        if (i == 0) {
            for (auto const p : policies(reader.description())) {
                shared.push_back(names[p]);
            }
        }
        shared.erase(std::remove_if(shared.begin(), shared.end(),
                                    [&](auto const& name) {
                                        return std::count(names.begin(),
                                                          names.end(),
                                                          name) == 0;
                                    }),
                     shared.end());
    }
    return shared;
}
}  // namespace chokepoint
