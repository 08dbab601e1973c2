#include "tests/support/world_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chokepoint::test {
namespace {
using Rows = std::vector<std::vector<double>>;

void compare(char const* array,
             Rows const& a,
             Rows const& b,
             Deviation& worst) {
    for (std::size_t week = 0; week < a.size(); ++week) {
        for (std::size_t row = 0; row < a[week].size(); ++row) {
            double const one = a[week][row], other = b.at(week).at(row);
            double size =
                std::fabs(one - other) / std::max(1.0, std::fabs(one));
            if (std::isnan(size)) {
                size = std::numeric_limits<double>::infinity();
            }
            if (size > worst.size) {
                worst = {size, array, week, row};
            }
        }
    }
}

/// A state that the engine does not keep is 1 everywhere.
std::vector<double> all_of(std::vector<float> const& values, std::size_t rows) {
    return values.empty() ? std::vector<double>(rows, 1)
                          : std::vector<double>(values.begin(), values.end());
}
}  // namespace

WorldPath as_path(SupplyNetwork const& network,
                  std::vector<ReferenceWeek> const& weeks) {
    WorldPath path;
    for (auto const& week : weeks) {
        path.output.push_back(week.output);
        path.capacity.push_back(week.damage_factor);
        path.stock.push_back(week.stock);
        path.order.push_back(week.order);
        path.receipts.push_back(week.receipts);
        auto const first_sink =
            week.order.begin() + static_cast<long>(network.inputs.size());
        path.wanted.push_back({first_sink, week.order.end()});
        path.growth.push_back(kept_capacity(week));
        path.upkeep.push_back(week.upkeep);
        path.standing.push_back(week.standing);
        path.log_price.push_back(week.log_price);
        path.reserve.push_back(week.content);
        path.measure_pass.push_back(week.measure_pass);
        path.pair_loss.push_back(week.pair_loss);
        path.tension.push_back({week.tension});
        path.retaliations.push_back(week.retaliations);
    }
    return path;
}

WorldPath as_path(SupplyNetwork const& network,
                  std::vector<TraceWeek> const& weeks) {
    auto const group = RowMap{network}.group;
    auto const in_table_order = [&](std::vector<float> const& values) {
        std::vector<double> rows;
        for (auto g : group) {
            rows.push_back(values.at(g));
        }
        return rows;
    };
    WorldPath path;
    for (auto const& week : weeks) {
        path.output.emplace_back(week.output.begin(), week.output.end());
        path.capacity.emplace_back(week.capacity.begin(), week.capacity.end());
        path.stock.push_back(in_table_order(week.stock));
        for (std::size_t g = 0; g < network.inputs.size(); ++g) {
            // A CAPITAL input has no stock; what its row says means nothing.
            if (network.inputs[g].input_class == InputClass::capital) {
                path.stock.back()[g] = 0;
            }
        }
        path.order.push_back(in_table_order(week.order));
        path.receipts.push_back(in_table_order(week.receipts));
        path.wanted.emplace_back(week.demand.begin(), week.demand.end());
        path.growth.push_back(all_of(week.growth, network.nodes.size()));
        path.upkeep.push_back(all_of(week.upkeep, network.nodes.size()));
        path.standing.push_back(all_of(week.standing, network.nodes.size()));
        path.log_price.emplace_back(week.log_price.begin(),
                                    week.log_price.end());
        path.reserve.emplace_back(week.reserve.begin(), week.reserve.end());
        path.measure_pass.emplace_back(week.slot_pass.begin(),
                                       week.slot_pass.end());
        path.pair_loss.emplace_back(week.pair_loss.begin(),
                                    week.pair_loss.end());
        path.tension.push_back({week.tension});
        path.retaliations.push_back(week.retaliations);
    }
    return path;
}

WorldPath march(Who who,
                SupplyNetwork const& network,
                Shocks const& shocks,
                CoreRules const& rules,
                int weeks) {
    if (who == Who::reference) {
        return as_path(network, march_reference(network, shocks, rules, weeks));
    }
    return as_path(network, trace_engine(network, shocks, rules, weeks).weeks);
}

double lost_output(WorldPath const& path, std::uint32_t node) {
    double lost = 0;
    for (auto const& week : path.output) {
        lost += 1 - week.at(node);
    }
    return lost;
}

Deviation largest_deviation(WorldPath const& a, WorldPath const& b) {
    Deviation worst;
    compare("output", a.output, b.output, worst);
    compare("capacity", a.capacity, b.capacity, worst);
    compare("stock", a.stock, b.stock, worst);
    compare("order", a.order, b.order, worst);
    compare("receipts", a.receipts, b.receipts, worst);
    compare("wanted", a.wanted, b.wanted, worst);
    compare("kappa eta", a.growth, b.growth, worst);
    compare("eta", a.upkeep, b.upkeep, worst);
    compare("chi", a.standing, b.standing, worst);
    compare("log price", a.log_price, b.log_price, worst);
    compare("reserve", a.reserve, b.reserve, worst);
    compare("measure pass", a.measure_pass, b.measure_pass, worst);
    compare("pair loss", a.pair_loss, b.pair_loss, worst);
    compare("tension", a.tension, b.tension, worst);
    return worst;
}

std::ostream& operator<<(std::ostream& out, Deviation const& deviation) {
    return out << deviation.size << " in " << deviation.array << "["
               << deviation.row << "] of week " << deviation.week;
}
}  // namespace chokepoint::test
