#include "host/study/run/certain_worlds.hpp"

#include <algorithm>

#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
namespace {
void write_baseline(ResultsFile& results, Study const& study) {
    auto const& nodes = study.network.nodes;
    auto const countries = study.network.countries.size();
    NumberTable value_added{"/baseline/value_added",
                            "million USD/week",
                            "value added of a normal week",
                            {{"country", countries}}};
    for (std::size_t c = 0; c < countries; ++c) {
        value_added.at({c}) = 0;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        value_added.at({nodes[i].country}) +=
            double{study.model.network.node[i].value_added};
    }
    value_added.write(results);
}
}  // namespace

std::vector<bool> certain_packages(ResultsReader const& reader) {
    auto const& d = reader.description();
    auto const packages = d.package.size();
    if (d.scenarios == 1) {
        return std::vector<bool>(packages, true);
    }
    StoredTable const mean{reader, "/summary/risk/mean"};
    std::vector<bool> certain;
    for (std::size_t p = 0; p < packages; ++p) {
        bool spread = false, loses = false;
        for (std::size_t c = 0; c < d.country.size(); ++c) {
            for (std::size_t h = 0; h < d.horizon.size(); ++h) {
                auto const loss = mean.estimate({p, c, h});
                spread = spread || !(loss.lower == loss.upper);
                loses = loses || loss.value > 0;
            }
        }
        certain.push_back(!spread && (loses || d.family.empty()));
    }
    return certain;
}

void write_course(ResultsFile& results, Study const& study) {
    write_baseline(results, study);
    auto const certain = certain_packages(results.reader());
    if (std::none_of(certain.begin(), certain.end(),
                     [](bool c) { return c; })) {
        return;
    }
    auto const& nodes = study.network.nodes;
    auto const weeks = static_cast<std::size_t>(study.model.weeks);
    std::vector<double> number(weeks);
    for (std::size_t t = 0; t < weeks; ++t) {
        number[t] = static_cast<double>(t);
    }
    results.write_scale("week", number, "weeks", "week of a world, from 0");
    NumberTable lost{"/course/lost_value_added",
                     "million USD/week",
                     "value added lost week by week, of packages under which "
                     "every world is the same (NaN: of others)",
                     {{"package", certain.size()},
                      {"week", weeks},
                      {"country", study.network.countries.size()}}};
    auto const model = study.model.view();
    for (std::uint32_t p = 0; p < certain.size(); ++p) {
        if (!certain[p]) {
            continue;
        }
        auto const add = [&](TraceWeek const& week) {
            auto const t = static_cast<std::size_t>(week.week);
            for (std::size_t c = 0; c < study.network.countries.size(); ++c) {
                lost.at({p, t, c}) = 0;
            }
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                lost.at({p, t, nodes[i].country}) +=
                    double{study.model.network.node[i].value_added} *
                    std::max(0.0, 1 - double{week.output[i]});
            }
        };
        trace_world(model, p, 0, add, nullptr);
    }
    lost.write(results);
}
}  // namespace chokepoint
