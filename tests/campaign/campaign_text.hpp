/// \file campaign_text.hpp
/// Campaigns of a few lines, compiled on the small network.
#pragma once

#include <string>
#include <vector>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/campaign/small_network.hpp"

namespace chokepoint::test {
/// Line 1 is "[campaign]", line 2 the network; `text` starts on line 3.
inline Campaign campaign_of(std::string const& text,
                            std::vector<std::string> const& overrides = {}) {
    return parse_campaign("[campaign]\nnetwork = \"nets/small\"\n" + text,
                          "dir/try.toml", overrides);
}

inline CompiledModel model_of(std::string const& text,
                              std::vector<std::string>* warnings = nullptr) {
    return compile(campaign_of(text), small_network(), warnings);
}

/// Nodes of a set of the model.
inline std::vector<std::uint32_t> set_of(CompiledModel const& m,
                                         std::uint32_t set) {
    return {m.set_node.begin() + m.set_first[set],
            m.set_node.begin() + m.set_first[set + 1]};
}

/// Slots on a table link, in order, as both buyer and supplier see them.
inline std::vector<std::uint32_t> slots_on(CompiledModel const& m,
                                           std::uint32_t link) {
    auto const control =
        m.network.in_link[m.network.in_position[link]].control & ~quantity_bit;
    auto const& c = m.control_class.at(control);
    return {m.class_slot.begin() + c.first_slot,
            m.class_slot.begin() + c.last_slot};
}
}  // namespace chokepoint::test
