#include "host/study/tables/shortage_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "host/statistics/weighted_shares.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
namespace {
using Counts = std::vector<std::int32_t>;
/// [rank][scenario] of one of the datasets /world/first_...
using Ranked = std::array<Counts, first_shortages>;

Ranked read_ranked(ResultsReader const& reader,
                   std::string const& dataset,
                   std::uint32_t package) {
    Ranked ranked;
    for (std::uint32_t k = 0; k < first_shortages; ++k) {
        ranked[k] = reader.counts(dataset, package, k);
    }
    return ranked;
}

/// Calls `visit(node, rank)` for each node of a world, each node once.
template <class Visit>
void for_each_node(Ranked const& node, std::size_t scenario, Visit&& visit) {
    for (std::size_t k = 0; k < node.size(); ++k) {
        auto const i = node[k][scenario];
        if (i >= 0) {
            visit(static_cast<std::size_t>(i), k);
        }
    }
}

/// Of all worlds and of the worst ones, how many have each node among the
/// first.
class FrequencyTables {
  public:
    FrequencyTables(std::string const& list,
                    std::string const& whose,
                    std::vector<Axis> const& axes)
        : in_tail_{"/attribution/" + list + "_in_tail", "1",
                   "share of the worst worlds of all countries in which the "
                   "node is among the first three that " +
                       whose,
                   axes},
          overall_{"/attribution/" + list + "_overall", "1",
                   "share of all worlds in which the node is among the first "
                   "three that " +
                       whose,
                   axes} {}

    void add(std::size_t package,
             Ranked const& node,
             Tail const& tail,
             std::size_t nodes,
             std::vector<double> const& weights) {
        auto const worlds = node[0].size();
        WeightedShares all{nodes, weights}, worst{nodes, weights};
        for (std::size_t s = 0; s < worlds; ++s) {
            all.world(s);
            for_each_node(node, s, [&](auto i, auto) { all.hit(i, s); });
        }
        for (std::size_t const s : tail.row) {
            worst.world(s);
            for_each_node(node, s, [&](auto i, auto) { worst.hit(i, s); });
        }
        for (std::size_t i = 0; i < nodes; ++i) {
            overall_.set({package, i}, all.share(i));
            if (!tail.row.empty()) {
                in_tail_.set({package, i}, worst.share(i));
            }
        }
    }

    void write(ResultsFile& results) const {
        in_tail_.write(results);
        overall_.write(results);
    }

  private:
    NumberTable in_tail_, overall_;
};

/// What the nodes that an input holds back stand for: the loss of the worst
/// worlds that have them, and what they lack.
class LackTables {
  public:
    explicit LackTables(std::vector<Axis> const& axes)
        : contribution_{"/attribution/first_lack_contribution", "million USD",
                        "loss of all countries in the worst worlds that have "
                        "the node among the first three that an input holds "
                        "back, mean of all worst worlds",
                        axes},
          input_{"/attribution/first_lack_input", "1",
                 "what the node lacks then, most often in the worst worlds: "
                 "index into /product; NaN: it is never among the first",
                 axes} {}

    void add(std::size_t package,
             Ranked const& node,
             Ranked const& input,
             PackageTails const& tails,
             std::size_t nodes,
             std::vector<double> const& weights) {
        // A worst world tells more than any number of others.
        std::map<std::size_t, std::map<std::int32_t, double>> lacked;
        auto const weight = [&](std::size_t s) {
            return weights.empty() ? 1 : weights[s];
        };
        double all = 0, least = 1;
        for (std::size_t s = 0; s < node[0].size(); ++s) {
            all += weight(s);
        }
        for (auto const s : tails.world.row) {
            least = std::min(least, weight(s));
        }
        for (std::size_t s = 0; s < node[0].size(); ++s) {
            for_each_node(node, s, [&](auto i, auto k) {
                lacked[i][input[k][s]] += least * weight(s) / (2 * all);
            });
        }
        auto const& tail = tails.world;
        for (std::size_t i = 0; !tail.row.empty() && i < nodes; ++i) {
            contribution_.at({package, i}) = 0;
        }
        for (std::size_t t = 0; t < tail.row.size(); ++t) {
            for_each_node(node, tail.row[t], [&](auto i, auto k) {
                contribution_.at({package, i}) +=
                    tail.share[t] * tails.world_loss[t];
                lacked[i][input[k][tail.row[t]]] += weight(tail.row[t]);
            });
        }
        for (auto const& [i, counts] : lacked) {
            auto const most = std::max_element(
                counts.begin(), counts.end(), [](auto const& a, auto const& b) {
                    return a.second < b.second;
                });
            input_.at({package, i}) = most->first;
        }
    }

    void write(ResultsFile& results) const {
        contribution_.write(results);
        input_.write(results);
    }

  private:
    NumberTable contribution_, input_;
};
}  // namespace

void write_shortage_tables(ResultsFile& results,
                           std::vector<PackageTails> const& tails) {
    auto const reader = results.reader();
    auto const weights = reader.weights();
    auto const nodes = reader.description().node.size();
    if (nodes == 0) {
        return;
    }
    std::vector<Axis> const axes{{"package", tails.size()}, {"node", nodes}};
    auto with_bounds = axes;
    with_bounds.push_back(bound_axis());
    FrequencyTables shortage{"first_shortage", "run short", with_bounds};
    FrequencyTables lack{"first_lack", "an input holds back", with_bounds};
    LackTables what{axes};
    for (std::uint32_t p = 0; p < tails.size(); ++p) {
        auto const& tail = tails[p].world;
        shortage.add(p, read_ranked(reader, "/world/first_shortage_node", p),
                     tail, nodes, weights);
        auto const node = read_ranked(reader, "/world/first_lack_node", p);
        lack.add(p, node, tail, nodes, weights);
        what.add(p, node, read_ranked(reader, "/world/first_lack_input", p),
                 tails[p], nodes, weights);
    }
    shortage.write(results);
    lack.write(results);
    what.write(results);
}
}  // namespace chokepoint
