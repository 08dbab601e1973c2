/// \file measure_models.hpp
/// One measure in package 1, and what of it can be seen in the model.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "kernels/world/random.cuh"
#include "tests/campaign/campaign_text.hpp"

namespace chokepoint::test {
inline CompiledModel one_measure(std::string const& measure,
                                 std::string const& package = "",
                                 std::vector<std::string>* warnings = nullptr) {
    return model_of("[[measure]]\nname = \"m\"\n" + measure +
                        "[[package]]\nname = \"p\"\nmeasures = [\"m\"]\n" +
                        package,
                    warnings);
}

inline std::vector<Activation> started(CompiledModel const& m,
                                       std::size_t package) {
    return {m.activation.begin() + m.package[package].first_activation,
            m.activation.begin() + m.package[package].last_activation};
}

/// A ban of the USA against China that Japan is asked to join.
inline constexpr char japan_joins[] =
    "type = \"ban\"\nsenders = [\"USA\"]\nimporters = [\"CHN\"]\n"
    "allies = [\"JPN\"]\nstart_week = 10\n";

/// Table links in the scope of a slot.
inline std::set<std::uint32_t> scope_of(CompiledModel const& m,
                                        std::uint32_t slot) {
    std::set<std::uint32_t> links;
    for (std::uint32_t l = 0; l < m.network.in_position.size(); ++l) {
        for (auto const s : slots_on(m, l)) {
            if (s == slot) {
                links.insert(l);
            }
        }
    }
    return links;
}

/// Median of a quantile table of the model.
inline float median_of(CompiledModel const& m, std::uint32_t table) {
    return draw_from(m.view(), table, 0x80000000u);
}

/// What influences a node, in order.
inline std::vector<Influence> influences_on(CompiledModel const& m,
                                            std::uint32_t node) {
    if (m.influence_class.empty()) {
        return {};
    }
    auto const& c = m.influence_class[m.slow_node[node].influence];
    return {m.influence.begin() + c.first, m.influence.begin() + c.last};
}
}  // namespace chokepoint::test
