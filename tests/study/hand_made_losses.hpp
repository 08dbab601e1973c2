/// \file hand_made_losses.hpp
/// Results files whose losses are written by hand.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host/study/tables/write_statistics.hpp"
#include "kernels/views/output_layout.cuh"

namespace chokepoint::test {
/// Loss of a country until a horizon, million USD, by (package, world,
/// country, horizon).
using HandMadeLoss = std::function<double(
    std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t)>;

/// What the file says of itself; countries without further cells.
struct HandMade {
    std::vector<std::string> package{"none"}, country{"LAND"};
    std::vector<std::int32_t> horizon{104};
    std::uint32_t worlds = 200;
};

/// Write losses and statistics; nobody runs short.
inline void write_hand_made(std::string const& path,
                            HandMade const& made,
                            HandMadeLoss const& loss) {
    ResultsDescription d;
    d.scenarios = made.worlds;
    d.weeks = made.horizon.back();
    d.package = made.package;
    d.country = d.node_cell = d.sink_cell = made.country;
    d.product = {"ore"};
    d.node = {"LAND:ore"};
    d.horizon = made.horizon;
    d.losses = {"value_added"};
    auto const countries = static_cast<std::uint32_t>(made.country.size());
    auto const horizons = static_cast<std::uint32_t>(made.horizon.size());
    ModelView m{};
    m.metrics.node_cell.size = m.metrics.sink_cell.size = countries;
    m.metrics.horizons = horizons;
    m.network.countries = countries;
    OutputLayout const rows{m};
    ResultsFile file{path, d};
    for (std::uint32_t p = 0; p < made.package.size(); ++p) {
        ChunkLosses losses{{p, 0, made.worlds}, {}, {}};
        losses.value.assign(made.worlds * rows.float_rows(), 0);
        losses.count.assign(made.worlds * rows.integer_rows(), 0);
        for (auto row = rows.shortage_node(0); row < rows.retaliations();
             ++row) {
            for (std::uint32_t s = 0; s < made.worlds; ++s) {
                losses.count[row * made.worlds + s] = -1;
            }
        }
        for (std::uint32_t c = 0; c < countries; ++c) {
            for (std::uint32_t h = 0; h < horizons; ++h) {
                for (std::uint32_t s = 0; s < made.worlds; ++s) {
                    losses.value[rows.value_added(c, h) * made.worlds + s] =
                        static_cast<float>(loss(p, s, c, h));
                }
            }
        }
        file.write_losses(losses);
    }
    write_statistics(file);
    file.finish();
}
}  // namespace chokepoint::test
