#include "host/campaign/compile/leverage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/model/buyer_groups.hpp"
#include "host/campaign/selection/trade_partner.hpp"

namespace chokepoint {
namespace {
/// Weeks at which leverage is taken (model B9.6).
constexpr std::int32_t usual_dates[] = {0, 26, 52, 104, 156, 208, 260};

template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}

/// Power of A over B: through what B buys from A, and what it sells there.
class LeverageCompiler {
  public:
    LeverageCompiler(ModelBuilder& b, Mask const& a, Mask const& over)
        : b_{b}, model_{b.model}, a_{a}, over_{over} {}

    LeveragePair operator()() {
        LeveragePair pair{};
        pair.first_input = size_of(model_.leverage_input);
        for (std::uint32_t g = 0; g < model_.network.first_sink; ++g) {
            if (over_[country_of_group(b_, g)]) {
                add_input(g);
            }
        }
        pair.last_input = size_of(model_.leverage_input);
        pair.first_market = size_of(model_.leverage_market);
        for (auto const& link : b_.network.links) {
            add_sale(link);
        }
        pair.last_market = size_of(model_.leverage_market);
        return pair;
    }

  private:
    void add_input(std::uint32_t g) {
        auto const& compiled = model_.network;
        auto const& group = compiled.group[g];
        auto const stake = double{compiled.node[group.owner].value_added} *
                           criticality(compiled, g) * pooled_share(g);
        auto const first = size_of(model_.leverage_link);
        float alternates = 0.0f;
        for (auto l = compiled.first_in[g]; l < compiled.first_in[g + 1]; ++l) {
            auto const& link = compiled.in_link[l];
            alternates = alternates + link.alternate_weight;
            auto const supplier = link.fill_row / compiled.priority_classes;
            if (stake > 0 && link.flow > 0 &&
                a_[b_.network.nodes[supplier].country]) {
                model_.leverage_link.push_back(l);
            }
        }
        if (first != size_of(model_.leverage_link)) {
            model_.leverage_input.push_back({g, static_cast<float>(stake),
                                             alternates, first,
                                             size_of(model_.leverage_link)});
        }
    }

    /// Share of an input that is bought of anybody: what is bought as parts
    /// (specific_parts.hpp) counts in their groups, not twice.
    double pooled_share(std::uint32_t g) const {
        auto const& compiled = model_.network;
        if (compiled.group_part[g] != none) {
            return 1;
        }
        double const pool = compiled.group[g].baseline_receipts;
        double whole = pool;
        auto const owner = compiled.group[g].owner;
        for (auto other = compiled.first_group[owner];
             other < compiled.first_group[owner + 1]; ++other) {
            if (compiled.group_part[other] != none &&
                compiled.group_product[other] == compiled.group_product[g]) {
                whole += compiled.group[other].baseline_receipts;
            }
        }
        return pool / whole;
    }

    void add_sale(Link const& link) {
        auto const& compiled = model_.network;
        auto const l =
            static_cast<std::size_t>(&link - b_.network.links.data());
        auto const position = compiled.out_position[l];
        auto const& node = compiled.node[link.supplier];
        if (!over_[b_.select.exporter(link)] || !a_[b_.select.importer(link)] ||
            node.value_added <= 0 ||
            !buys_at_baseline(compiled, compiled.out_link[position].group)) {
            return;
        }
        model_.leverage_market.push_back(
            {position, compiled.in_link[compiled.in_position[l]].fill_row,
             node.value_added / node.baseline_demand});
    }

    ModelBuilder& b_;
    CompiledModel& model_;
    Mask const& a_;
    Mask const& over_;
};
}  // namespace

void compile_leverage(ModelBuilder& b) {
    auto const& options = b.campaign.metrics;
    if (options.leverage.empty()) {
        return;
    }
    for (auto const week : usual_dates) {
        if (week <= b.model.weeks) {
            b.model.date.push_back(week);
        }
    }
    for (auto const& text : options.leverage) {
        auto const [a_name, over_name] =
            split_pair(text, options.location, "leverage");
        auto const a =
            b.select.countries({a_name}, options.location, "leverage");
        auto const over =
            b.select.countries({over_name}, options.location, "leverage");
        for (std::size_t c = 0; c < a.size(); ++c) {
            if (a[c] && over[c]) {
                options.location.fail(
                    "leverage", fmt::format("'{}': {} is on both sides", text,
                                            b.network.countries[c].id));
            }
        }
        b.model.leverage_pair.push_back(LeverageCompiler{b, a, over}());
        b.model.leverage_name.push_back(text);
    }
}
}  // namespace chokepoint
