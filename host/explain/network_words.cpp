#include "host/explain/network_words.hpp"

#include <fmt/format.h>

#include "host/network/review/mechanisms_in_use.hpp"

namespace chokepoint {
namespace {
/// "3 nodes", "1 node"
std::string rows(std::size_t n, char const* what, char const* plural) {
    return fmt::format("{} {}", n, n == 1 ? what : plural);
}
}  // namespace

std::vector<std::string> network_words(SupplyNetwork const& network) {
    auto const use = mechanisms_in_use(network);
    std::vector<std::string> words;
    auto const say = [&](std::size_t n, std::string const& text) {
        if (n > 0) {
            words.push_back(text);
        }
    };
    auto const nodes = [](std::size_t n) { return rows(n, "node", "nodes"); };
    auto const inputs = [](std::size_t n) {
        return rows(n, "input", "inputs");
    };
    auto const products = [](std::size_t n) {
        return rows(n, "product", "products");
    };
    say(use.work_in_process,
        "work in process of " + nodes(use.work_in_process));
    say(use.idle_capacity,
        "idle capacity, or overtime in a time of its own, "
        "of " +
            nodes(use.idle_capacity));
    say(use.sites, "several sites of " + nodes(use.sites));
    say(use.hazard_regions,
        "hazard regions of " +
            rows(use.hazard_regions, "country", "countries"));
    say(use.supply_line,
        "buyers who remember what is under way of " + inputs(use.supply_line));
    say(use.shifting, "orders that move to those who deliver of " +
                          rows(use.shifting, "buyer", "buyers"));
    say(use.savings, "savings of " + inputs(use.savings));
    say(use.bought_as_parts,
        fmt::format("specific parts of {}: {} more",
                    inputs(use.bought_as_parts),
                    rows(use.specific_parts, "group", "groups")));
    say(use.first_served, "buyers of the most value served first of " +
                              products(use.first_served));
    say(use.by_priority,
        "scarce output by priority of " + products(use.by_priority));
    return words;
}
}  // namespace chokepoint
