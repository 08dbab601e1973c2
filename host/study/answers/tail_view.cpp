#include "host/study/answers/tail_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "host/statistics/weighted_shares.hpp"
#include "host/study/tables/attribution_tables.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();
using Losses = std::vector<float>;

/// Calls `visit(entity, losses)` for each column of a horizon.
template <class Visit>
void at_horizon(ResultsReader const& reader,
                std::string const& dataset,
                std::uint32_t package,
                std::uint32_t horizon,
                Visit&& visit) {
    auto const horizons = reader.description().horizon.size();
    reader.for_each_column(
        dataset, package, [&](std::uint32_t column, Losses&& losses) {
            if (column % horizons == horizon) {
                visit(static_cast<std::uint32_t>(column / horizons), losses);
            }
        });
}

/// Which nodes an input holds back first, what they lack: [rank][scenario].
struct FirstLacks {
    std::vector<std::vector<std::int32_t>> node, input;
};

/// Those before a horizon; others become -1.
FirstLacks first_lacks(ResultsReader const& reader,
                       std::uint32_t package,
                       std::int32_t weeks) {
    FirstLacks lacks;
    auto const ranks = reader.columns("/world/first_lack_node");
    for (std::uint32_t k = 0; k < ranks; ++k) {
        auto node = reader.counts("/world/first_lack_node", package, k);
        auto const week = reader.counts("/world/first_lack_week", package, k);
        for (std::size_t s = 0; s < node.size(); ++s) {
            node[s] = week[s] < weeks ? node[s] : -1;
        }
        lacks.node.push_back(std::move(node));
        lacks.input.push_back(
            reader.counts("/world/first_lack_input", package, k));
    }
    return lacks;
}
}  // namespace

TailView::TailView(ResultsReader const& reader,
                   std::uint32_t package,
                   TailScope scope)
    : reader_{reader}, package_{package}, scope_{std::move(scope)}, tail_{} {
    if (stored()) {
        return;
    }
    auto const worlds = reader.description().scenarios;
    std::vector<double> own(worlds), all(worlds);
    auto const& named = scope_.countries;
    at_horizon(reader, "/losses/value_added", package, scope_.horizon,
               [&](std::uint32_t country, Losses const& losses) {
                   bool const mine =
                       named.empty() ||
                       std::count(named.begin(), named.end(), country) > 0;
                   for (std::size_t s = 0; s < losses.size(); ++s) {
                       all[s] += double{losses[s]};
                       own[s] += mine ? double{losses[s]} : 0;
                   }
               });
    tail_ = lossy_tail({own.begin(), own.end()}, reader.weights());
    for (std::size_t t = 0; t < tail_.row.size(); ++t) {
        // As float, as the tables of the file: equal losses stay equal.
        loss_.push_back(double{static_cast<float>(own[tail_.row[t]])});
        all_loss_ += tail_.share[t] * all[tail_.row[t]];
    }
}

bool TailView::stored() const {
    return scope_.countries.empty() &&
           scope_.horizon + 1 == reader_.description().horizon.size();
}

std::string TailView::whose() const {
    std::vector<std::string> names;
    for (auto const c : scope_.countries) {
        names.push_back(reader_.description().country[c]);
    }
    return names.empty() ? "all countries"
                         : fmt::format("{}", fmt::join(names, " and "));
}

std::int32_t TailView::weeks() const {
    return reader_.description().horizon[scope_.horizon];
}

std::vector<FrequencyLine> TailView::causes(std::string const& axis) const {
    if (stored()) {
        return cause_lines(reader_, package_, axis);
    }
    auto const& d = reader_.description();
    bool const family = axis == "family";
    auto const& names = family ? d.family : d.measure;
    std::vector<FrequencyLine> lines;
    if (names.empty() || tail_.row.empty()) {
        return lines;
    }
    auto const words = reader_.counts("/world/" + axis + "_mask", package_);
    auto const lift =
        tail_lift(tail_, {words.begin(), words.end()}, 32, reader_.weights());
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const& bit = lift[family ? d.family_id[i] - 1 : i];
        lines.push_back({names[i], bit.in_tail, bit.overall, bit.lift});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](auto const& a, auto const& b) {
                         return larger_or_known(a.lift, b.lift);
                     });
    return lines;
}

std::vector<ContributionLine> TailView::contributions(Part part) const {
    if (stored()) {
        return contribution_lines(reader_, package_, part);
    }
    auto const& d = reader_.description();
    bool const countries = part == Part::countries;
    std::string const dataset =
        countries ? "/losses/value_added" : "/losses/cell_value_added";
    std::vector<ContributionLine> lines;
    if (tail_.row.empty() || !reader_.has(dataset)) {
        return lines;
    }
    at_horizon(
        reader_, dataset, package_, scope_.horizon,
        [&](std::uint32_t i, Losses const& losses) {
            auto const loss = tail_contribution(tail_, losses);
            lines.push_back(
                {countries ? d.country[i] : d.node_cell[d.country.size() + i],
                 loss, loss / all_loss_});
        });
    std::stable_sort(
        lines.begin(), lines.end(),
        [](auto const& a, auto const& b) { return a.loss > b.loss; });
    return lines;
}

std::vector<ChokepointLine> TailView::chokepoints() const {
    if (stored()) {
        return chokepoint_lines(reader_, package_);
    }
    std::vector<ChokepointLine> lines;
    if (tail_.row.empty() || !reader_.has("/world/first_lack_node")) {
        return lines;
    }
    auto const& d = reader_.description();
    auto const lacks = first_lacks(reader_, package_, weeks());
    auto const weights = reader_.weights();
    WeightedShares overall{d.node.size(), weights},
        in_tail{d.node.size(), weights};
    std::vector<double> loss(d.node.size());
    std::map<std::size_t, std::map<std::int32_t, double>> lacked;
    double whole = 0;
    for (std::size_t s = 0; s < d.scenarios; ++s) {
        overall.world(s);
        for (auto const& of_rank : lacks.node) {
            if (of_rank[s] >= 0) {
                overall.hit(static_cast<std::size_t>(of_rank[s]), s);
            }
        }
    }
    for (std::size_t t = 0; t < tail_.row.size(); ++t) {
        std::size_t const s = tail_.row[t];
        in_tail.world(s);
        for (std::size_t k = 0; k < lacks.node.size(); ++k) {
            if (lacks.node[k][s] >= 0) {
                auto const i = static_cast<std::size_t>(lacks.node[k][s]);
                in_tail.hit(i, s);
                loss[i] += tail_.share[t] * loss_[t];
                lacked[i][lacks.input[k][s]] +=
                    weights.empty() ? 1 : weights[s];
            }
        }
    }
    for (std::size_t t = 0; t < tail_.row.size(); ++t) {
        whole += tail_.share[t] * loss_[t];
    }
    // What the file says of the usual source holds for what is lacked there.
    std::map<std::string, Lack> usual;
    for (auto const& line : chokepoint_lines(reader_, package_)) {
        usual[line.node] = line.lack;
    }
    for (auto const& [i, counts] : lacked) {
        auto const most = std::max_element(
            counts.begin(), counts.end(),
            [](auto const& a, auto const& b) { return a.second < b.second; });
        Lack lack;
        if (most->first >= 0) {
            lack.product = d.product.at(static_cast<std::size_t>(most->first));
        }
        if (usual[d.node[i]].product == lack.product) {
            lack = usual[d.node[i]];
        }
        auto const worst = in_tail.share(i), all = overall.share(i);
        lines.push_back({d.node[i], lack, loss[i],
                         whole > 0 ? loss[i] / whole : unknown, worst, all,
                         worst.value / all.value});
    }
    sort_chokepoints(lines);
    return lines;
}
}  // namespace chokepoint
