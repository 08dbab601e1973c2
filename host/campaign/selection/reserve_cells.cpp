#include "host/campaign/selection/reserve_cells.hpp"

#include <algorithm>

namespace chokepoint {
namespace {
bool is_bought(SupplyNetwork const& network,
               std::uint32_t product,
               Mask const& countries) {
    auto const& inputs = network.inputs;
    auto const& demand = network.final_demand;
    return std::any_of(inputs.begin(), inputs.end(),
                       [&](Input const& input) {
                           return input.product == product &&
                                  countries[network.nodes[input.buyer].country];
                       }) ||
           std::any_of(
               demand.begin(), demand.end(), [&](FinalDemand const& sink) {
                   return sink.kind == SinkKind::final_demand &&
                          sink.product == product && countries[sink.country];
               });
}
}  // namespace

std::vector<ReserveCell> reserve_cells(Campaign const& campaign,
                                       SupplyNetwork const& network) {
    Selection const select{network};
    std::vector<ReserveCell> cells;
    for (std::size_t r = 0; r < campaign.reserves.size(); ++r) {
        auto const& spec = campaign.reserves[r];
        auto const countries =
            select.countries(spec.countries, spec.location, "countries");
        auto const products = select.products(spec.products, spec.location);
        auto const first = cells.size();
        for (std::uint32_t p = 0; p < products.size(); ++p) {
            if (products[p] && is_bought(network, p, countries)) {
                cells.push_back({r, p, countries, spec.name});
            }
        }
        if (cells.size() == first) {
            spec.location.fail("products",
                               "nobody in these countries buys them (a reserve "
                               "needs users)");
        }
        for (auto i = first; cells.size() > first + 1 && i < cells.size();
             ++i) {
            cells[i].name += ":" + network.products[cells[i].product].id;
        }
    }
    return cells;
}
}  // namespace chokepoint
