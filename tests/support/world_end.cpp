#include "tests/support/world_end.hpp"

#include <algorithm>
#include <cmath>

#include "tests/support/model_builder.hpp"
#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
double mean_of(SupplyNetwork const& network,
               std::size_t country,
               std::vector<double> const& state) {
    double sum = 0, value_added = 0;
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        if (network.nodes[i].country == country) {
            sum += network.nodes[i].value_added * state[i];
            value_added += network.nodes[i].value_added;
        }
    }
    return value_added > 0 ? sum / value_added : 1;
}

void compare(char const* array,
             std::vector<double> const& a,
             std::vector<double> const& b,
             Deviation& worst) {
    for (std::size_t row = 0; row < std::max(a.size(), b.size()); ++row) {
        double const one = a.at(row);
        double const size =
            std::fabs(one - b.at(row)) / std::max(1.0, std::fabs(one));
        if (!(size <= worst.size)) {
            worst = {size, array, 0, row};
        }
    }
}
}  // namespace

WorldEnd end_of(SupplyNetwork const& network,
                Shocks const& shocks,
                std::vector<ReferenceWeek> const& path,
                std::vector<int> const& horizons) {
    WorldEnd end;
    for (std::size_t c = 0; c < network.countries.size(); ++c) {
        end.capacity.emplace_back();
        end.standing.emplace_back();
        for (int h : horizons) {
            auto const& week = path.at(static_cast<std::size_t>(h - 1));
            end.capacity[c].push_back(mean_of(network, c, kept_capacity(week)));
            end.standing[c].push_back(mean_of(network, c, week.standing));
        }
    }
    for (std::size_t k = 0; k < shocks.markets.size(); ++k) {
        double peak = 1, sum = 0;
        for (auto const& week : path) {
            double const price = std::exp(week.log_price[k]);
            peak = std::max(peak, price);
            sum += price;
        }
        end.price_peak.push_back(peak);
        end.price_mean.push_back(sum / static_cast<double>(path.size()));
    }
    for (std::size_t k = 0; k < shocks.stockpiles.size(); ++k) {
        double lowest = shocks.stockpiles[k].start, released = 0, use = 0;
        int empty = 0;
        for (auto const& week : path) {
            lowest = std::min(lowest, week.content[k]);
            empty += week.content[k] <= 0;
        }
        Baseline const base{network};
        for (auto g : shocks.stockpiles[k].users) {
            use += base.receipts[g];
        }
        for (auto const& week : path) {
            for (auto g : shocks.stockpiles[k].users) {
                released += week.released[g] / use;
            }
        }
        end.reserve_minimum.push_back(lowest);
        end.reserve_released.push_back(released);
        end.reserve_empty_weeks.push_back(empty);
    }
    return end;
}

WorldEnd end_of(CompiledModel const& model, ChunkLosses const& losses) {
    OutputLayout const rows{model.view()};
    auto const value = [&](std::uint32_t row) {
        return static_cast<double>(losses.value.at(row));
    };
    WorldEnd end;
    for (std::uint32_t c = 0; c < rows.countries; ++c) {
        end.capacity.emplace_back();
        end.standing.emplace_back();
        for (std::uint32_t h = 0; h < rows.horizons; ++h) {
            bool const kept = rows.state_countries > 0;
            end.capacity[c].push_back(kept ? value(rows.capacity_index(c, h))
                                           : 1);
            end.standing[c].push_back(kept ? value(rows.competitiveness(c, h))
                                           : 1);
        }
    }
    for (std::uint32_t k = 0; k < rows.markets; ++k) {
        end.price_peak.push_back(value(rows.price_peak(k)));
        end.price_mean.push_back(value(rows.price_mean(k)));
    }
    for (std::uint32_t k = 0; k < rows.reserves; ++k) {
        end.reserve_minimum.push_back(value(rows.reserve_minimum(k)));
        end.reserve_released.push_back(value(rows.reserve_released(k)));
        end.reserve_empty_weeks.push_back(
            losses.count.at(rows.reserve_empty_weeks(k)));
    }
    return end;
}

WorldEnd march_to_end(Who who,
                      SupplyNetwork const& network,
                      Shocks const& shocks,
                      CoreRules const& rules,
                      std::vector<int> const& horizons) {
    if (who == Who::reference) {
        return end_of(network, shocks,
                      march_reference(network, shocks, rules, horizons.back()),
                      horizons);
    }
    auto const model =
        build_model(network, shocks, rules, horizons.back(), horizons);
    return end_of(model, run_engine(model));
}

double last_price(Who who,
                  SupplyNetwork const& network,
                  Shocks const& shocks,
                  CoreRules const& rules,
                  int weeks) {
    auto const sum = [&](int until) {
        return until * march_to_end(who, network, shocks, rules, {until})
                           .price_mean.at(0);
    };
    return sum(weeks) - sum(weeks - 1);
}

Deviation largest_deviation(WorldEnd const& a, WorldEnd const& b) {
    Deviation worst;
    for (std::size_t c = 0; c < a.capacity.size(); ++c) {
        compare("kappa", a.capacity[c], b.capacity.at(c), worst);
        compare("chi", a.standing[c], b.standing.at(c), worst);
    }
    compare("price peak", a.price_peak, b.price_peak, worst);
    compare("price mean", a.price_mean, b.price_mean, worst);
    compare("reserve minimum", a.reserve_minimum, b.reserve_minimum, worst);
    compare("reserve released", a.reserve_released, b.reserve_released, worst);
    return worst;
}
}  // namespace chokepoint::test
