/// \file small_network.hpp
/// Four countries, a chain from ore to devices, two firms and two routes.
#pragma once

#include "tests/support/network_rows.hpp"

namespace chokepoint::test {
/// Nodes: 0 CHN:ore 1 AUS:ore 2 CHN:metal 3 JPN:metal 4 JPN:chip:EASTFAB
/// 5 USA:chip:WESTFAB 6 USA:chip 7 CHN:device 8 USA:device.
inline SupplyNetwork small_network() {
    SupplyNetwork n;
    n.countries = {{"AUS", "Australia", {"ALLIES"}, 1700, 0.05},
                   {"CHN", "China", {}, 17000, 0.20},
                   {"JPN", "Japan", {"ALLIES", "ISLANDS"}, 4200, 0.30},
                   {"USA", "United States", {"ALLIES"}, 27000, -1}};
    n.products = {{"ore", "Ore", "mine", "minerals", false, 2},
                  {"metal", "Metal", "refine", "minerals", false, 3},
                  {"chip", "Chip", "fab", "chips", true, 4},
                  {"device", "Device", "final", "users", false, 3}};
    n.firms = {{"EASTFAB", "East Fab", 2}, {"WESTFAB", "West Fab", 3}};
    n.routes = {{"STRAIT", "The Strait"}, {"CANAL", "The Canal"}};
    auto const node = [&](char const* id, std::uint32_t country,
                          std::uint32_t product, std::uint32_t firm,
                          double value_added) {
        add_node(n, id, country, product, value_added, firm);
    };
    node("CHN:ore", 1, 0, none, 5);
    node("AUS:ore", 0, 0, none, 4);
    node("CHN:metal", 1, 1, none, 7);
    node("JPN:metal", 2, 1, none, 3);
    node("JPN:chip:EASTFAB", 2, 2, 0, 20);
    node("USA:chip:WESTFAB", 3, 2, 1, 30);
    node("USA:chip", 3, 2, none, 10);
    node("CHN:device", 1, 3, none, 40);
    node("USA:device", 3, 3, none, 50);

    auto const link = [&](std::uint32_t supplier, std::uint32_t buyer,
                          double flow, std::vector<std::uint32_t> routes = {}) {
        n.links[add_link(n, supplier, buyer, flow, flow)].routes = routes;
    };
    link(0, 2, 6);
    link(0, 3, 2, {0});
    link(1, 2, 1, {0, 1});
    link(1, 3, 3);
    link(2, 4, 5, {0});
    link(2, 5, 4, {1});
    link(2, 6, 3, {1});
    link(3, 4, 6);
    link(3, 5, 2);
    link(4, 7, 15, {0});
    link(4, 8, 10);
    link(5, 7, 12, {1});
    link(5, 8, 20);
    link(6, 8, 6);
    auto const sale = [&](std::uint32_t supplier, std::uint32_t country,
                          double flow, std::vector<std::uint32_t> routes = {}) {
        n.links[add_sale(n, supplier, country, flow, flow)].routes = routes;
    };
    sale(7, 1, 30);
    sale(7, 3, 20, {1});
    sale(8, 3, 40);
    sale(8, 2, 10, {1});
    sale(3, 2, 1);  // a little metal goes to households

    add_input(n, 2, 0, InputClass::critical);
    add_input(n, 3, 0, InputClass::critical);
    add_input(n, 4, 1, InputClass::critical);
    add_input(n, 5, 1, InputClass::important);
    add_input(n, 6, 1, InputClass::bundle);
    add_input(n, 7, 2, InputClass::critical);
    add_input(n, 8, 2, InputClass::critical);
    n.final_demand = {{1, 3}, {2, 1}, {2, 3}, {3, 3}};
    return n;
}
}  // namespace chokepoint::test
