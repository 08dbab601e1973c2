#include "host/network/review/restart_loops.hpp"

#include <algorithm>

#include "host/network/group_key.hpp"

namespace chokepoint {
namespace {
using Rows = std::vector<std::uint32_t>;

bool stops(InputClass input, StoppedBy stopped_by) {
    return input == InputClass::critical ||
           (stopped_by == StoppedBy::every_input &&
            (input == InputClass::important || input == InputClass::bundle));
}

/// Strongly connected components (Tarjan 1972), without recursion: chains of
/// suppliers may be long.
class Components {
  public:
    explicit Components(std::vector<Rows> const& next)
        : next_{next}, order_(next.size(), 0), low_(next.size(), 0) {
        for (std::uint32_t i = 0; i < next.size(); ++i) {
            if (order_[i] == 0) {
                visit(i);
            }
        }
    }

    std::vector<Rows> found;

  private:
    struct Step {
        std::uint32_t node;
        std::size_t edge;
    };

    void visit(std::uint32_t root) {
        std::vector<Step> path;
        enter(root, path);
        while (!path.empty()) {
            auto const node = path.back().node;
            if (path.back().edge < next_[node].size()) {
                auto const to = next_[node][path.back().edge++];
                if (order_[to] == 0) {
                    enter(to, path);
                } else if (order_[to] != closed) {
                    low_[node] = std::min(low_[node], order_[to]);
                }
                continue;
            }
            path.pop_back();
            if (!path.empty()) {
                auto& above = low_[path.back().node];
                above = std::min(above, low_[node]);
            }
            if (low_[node] == order_[node]) {
                close(node);
            }
        }
    }

    void enter(std::uint32_t node, std::vector<Step>& path) {
        order_[node] = low_[node] = ++count_;
        stack_.push_back(node);
        path.push_back({node, 0});
    }

    void close(std::uint32_t root) {
        Rows component;
        std::uint32_t node;
        do {
            node = stack_.back();
            stack_.pop_back();
            order_[node] = closed;
            component.push_back(node);
        } while (node != root);
        found.push_back(component);
    }

    static constexpr std::uint32_t closed = 0xffffffffu;
    std::vector<Rows> const& next_;
    Rows order_, low_, stack_;
    std::uint32_t count_ = 0;
};

/// Inputs that stop their buyers, and who supplies them.
class Starters {
  public:
    Starters(SupplyNetwork const& network, StoppedBy stopped_by)
        : network_{network},
          sells_to_(network.nodes.size()),
          missing_(network.nodes.size(), 0),
          starts_(network.nodes.size(), false) {
        GroupMap<std::uint32_t> input_of;
        for (auto const& input : network.inputs) {
            if (stops(input.input_class, stopped_by)) {
                input_of.emplace(group_key(input.buyer, input.product),
                                 static_cast<std::uint32_t>(suppliers_.size()));
                suppliers_.push_back({});
                buyer_.push_back(input.buyer);
                alternates_.push_back(input.resourcing_ceiling > 0);
                ++missing_[input.buyer];
            }
        }
        for (auto const& link : network.links) {
            if (link.to_final_demand || link.sink != none) {
                continue;
            }
            auto const input = input_of.find(
                group_key(link.buyer, network.nodes[link.supplier].product));
            if (input != input_of.end() &&
                (link.flow > 0 ||
                 (link.alternate_weight > 0 && alternates_[input->second]))) {
                suppliers_[input->second].push_back(link.supplier);
                sells_to_[link.supplier].push_back(input->second);
            }
        }
        start();
    }

    bool starts(std::uint32_t node) const { return starts_[node]; }

    /// Supplier -> buyers, of inputs that nobody who starts can deliver.
    std::vector<Rows> waiting() const {
        std::vector<Rows> next(network_.nodes.size());
        for (std::uint32_t g = 0; g < suppliers_.size(); ++g) {
            if (!delivered_[g]) {
                for (auto const supplier : suppliers_[g]) {
                    next[supplier].push_back(buyer_[g]);
                }
            }
        }
        return next;
    }

  private:
    void start() {
        delivered_.assign(suppliers_.size(), false);
        Rows fresh;
        for (std::uint32_t i = 0; i < starts_.size(); ++i) {
            if (missing_[i] == 0) {
                starts_[i] = true;
                fresh.push_back(i);
            }
        }
        while (!fresh.empty()) {
            auto const node = fresh.back();
            fresh.pop_back();
            for (auto const g : sells_to_[node]) {
                if (delivered_[g]) {
                    continue;
                }
                delivered_[g] = true;
                if (--missing_[buyer_[g]] == 0) {
                    starts_[buyer_[g]] = true;
                    fresh.push_back(buyer_[g]);
                }
            }
        }
    }

    SupplyNetwork const& network_;
    std::vector<Rows> suppliers_, sells_to_;  ///< nodes; inputs
    Rows buyer_;
    std::vector<bool> alternates_, delivered_;
    Rows missing_;  ///< inputs of a node that nobody delivers yet
    std::vector<bool> starts_;
};
}  // namespace

RestartLoops restart_loops(SupplyNetwork const& network, StoppedBy stopped_by) {
    Starters const starters{network, stopped_by};
    auto const next = starters.waiting();
    RestartLoops result;
    std::uint32_t stuck = 0;
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
        stuck += starters.starts(i) ? 0 : 1;
    }
    for (auto loop : Components{next}.found) {
        auto const first = loop.front();
        auto const& buyers = next[first];
        if (loop.size() > 1 ||
            std::count(buyers.begin(), buyers.end(), first) > 0) {
            std::sort(loop.begin(), loop.end());
            stuck -= static_cast<std::uint32_t>(loop.size());
            result.loops.push_back(std::move(loop));
        }
    }
    std::sort(result.loops.begin(), result.loops.end(),
              [](Rows const& a, Rows const& b) {
                  return a.size() != b.size() ? a.size() > b.size() : a < b;
              });
    result.dependents = stuck;
    return result;
}
}  // namespace chokepoint
