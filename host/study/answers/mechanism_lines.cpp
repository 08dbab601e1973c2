#include "host/study/answers/mechanism_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/mechanism_tables.hpp"

namespace chokepoint {
namespace {
double const nan = std::numeric_limits<double>::quiet_NaN();

/// What the mean of a dataset is called, and its value if nothing happens
/// (NaN: worth telling anyway).
struct Label {
    char const* dataset;
    char const* what;
    double neutral;
};

Label const labels[] = {
    {"/losses/reserve_minimum", "lowest content, weeks of use", nan},
    {"/losses/reserve_released", "released, weeks of use", 0},
    {"/losses/reserve_empty_weeks", "weeks empty", 0},
    {"/losses/price_peak", "highest price, 1 = baseline", 1},
    {"/losses/price_mean", "mean price, 1 = baseline", 1},
    {"/losses/flow_lost", "shipments lost, million USD", 0},
    {"/losses/denied", "deliveries denied, million USD", 0},
    {"/losses/delay_weeks", "technology delay, weeks", 0},
    {"/losses/delay_censored", "share of worlds still denied at the end", 0},
    {"/losses/duties", "duties paid, million USD", 0},
    {"/losses/price_uplift", "higher prices, million USD", 0},
    {"/losses/switching_cost", "premium for other suppliers, million USD", 0},
    {"/losses/capacity_index", "long-run capacity, 1 = baseline", 1},
    {"/losses/competitiveness", "standing with buyers, 1 = baseline", 1},
};

void add_lines(std::vector<MechanismLine>& lines,
               ResultsReader const& reader,
               Label const& label,
               std::uint32_t package,
               std::uint32_t horizon,
               std::size_t most_countries) {
    auto const path = mean_path(label.dataset);
    if (!reader.has(path)) {
        return;
    }
    auto const axes = reader.axes(path);
    StoredTable const table{reader, path};
    bool const over_horizons = axes.size() == 4;
    auto const names = reader.names("/" + axes[1]);
    std::vector<MechanismLine> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Indices at{package, i};
        if (over_horizons) {
            at.push_back(horizon);
        }
        found.push_back({names[i], label.what, table.estimate(at)});
    }
    auto const change = [&](MechanismLine const& line) {
        return std::abs(line.mean.value - label.neutral);
    };
    found.erase(
        std::remove_if(found.begin(), found.end(),
                       [&](auto const& line) { return change(line) == 0; }),
        found.end());
    if (axes[1] == "country") {
        std::stable_sort(found.begin(), found.end(),
                         [&](auto const& a, auto const& b) {
                             return change(a) > change(b);
                         });
        found.resize(std::min(found.size(), most_countries));
    }
    lines.insert(lines.end(), found.begin(), found.end());
}

Estimate unknown() {
    return {nan, nan, nan};
}
}  // namespace

std::vector<MechanismLine> mechanism_lines(ResultsReader const& reader,
                                           std::uint32_t package,
                                           std::uint32_t horizon,
                                           std::size_t most_countries) {
    std::vector<MechanismLine> lines;
    for (auto const& label : labels) {
        add_lines(lines, reader, label, package, horizon, most_countries);
    }
    return lines;
}

std::vector<LeverageLine> leverage_lines(ResultsReader const& reader,
                                         std::uint32_t package) {
    std::vector<LeverageLine> lines;
    if (!reader.has("/summary/leverage/mean")) {
        return lines;
    }
    auto const& m = reader.description().mechanisms;
    StoredTable const inputs{reader, "/summary/leverage/mean"};
    StoredTable const market{reader, "/summary/market_leverage/mean"};
    StoredTable const index{reader, "/summary/leverage/erosion_index"};
    StoredTable const half{reader, "/summary/leverage/half_gone"};
    for (std::size_t p = 0; p < m.leverage.size(); ++p) {
        for (std::size_t d = 0; d < m.date.size(); ++d) {
            Indices const at{package, p, d};
            lines.push_back({m.leverage[p], m.date[d], inputs.estimate(at),
                             market.estimate(at),
                             d == 0 ? unknown() : index.estimate(at),
                             d == 0 ? unknown() : half.estimate(at)});
        }
    }
    return lines;
}

std::optional<RetaliationSummary> retaliation_summary(
    ResultsReader const& reader, std::uint32_t package) {
    if (!reader.has("/summary/retaliations/mean")) {
        return {};
    }
    auto const chains = reader.counts("/world/longest_chain", package);
    return RetaliationSummary{
        StoredTable{reader, "/summary/retaliations/mean"}.estimate({package}),
        StoredTable{reader, "/summary/retaliations/any"}.estimate({package}),
        StoredTable{reader, "/summary/longest_chain/mean"}.estimate({package}),
        chains.empty() ? 0 : *std::max_element(chains.begin(), chains.end())};
}

std::optional<SideLines> side_lines(ResultsReader const& reader,
                                    std::uint32_t package,
                                    std::uint32_t horizon) {
    auto const& side = reader.description().mechanisms.side;
    if (!reader.has("/policy/sword") || package == 0 ||
        side[package].front() == PackageSide::not_accounted) {
        return {};
    }
    StoredTable const difference{reader, "/policy/side_difference"};
    StoredTable const ratio{reader, "/policy/sword"};
    SideLines lines;
    for (std::size_t s = 0; s < side_names.size(); ++s) {
        lines.difference.push_back(difference.estimate({package, s, horizon}));
    }
    for (std::size_t r = 0; r < side_ratio_names.size(); ++r) {
        lines.ratio.push_back(ratio.estimate({package, r, horizon}));
    }
    return lines;
}
}  // namespace chokepoint
