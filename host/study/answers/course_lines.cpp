#include "host/study/answers/course_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();
char const value_added_path[] = "/baseline/value_added";
char const course_path[] = "/course/lost_value_added";
/// A weekly loss below this share of value added is rounding, not a loss.
double const least_loss = 1e-6;

/// Fill in when a line loses. \param lost  by week, million USD
void follow(CourseLine& line, std::vector<double> const& lost, double normal) {
    for (std::size_t t = 0; t < lost.size(); ++t) {
        if (lost[t] > least_loss * normal) {
            auto const week = static_cast<std::int32_t>(t);
            line.onset = line.onset < 0 ? week : line.onset;
            if (line.deepest < 0 || lost[t] / normal > line.depth) {
                line.deepest = week;
                line.depth = lost[t] / normal;
            }
        }
    }
}
}  // namespace

std::vector<double> normal_value_added(ResultsReader const& reader,
                                       std::uint32_t horizon) {
    if (!reader.has(value_added_path)) {
        return {};
    }
    auto const weekly = reader.table(value_added_path);
    auto const weeks =
        double{static_cast<double>(reader.description().horizon[horizon])};
    std::vector<double> normal{0};
    for (auto const value : weekly) {
        normal.push_back(value * weeks);
        normal.front() += value * weeks;
    }
    return normal;
}

std::vector<CourseLine> course_lines(ResultsReader const& reader,
                                     std::uint32_t package,
                                     std::uint32_t horizon) {
    auto const& d = reader.description();
    auto const normal = normal_value_added(reader, horizon);
    StoredTable const loss{reader, "/summary/risk/mean"};
    std::vector<CourseLine> lines{
        {"All countries", world_line(reader, package, horizon).expected.value,
         unknown, -1, -1, unknown}};
    for (std::size_t c = 0; c < d.country.size(); ++c) {
        lines.push_back({d.country[c],
                         loss.estimate({package, c, horizon}).value, unknown,
                         -1, -1, unknown});
    }
    for (std::size_t i = 0; i < lines.size() && !normal.empty(); ++i) {
        lines[i].share = normal[i] > 0 ? lines[i].loss / normal[i] : unknown;
    }
    if (!normal.empty() && reader.has(course_path)) {
        StoredTable const course{reader, course_path};
        auto const weeks = static_cast<std::size_t>(d.horizon[horizon]);
        std::vector<double> all(weeks);
        for (std::size_t c = 0; c < d.country.size(); ++c) {
            std::vector<double> lost(weeks);
            for (std::size_t t = 0; t < weeks; ++t) {
                lost[t] = course.value({package, t, c});
                all[t] += lost[t];
            }
            follow(lines[c + 1], lost,
                   normal[c + 1] / static_cast<double>(weeks));
        }
        follow(lines[0], all, normal[0] / static_cast<double>(weeks));
    }
    std::stable_sort(
        lines.begin() + 1, lines.end(),
        [](auto const& a, auto const& b) { return a.loss > b.loss; });
    return lines;
}

std::vector<CourseDifference> course_differences(
    ComparedPackage const& a,
    ComparedPackage const& b,
    std::vector<std::uint32_t> const& countries,
    std::size_t most) {
    auto const& d = a.reader.description();
    auto const difference = [](std::string const& name, double x, double y) {
        return CourseDifference{name, x, y, y > 0 ? (x - y) / y : unknown};
    };
    auto const all = [](ComparedPackage const& of) {
        return world_line(of.reader, of.package, of.horizon).expected.value;
    };
    StoredTable const loss_a{a.reader, "/summary/risk/mean"};
    StoredTable const loss_b{b.reader, "/summary/risk/mean"};
    std::vector<CourseDifference> lines{
        difference("All countries", all(a), all(b))};
    for (std::uint32_t c = 0; c < d.country.size(); ++c) {
        if (countries.empty() ||
            std::count(countries.begin(), countries.end(), c) > 0) {
            lines.push_back(difference(
                d.country[c], loss_a.estimate({a.package, c, a.horizon}).value,
                loss_b.estimate({b.package, c, b.horizon}).value));
        }
    }
    std::stable_sort(lines.begin() + 1, lines.end(),
                     [](auto const& x, auto const& y) {
                         return std::abs(x.a - x.b) > std::abs(y.a - y.b);
                     });
    if (countries.empty() && lines.size() > 1 + most) {
        lines.erase(lines.begin() + 1 + static_cast<std::ptrdiff_t>(most),
                    lines.end());
    }
    return lines;
}
}  // namespace chokepoint
