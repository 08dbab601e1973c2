#include "host/campaign/mechanisms/dynamics.hpp"

#include <fmt/format.h>

#include <cfloat>
#include <map>
#include <utility>

#include "host/campaign/model/buyer_groups.hpp"
#include "host/campaign/model/slow_nodes.hpp"

namespace chokepoint {
namespace {
/// Denial indices by country and product (model B7.3), made once each.
class DenialCells {
  public:
    explicit DenialCells(ModelBuilder& b) : b_{b} {}

    /// \return cell, or `none` if nobody in the country buys the product
    std::uint32_t operator()(std::uint32_t country, std::uint32_t product) {
        auto const [known, is_new] = cell_.emplace(
            std::make_pair(country, product), std::uint32_t{none});
        if (!is_new) {
            return known->second;
        }
        auto const groups =
            buyer_groups(b_, only(product, b_.network.products.size()),
                         only(country, b_.network.countries.size()));
        if (groups.empty()) {
            return none;
        }
        auto& model = b_.model;
        auto& pool = model.denial_index_group;
        auto const first = static_cast<std::uint32_t>(pool.size());
        pool.insert(pool.end(), groups.begin(), groups.end());
        model.denial_index.push_back(
            {first, static_cast<std::uint32_t>(pool.size())});
        model.denial_index_flow.push_back(sum_receipts(model.network, groups));
        known->second =
            static_cast<std::uint32_t>(model.denial_index.size() - 1);
        return known->second;
    }

  private:
    ModelBuilder& b_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> cell_;
};

void set_growth(ModelBuilder& b,
                GrowthSpec const& spec,
                DenialCells& cell,
                Mask& taken) {
    std::uint32_t idle = 0;
    auto const nodes = b.select.nodes(spec.target, spec.location);
    for (auto const i : nodes) {
        auto const& node = b.network.nodes[i];
        if (taken[i]) {
            spec.location.fail(
                "", fmt::format("node '{}' has a growth of its own already "
                                "(each node needs at most one)",
                                node.id));
        }
        taken[i] = 1;
        auto& slow = slow_nodes(b.model)[i];
        slow.growth = static_cast<float>(spec.rate);
        slow.ceiling = static_cast<float>(spec.ceiling);
        slow.denial_cell = cell(node.country, node.product);
        idle += slow.denial_cell == none ? 1 : 0;
    }
    if (idle) {
        b.warnings.push_back(fmt::format(
            "{}: {}: {} of {} nodes never grow (nobody in their country buys "
            "their product, so nothing can be denied)",
            spec.location.section, spec.location.title, idle, nodes.size()));
    }
}
}  // namespace

void compile_dynamics(ModelBuilder& b) {
    auto& rules = b.model.rules;
    auto const& dynamics = b.campaign.dynamics;
    if (dynamics.on) {
        rules.tool_decay = static_cast<float>(dynamics.tool_decay);
        rules.erosion = static_cast<float>(dynamics.erosion);
        rules.regain = static_cast<float>(dynamics.regain);
        rules.precaution = static_cast<float>(dynamics.precaution);
        rules.precaution_tension =
            static_cast<float>(dynamics.precaution_tension);
        rules.sales_erode = dynamics.erosion > 0 ? 1 : 0;
    }
    DenialCells cell{b};
    Mask taken(b.network.nodes.size());
    for (auto const& growth : b.campaign.growth) {
        set_growth(b, growth, cell, taken);
    }
    if (rules.tool_decay > 0 || !b.campaign.growth.empty()) {
        rules.capacity_moves = 1;
        slow_nodes(b.model);
    }
}
}  // namespace chokepoint
