/// \file selector.hpp
/// Names that select rows of a network.
#pragma once

#include <string>
#include <vector>

namespace chokepoint {
/// Names that select nodes, links or routes. An empty list is "all"; lists
/// of one selector are joined by "and". See selection.hpp for the grammar.
struct Selector {
    std::vector<std::string> countries, products, stages, firms, nodes, routes;
    std::vector<std::string> exporters, importers;
};
}  // namespace chokepoint
