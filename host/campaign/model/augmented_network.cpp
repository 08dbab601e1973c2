#include "host/campaign/model/augmented_network.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "host/campaign/selection/selection.hpp"
#include "host/network/first_served.hpp"
#include "host/network/specific_parts.hpp"

namespace chokepoint {
namespace {
/// Those who have a choice serve sinks of the state after their customers.
constexpr std::uint32_t last_priority = 1;

class Augmenter {
  public:
    Augmenter(Campaign const& campaign, SupplyNetwork const& network)
        : campaign_{campaign}, given_{network}, out_{network} {}

    SupplyNetwork operator()() {
        for (auto const& reserve : campaign_.reserves) {
            if (reserve.refill_rate > 0) {
                add_refill(reserve);
            }
        }
        for (auto const& m : campaign_.measures) {
            if (m.type == MeasureType::preclusive_buying) {
                add_purchases(m);
            } else if (m.type == MeasureType::engagement) {
                add_latent_links(m);
            }
        }
        return std::move(out_);
    }

  private:
    Selection select() const { return Selection{given_}; }

    /// Baseline flows of links into a sink of a campaign start from those of
    /// links that were there.
    static bool is_original(Link const& link) {
        return link.sink == none && link.added_by.empty();
    }

    /// One week of use of the cell, from those who supply it.
    void add_refill(ReserveSpec const& r) {
        auto const pool =
            select().countries(r.countries, r.location, "countries");
        auto const products = select().products(r.products, r.location);
        auto const owner = static_cast<std::uint32_t>(
            std::find(pool.begin(), pool.end(), 1) - pool.begin());
        for (std::uint32_t p = 0; p < given_.products.size(); ++p) {
            if (!products[p]) {
                continue;
            }
            std::map<std::uint32_t, double> flow;
            for (auto const& link : given_.links) {
                if (is_original(link) && select().product(link) == p &&
                    pool[select().importer(link)]) {
                    flow[link.supplier] += link.flow;
                }
            }
            add_sink(SinkKind::reserve, r.name, owner, p, flow);
        }
    }

    /// The sender buys what the target's producers sell.
    void add_purchases(MeasureSpec const& m) {
        auto const buyers =
            select().countries(m.senders, m.location, "senders");
        if (std::count(buyers.begin(), buyers.end(), 1) != 1) {
            m.location.fail("senders", "must name one country: the buyer");
        }
        auto const buyer = static_cast<std::uint32_t>(
            std::find(buyers.begin(), buyers.end(), 1) - buyers.begin());
        auto const target =
            select().countries(m.target.exporters, m.location, "exporters");
        auto const products = select().products(m.target.products, m.location);
        bool sold = false;
        for (std::uint32_t p = 0; p < given_.products.size(); ++p) {
            std::map<std::uint32_t, double> flow;
            for (auto const& link : given_.links) {
                auto const from = select().exporter(link);
                if (products[p] && is_original(link) &&
                    select().product(link) == p && target[from] &&
                    from != buyer) {
                    flow[link.supplier] += link.flow;
                }
            }
            sold = sold || !flow.empty();
            add_sink(SinkKind::purchase, m.name, buyer, p, flow);
        }
        if (!sold) {
            m.location.fail("",
                            "buys nothing: none of the exporters makes one of "
                            "the products");
        }
    }

    void add_sink(SinkKind kind,
                  std::string const& entry,
                  std::uint32_t country,
                  std::uint32_t product,
                  std::map<std::uint32_t, double> const& flow) {
        bool const flows =
            std::any_of(flow.begin(), flow.end(),
                        [](auto const& part) { return part.second > 0; });
        if (!flows || added_sink(out_, kind, entry, product) != none) {
            return;
        }
        FinalDemand sink;
        sink.country = country;
        sink.product = product;
        sink.kind = kind;
        sink.added_by = entry;
        auto const row = static_cast<std::uint32_t>(out_.final_demand.size());
        out_.final_demand.push_back(sink);
        for (auto const& [supplier, amount] : flow) {
            if (amount > 0) {
                Link link;
                link.supplier = supplier;
                link.to_final_demand = true;
                link.buyer = country;
                link.flow = amount;
                link.alternate_weight = amount;
                link.priority = last_priority;
                link.sink = row;
                link.added_by = entry;
                out_.links.push_back(link);
            }
        }
    }

    /// Third countries become alternates of the importers (M53).
    void add_latent_links(MeasureSpec const& m) {
        auto const is_own = [&](Link const& link) {
            return link.added_by == m.name;
        };
        if (std::any_of(given_.links.begin(), given_.links.end(), is_own)) {
            return;
        }
        auto const third =
            select().countries(m.target.countries, m.location, "countries");
        auto const importers =
            select().countries(m.target.importers, m.location, "importers");
        auto const products = select().products(m.target.products, m.location);
        using Buyer = std::tuple<bool, std::uint32_t, std::uint32_t>;
        std::map<Buyer, double> receipts;
        std::set<std::pair<Buyer, std::uint32_t>> served;
        for (auto const& link : given_.links) {
            auto const product = select().product(link);
            if (is_original(link) && products[product] &&
                importers[select().importer(link)]) {
                Buyer const buyer{link.to_final_demand, link.buyer, product};
                receipts[buyer] += link.flow;
                served.emplace(buyer, link.supplier);
            }
        }
        bool added = false;
        for (auto const& [buyer, flow] : receipts) {
            auto const& [to_final_demand, row, product] = buyer;
            auto const home = to_final_demand ? row : given_.nodes[row].country;
            for (std::uint32_t i = 0; i < given_.nodes.size(); ++i) {
                auto const& node = given_.nodes[i];
                if (node.product != product || !third[node.country] ||
                    node.country == home || served.count({buyer, i})) {
                    continue;
                }
                Link link;
                link.supplier = i;
                link.to_final_demand = to_final_demand;
                link.buyer = row;
                link.alternate_weight = m.of<EngagementTerms>().weight * flow;
                link.priority = last_priority;
                link.added_by = m.name;
                out_.links.push_back(link);
                added = true;
            }
        }
        if (!added) {
            m.location.fail("",
                            "adds no link: the importers buy from these "
                            "countries already, or they do not make the "
                            "products");
        }
    }

    Campaign const& campaign_;
    SupplyNetwork const& given_;
    SupplyNetwork out_;
};
}  // namespace

SupplyNetwork augmented_network(Campaign const& campaign,
                                SupplyNetwork const& network) {
    if (campaign.model.mode != Mode::standard) {
        return Augmenter{campaign, network}();  // other authors have neither
    }
    return split_specific_parts(Augmenter{campaign, serve_first(network)}());
}

std::uint32_t added_sink(SupplyNetwork const& network,
                         SinkKind kind,
                         std::string const& entry,
                         std::uint32_t product) {
    for (std::uint32_t s = 0; s < network.final_demand.size(); ++s) {
        auto const& sink = network.final_demand[s];
        if (sink.kind == kind && sink.added_by == entry &&
            sink.product == product) {
            return s;
        }
    }
    return none;
}
}  // namespace chokepoint
