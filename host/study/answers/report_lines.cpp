#include "host/study/answers/report_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/tail_dependence_table.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();

/// Sorts NaN to the end.
template <class Lines, class Key>
void largest_first(Lines& lines, Key&& key) {
    auto const rank = [&](auto const& line) {
        auto const value = key(line);
        return std::isnan(value) ? -std::numeric_limits<double>::infinity()
                                 : value;
    };
    std::stable_sort(
        lines.begin(), lines.end(),
        [&](auto const& a, auto const& b) { return rank(a) > rank(b); });
}

/// The three risk tables of one group.
class RiskReader {
  public:
    RiskReader(ResultsReader const& reader, std::string const& group)
        : mean_{reader, group + "/mean"},
          value_at_risk_{reader, group + "/value_at_risk"},
          tail_mean_{reader, group + "/tail_value_at_risk"} {}

    LossLine operator()(std::string const& name, Indices const& at) const {
        return {name,
                mean_.estimate(at),
                value_at_risk_.estimate(joined(at, {0})),
                value_at_risk_.estimate(joined(at, {1})),
                value_at_risk_.estimate(joined(at, {2})),
                tail_mean_.estimate(joined(at, {1}))};
    }

  private:
    StoredTable mean_, value_at_risk_, tail_mean_;
};

std::vector<FrequencyLine> frequency_lines(
    ResultsReader const& reader,
    std::uint32_t package,
    std::vector<std::string> const& names,
    std::string const& tail_path,
    std::string const& overall_path) {
    std::vector<FrequencyLine> lines;
    if (!reader.has(tail_path)) {
        return lines;
    }
    StoredTable const in_tail{reader, tail_path};
    StoredTable const overall{reader, overall_path};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const tail = in_tail.estimate({package, i});
        auto const all = overall.estimate({package, i});
        lines.push_back({names[i], tail, all,
                         all.value > 0 ? tail.value / all.value : unknown});
    }
    return lines;
}
}  // namespace

LossLine world_line(ResultsReader const& reader,
                    std::uint32_t package,
                    std::uint32_t horizon) {
    return RiskReader{reader, "/summary/world"}("All countries",
                                                {package, horizon});
}

std::vector<LossLine> country_lines(ResultsReader const& reader,
                                    std::uint32_t package,
                                    std::uint32_t horizon) {
    RiskReader const read{reader, "/summary/risk"};
    auto const& country = reader.description().country;
    std::vector<LossLine> lines;
    for (std::size_t c = 0; c < country.size(); ++c) {
        lines.push_back(read(country[c], {package, c, horizon}));
    }
    largest_first(lines, [](auto const& line) { return line.expected.value; });
    return lines;
}

std::vector<FrequencyLine> cause_lines(ResultsReader const& reader,
                                       std::uint32_t package,
                                       std::string const& axis) {
    auto const& d = reader.description();
    auto lines = frequency_lines(reader, package,
                                 axis == "family" ? d.family : d.measure,
                                 "/attribution/" + axis + "_in_world_tail",
                                 "/attribution/" + axis + "_overall");
    largest_first(lines, [](auto const& line) { return line.lift; });
    return lines;
}

std::vector<ContributionLine> contribution_lines(ResultsReader const& reader,
                                                 std::uint32_t package,
                                                 Part part) {
    auto const& d = reader.description();
    StoredTable const countries{reader, "/attribution/country_contribution"};
    double whole = 0;
    for (std::size_t c = 0; c < d.country.size(); ++c) {
        whole += countries.value({package, c});
    }
    std::vector<ContributionLine> lines;
    auto const add = [&](std::string const& name, double loss) {
        lines.push_back({name, loss, whole > 0 ? loss / whole : unknown});
    };
    if (part == Part::countries) {
        for (std::size_t c = 0; c < d.country.size(); ++c) {
            add(d.country[c], countries.value({package, c}));
        }
    } else if (reader.has("/attribution/world_cell_contribution")) {
        StoredTable const cells{reader, "/attribution/world_cell_contribution"};
        auto const first = d.country.size();
        for (auto i = first; i < d.node_cell.size(); ++i) {
            add(d.node_cell[i], cells.value({package, i - first}));
        }
    }
    largest_first(lines, [](auto const& line) { return line.loss; });
    return lines;
}

std::vector<TailPairLine> tail_pair_lines(
    ResultsReader const& reader,
    std::uint32_t package,
    std::vector<std::uint32_t> const& first,
    std::vector<std::uint32_t> const& second) {
    auto const& country = reader.description().country;
    StoredTable const table{reader, tail_dependence_path};
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (auto const a : first) {
        for (auto const b : second) {
            if (a != b) {
                pairs.insert(std::minmax(a, b));
            }
        }
    }
    std::vector<TailPairLine> lines;
    for (auto const& [a, b] : pairs) {
        auto const at = [&, a = a, b = b](std::size_t level) {
            return table.estimate({package, a, b, level});
        };
        TailPairLine const line{country[a], country[b], at(0), at(1), at(2)};
        if (!std::isnan(line.one_in_20.value)) {
            lines.push_back(line);
        }
    }
    largest_first(lines, [](auto const& line) { return line.one_in_20.value; });
    return lines;
}
}  // namespace chokepoint
