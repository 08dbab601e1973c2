#include "host/campaign/mechanisms/prices.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/campaign/model/buyer_groups.hpp"

namespace chokepoint {
namespace {
/// Buyers that share a price: a part of the world.
struct Part {
    std::string name;  ///< of the selector; "rest"
    Mask countries;
};

class MarketCompiler {
  public:
    MarketCompiler(ModelBuilder& b, MarketSpec const& spec)
        : b_{b}, spec_{spec}, parts_{parts()} {}

    void operator()(Mask& priced) {
        auto const products =
            b_.select.products(spec_.products, spec_.location);
        bool any = false;
        for (std::uint32_t p = 0; p < products.size(); ++p) {
            if (!products[p]) {
                continue;
            }
            if (priced[p]) {
                spec_.location.fail(
                    "products",
                    fmt::format("'{}' has a market already (each product "
                                "needs at most one section)",
                                b_.network.products[p].id));
            }
            priced[p] = 1;
            any = add_product(p) || any;
        }
        if (!any) {
            spec_.location.fail("products", "nobody buys them");
        }
    }

  private:
    /// The parts of `split`, then the rest of the world.
    std::vector<Part> parts() const {
        std::vector<Part> list;
        Mask rest(b_.network.countries.size(), 1);
        for (auto const& name : spec_.split) {
            auto const inside =
                b_.select.countries({name}, spec_.location, "split");
            for (std::size_t c = 0; c < rest.size(); ++c) {
                if (inside[c] && !rest[c]) {
                    spec_.location.fail(
                        "split",
                        fmt::format("'{}': country {} is in another part "
                                    "already (parts must not overlap)",
                                    name, b_.network.countries[c].id));
                }
                rest[c] = rest[c] && !inside[c];
            }
            list.push_back({name, inside});
        }
        list.push_back({"rest", rest});
        return list;
    }

    /// \return whether somebody buys the product
    bool add_product(std::uint32_t product) {
        auto const& id = b_.network.products[product].id;
        std::vector<std::uint32_t> market_of_part;
        for (auto const& part : parts_) {
            auto const name =
                parts_.size() == 1 ? id : fmt::format("{}@{}", id, part.name);
            market_of_part.push_back(add_market(product, part, name));
        }
        for (std::uint32_t i = 0; i < b_.network.nodes.size(); ++i) {
            auto const& node = b_.network.nodes[i];
            if (node.product != product) {
                continue;
            }
            // Who sells nothing at home sees the price of the rest.
            auto market = market_of_part.back();
            for (std::size_t k = 0; k < parts_.size(); ++k) {
                if (parts_[k].countries[node.country] &&
                    market_of_part[k] != none) {
                    market = market_of_part[k];
                }
            }
            b_.model.node_market[i] = market;
        }
        for (auto const market : market_of_part) {
            if (market != none) {
                return true;
            }
        }
        return false;
    }

    std::uint32_t add_market(std::uint32_t product,
                             Part const& part,
                             std::string const& name) {
        auto& model = b_.model;
        Rows groups;
        for (auto const g :
             buyer_groups(b_, only(product, b_.network.products.size()),
                          part.countries)) {
            if (model.network.group[g].input_class != InputClass::capital) {
                groups.push_back(g);
            }
        }
        if (groups.empty()) {
            return none;
        }
        auto const index = static_cast<std::uint32_t>(model.market.size());
        auto const first =
            static_cast<std::uint32_t>(model.market_group.size());
        for (auto const g : groups) {
            model.market_group.push_back(g);
            model.group_market[g] = index;
        }
        model.market.push_back(
            {first, static_cast<std::uint32_t>(model.market_group.size()),
             static_cast<float>(spec_.demand_elasticity),
             static_cast<float>(spec_.supply_elasticity),
             sum_receipts(model.network, groups)});
        model.market_name.push_back(name);
        return index;
    }

    ModelBuilder& b_;
    MarketSpec const& spec_;
    std::vector<Part> parts_;
};
}  // namespace

void compile_prices(ModelBuilder& b) {
    auto const& prices = b.campaign.prices;
    auto& model = b.model;
    model.rules.switching_premium =
        static_cast<float>(prices.switching_premium);
    if (b.campaign.markets.empty()) {
        return;
    }
    model.rules.price_speed = static_cast<float>(prices.speed);
    model.rules.price_limit = static_cast<float>(std::log(prices.limit));
    model.rules.boost_limit = static_cast<float>(prices.boost_limit);
    model.node_market.assign(b.network.nodes.size(), none);
    model.group_market.assign(model.network.group.size(), none);
    Mask priced(b.network.products.size());
    for (auto const& market : b.campaign.markets) {
        MarketCompiler{b, market}(priced);
    }
}
}  // namespace chokepoint
