#include "host/campaign/selection/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/network/input_error.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
namespace {
/// What a name stands for: one row, or the rows of a bloc, group or stage.
using Dictionary = std::map<std::string, Rows>;

template <class Table>
Dictionary ids_of(Table const& table) {
    Dictionary meaning;
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        meaning[table[i].id].push_back(i);
    }
    return meaning;
}

Mask select(std::vector<std::string> const& names,
            Dictionary const& meaning,
            std::size_t rows,
            SourceLocation const& location,
            char const* key,
            char const* kind) {
    bool const from_all = names.empty() || names.front()[0] == '!';
    Mask mask(rows, from_all);
    for (auto const& name : names) {
        bool const remove = !name.empty() && name[0] == '!';
        auto const word = remove ? name.substr(1) : name;
        if (word == "all") {
            mask.assign(rows, !remove);
            continue;
        }
        auto const found = meaning.find(word);
        if (found == meaning.end()) {
            std::vector<std::string> known;
            for (auto const& entry : meaning) {
                known.push_back(entry.first);
            }
            location.fail(
                key, fmt::format("'{}' is not a {} of this network{}", word,
                                 kind, nearest_hint(word, known)));
        }
        for (auto const row : found->second) {
            mask[row] = !remove;
        }
    }
    if (!names.empty() && std::count(mask.begin(), mask.end(), 1) == 0) {
        location.fail(key, fmt::format("selects no {}", kind));
    }
    return mask;
}

}  // namespace

Rows rows_of(Mask const& mask) {
    Rows rows;
    for (std::uint32_t i = 0; i < mask.size(); ++i) {
        if (mask[i]) {
            rows.push_back(i);
        }
    }
    return rows;
}

Mask Selection::firms(std::vector<std::string> const& names,
                      SourceLocation const& location) const {
    auto meaning = ids_of(network_.firms);
    for (std::uint32_t f = 0; f < network_.firms.size(); ++f) {
        if (network_.firms[f].parent != none) {
            meaning[network_.firms[network_.firms[f].parent].id].push_back(f);
        }
    }
    return select(names, meaning, network_.firms.size(), location, "firms",
                  "firm");
}

Mask Selection::stages(std::vector<std::string> const& names,
                       SourceLocation const& location,
                       char const* key) const {
    Dictionary stage_rows;
    for (std::uint32_t p = 0; p < network_.products.size(); ++p) {
        stage_rows[network_.products[p].stage].push_back(p);
    }
    return select(names, stage_rows, network_.products.size(), location, key,
                  "stage");
}

Mask Selection::countries(std::vector<std::string> const& names,
                          SourceLocation const& location,
                          char const* key) const {
    auto meaning = ids_of(network_.countries);
    for (std::uint32_t c = 0; c < network_.countries.size(); ++c) {
        for (auto const& bloc : network_.countries[c].blocs) {
            meaning["bloc:" + bloc].push_back(c);
        }
    }
    return select(names, meaning, network_.countries.size(), location, key,
                  "country or bloc");
}

Mask Selection::products(std::vector<std::string> const& names,
                         SourceLocation const& location,
                         char const* key) const {
    auto meaning = ids_of(network_.products);
    for (std::uint32_t p = 0; p < network_.products.size(); ++p) {
        meaning["group:" + network_.products[p].group].push_back(p);
    }
    return select(names, meaning, network_.products.size(), location, key,
                  "product or group");
}

Rows Selection::routes(std::vector<std::string> const& names,
                       SourceLocation const& location) const {
    auto rows =
        rows_of(select(names, ids_of(network_.routes), network_.routes.size(),
                       location, "routes", "route"));
    if (rows.empty()) {
        location.fail("routes", "this network has no routes");
    }
    return rows;
}

Rows Selection::nodes(Selector const& selector,
                      SourceLocation const& location) const {
    auto const in_country =
        countries(selector.countries, location, "countries");
    auto const of_product = products(selector.products, location);
    auto const of_stage = stages(selector.stages, location);
    auto const of_firm = firms(selector.firms, location);
    auto const named = select(selector.nodes, ids_of(network_.nodes),
                              network_.nodes.size(), location, "nodes", "node");
    Rows rows;
    for (std::uint32_t i = 0; i < network_.nodes.size(); ++i) {
        auto const& node = network_.nodes[i];
        bool const firm_matches =
            selector.firms.empty() || (node.firm != none && of_firm[node.firm]);
        if (in_country[node.country] && of_product[node.product] &&
            of_stage[node.product] && firm_matches && named[i]) {
            rows.push_back(i);
        }
    }
    if (rows.empty()) {
        location.fail("",
                      "selects no node: nothing matches all of countries, "
                      "products, stages, firms and nodes");
    }
    return rows;
}

Rows Selection::matching_trade(Selector const& selector,
                               SourceLocation const& location) const {
    auto const from = countries(selector.exporters, location, "exporters");
    auto const to = countries(selector.importers, location, "importers");
    auto const of_product = products(selector.products, location);
    auto const of_firm = firms(selector.firms, location);
    Rows rows;
    for (std::uint32_t l = 0; l < network_.links.size(); ++l) {
        auto const& link = network_.links[l];
        auto const firm =
            link.to_final_demand ? none : network_.nodes[link.buyer].firm;
        bool const firm_matches =
            selector.firms.empty() || (firm != none && of_firm[firm]);
        if (from[exporter(link)] && to[importer(link)] &&
            exporter(link) != importer(link) && of_product[product(link)] &&
            firm_matches) {
            rows.push_back(l);
        }
    }
    return rows;
}

Rows Selection::trade(Selector const& selector,
                      SourceLocation const& location) const {
    auto rows = matching_trade(selector, location);
    if (rows.empty()) {
        location.fail(
            "",
            "selects no trade: no link crosses a border from the "
            "exporters to the importers with these products and firms");
    }
    return rows;
}

Rows Selection::border(Mask const& region) const {
    Rows rows;
    for (std::uint32_t l = 0; l < network_.links.size(); ++l) {
        auto const& link = network_.links[l];
        if (region[exporter(link)] != region[importer(link)]) {
            rows.push_back(l);
        }
    }
    return rows;
}

Rows Selection::on_route(std::uint32_t route) const {
    Rows rows;
    for (std::uint32_t l = 0; l < network_.links.size(); ++l) {
        auto const& routes = network_.links[l].routes;
        if (std::find(routes.begin(), routes.end(), route) != routes.end()) {
            rows.push_back(l);
        }
    }
    return rows;
}

Rows Selection::sinks(Selector const& selector,
                      SourceLocation const& location) const {
    auto const in_country =
        countries(selector.countries, location, "countries");
    auto const of_product = products(selector.products, location);
    Rows rows;
    for (std::uint32_t s = 0; s < network_.final_demand.size(); ++s) {
        auto const& sink = network_.final_demand[s];
        if (sink.kind == SinkKind::final_demand && in_country[sink.country] &&
            of_product[sink.product]) {
            rows.push_back(s);
        }
    }
    if (rows.empty()) {
        location.fail("",
                      "selects no final demand: no country of the list demands "
                      "one of the products");
    }
    return rows;
}
}  // namespace chokepoint
