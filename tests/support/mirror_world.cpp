#include "tests/support/mirror_world.hpp"

#include "tests/support/network_builder.hpp"

namespace chokepoint::test {
MirrorWorld::MirrorWorld() {
    NetworkBuilder build;
    std::uint32_t const country[] = {build.country("AAA"),
                                     build.country("BBB")};
    auto const third = build.country("CCC");
    auto const part = build.product("part");
    auto const tool = build.product("tool");
    auto const good = build.product("good");
    for (int k : {0, 1}) {
        parts[k] = build.node(country[k], part, 40);
    }
    for (int k : {0, 1}) {
        tools[k] = build.node(country[k], tool, 7);
    }
    for (int k : {0, 1}) {
        goods[k] = build.node(country[k], good, 90);
    }
    auto const ally = build.node(third, part, 25);
    for (auto& node : build.network.nodes) {
        node.spare_capacity = 0.125;
    }
    for (int k : {0, 1}) {
        auto& in =
            build.network
                .inputs[build.input(goods[k], part, InputClass::critical, 3)];
        in.qualification_delay_weeks = 4;
        in.qualification_ramp_weeks = 10;
        in.resourcing_ceiling = 0.5;
    }
    for (int k : {0, 1}) {
        build.input(goods[k], tool, InputClass::important, 5);
    }
    auto const both = [](auto&& add) { add(0, 1), add(1, 0); };
    both([&](int k, int) { build.link(parts[k], goods[k], 33, 5); });
    both([&](int k, int other) {
        exports[k].push_back(build.link(parts[k], goods[other], 21));
    });
    both([&](int k, int) { build.link(ally, goods[k], 8.7, 20); });
    both([&](int k, int) { build.link(tools[k], goods[k], 3.1); });
    both([&](int k, int other) {
        exports[k].push_back(build.link(tools[k], goods[other], 4.9));
    });
    both([&](int k, int) { build.sale(goods[k], country[k], 150); });
    both([&](int k, int other) {
        exports[k].push_back(build.sale(goods[k], country[other], 11.3));
    });
    both([&](int k, int) { build.sale(goods[k], third, 17); });
    network = build.network;
}
}  // namespace chokepoint::test
