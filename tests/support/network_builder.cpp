#include "tests/support/network_builder.hpp"

#include <algorithm>

#include "tests/support/network_rows.hpp"

namespace chokepoint::test {
std::uint32_t NetworkBuilder::country(std::string const& id) {
    Country row;
    row.id = row.name = id;
    return append(network.countries, row);
}

std::uint32_t NetworkBuilder::product(std::string const& id) {
    Product row;
    row.id = row.name = id;
    row.stage = "material";
    return append(network.products, row);
}

std::uint32_t NetworkBuilder::route(std::string const& id) {
    return append(network.routes, Route{id, id});
}

std::uint32_t NetworkBuilder::node(std::uint32_t country,
                                   std::uint32_t product,
                                   double value_added) {
    auto const row = add_node(network,
                              network.countries[country].id + ":" +
                                  network.products[product].id + ":" +
                                  std::to_string(network.nodes.size()),
                              country, product, value_added);
    network.nodes[row].spare_capacity = 0;
    return row;
}

std::uint32_t NetworkBuilder::input(std::uint32_t buyer,
                                    std::uint32_t product,
                                    InputClass input_class,
                                    double cover_weeks,
                                    double adjustment_weeks) {
    auto const row = add_input(network, buyer, product, input_class);
    auto& use = network.inputs[row];
    use.cover_weeks = cover_weeks;
    use.adjustment_weeks = adjustment_weeks;
    use.resourcing_ceiling = 0;
    return row;
}

std::uint32_t NetworkBuilder::final_demand(std::uint32_t country,
                                           std::uint32_t product) {
    FinalDemand row;
    row.country = country;
    row.product = product;
    row.resourcing_ceiling = 0;
    return append(network.final_demand, row);
}

std::uint32_t NetworkBuilder::link(std::uint32_t supplier,
                                   std::uint32_t buyer,
                                   double flow,
                                   double alternate_weight) {
    return add_link(network, supplier, buyer, flow, alternate_weight);
}

std::uint32_t NetworkBuilder::sale(std::uint32_t supplier,
                                   std::uint32_t country,
                                   double flow,
                                   double alternate_weight) {
    auto const product = network.nodes[supplier].product;
    auto const& sinks = network.final_demand;
    bool const known =
        std::any_of(sinks.begin(), sinks.end(), [&](FinalDemand const& f) {
            return f.country == country && f.product == product;
        });
    if (!known) {
        final_demand(country, product);
    }
    return add_sale(network, supplier, country, flow, alternate_weight);
}

std::uint32_t NetworkBuilder::added_sink(SinkKind kind,
                                         std::uint32_t country,
                                         std::uint32_t product) {
    auto const row = final_demand(country, product);
    network.final_demand[row].kind = kind;
    return row;
}

std::uint32_t NetworkBuilder::fill_sink(std::uint32_t supplier,
                                        std::uint32_t sink,
                                        double flow) {
    auto const row = add_sale(network, supplier,
                              network.final_demand[sink].country, flow, 0);
    network.links[row].sink = sink;
    return row;
}

SupplyNetwork chain(double cover_weeks,
                    double adjustment_weeks,
                    double caution) {
    NetworkBuilder build;
    auto const home = build.country("AAA");
    auto const part = build.product("part");
    auto const good = build.product("good");
    auto const a = build.node(home, part, 50);
    auto const b = build.node(home, good, 50);
    auto const row = build.input(b, part, InputClass::critical, cover_weeks,
                                 adjustment_weeks);
    build.network.inputs[row].caution = caution;
    build.link(a, b, 100);
    build.sale(b, home, 200);
    return build.network;
}
}  // namespace chokepoint::test
