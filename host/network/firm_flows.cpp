#include "host/network/firm_flows.hpp"

#include <algorithm>
#include <cmath>

#include "host/network/counted_random.hpp"

namespace chokepoint {
namespace {
/// Weekly final demand for each node of a network, million USD: a firm of a
/// billion USD a year.
constexpr double final_demand_per_node = 20;

/// Value added of a firm with inputs, share of sales; from 35 % (assembly) to
/// 75 % (design, mines), the range of manufacturing in input-output tables.
constexpr double lowest_value_added = 0.35, highest_value_added = 0.75;

/// Part of a buyer's spending that all of its suppliers get alike.
constexpr double least_share = 0.1;

/// Find what is spent on each supplier per unit of sales.
std::vector<std::vector<double>> cost_shares(FirmTopology const& t,
                                             CountedRandom& random) {
    std::vector<std::vector<double>> share(t.suppliers.size());
    for (std::size_t i = 0; i < share.size(); ++i) {
        double const value_added =
            lowest_value_added +
            (highest_value_added - lowest_value_added) * random.uniform();
        double sum = 0;
        for (auto const supplier : t.suppliers[i]) {
            share[i].push_back((0.5 + random.uniform()) *
                               std::sqrt(t.size[supplier]));
            sum += share[i].back();
        }
        // No supplier so small that flows vanish along a chain.
        double const least =
            least_share * sum / static_cast<double>(share[i].size());
        for (auto& s : share[i]) {
            s += least;
        }
        sum *= 1 + least_share;
        for (auto& s : share[i]) {
            s *= (1 - value_added) / sum;
        }
    }
    return share;
}

/// Solve sales = final + sum of shares * sales of buyers, buyers before their
/// suppliers. Suppliers that are numbered after a buyer (loops) wait for the
/// next sweep: without loops one sweep is exact, with them each shrinks the
/// error by at least the share that inputs have in sales.
std::vector<double> solve_sales(FirmTopology const& t,
                                std::vector<std::vector<double>> const& share,
                                std::vector<double> const& final_sales) {
    constexpr int most_sweeps = 200;
    constexpr double tolerance = 1e-14;
    std::vector<double> sales(final_sales.size(), 0);
    std::vector<double> backward(final_sales.size(), 0);
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        auto next = final_sales;
        std::vector<double> next_backward(final_sales.size(), 0);
        double change = 0;
        for (auto i = next.size(); i-- > 0;) {
            next[i] += backward[i];
            change = std::max(change, std::abs(next[i] - sales[i]) / next[i]);
            for (std::size_t k = 0; k < share[i].size(); ++k) {
                auto const supplier = t.suppliers[i][k];
                (supplier < i ? next : next_backward)[supplier] +=
                    share[i][k] * next[i];
            }
        }
        sales = std::move(next);
        backward = std::move(next_backward);
        if (change < tolerance) {
            break;
        }
    }
    return sales;
}
}  // namespace

FirmFlows balance_flows(FirmTopology const& t, GenerateOptions const& options) {
    CountedRandom random{options.seed,
                         static_cast<std::uint64_t>(Purpose::flows)};
    auto const nodes = t.suppliers.size();
    FirmFlows flows;
    flows.final.resize(nodes);
    std::vector<double> final_sales(nodes, 0);
    double total = 0;
    for (std::size_t i = 0; i < nodes; ++i) {
        for (std::size_t k = 0; k < t.final_buyers[i].size(); ++k) {
            flows.final[i].push_back(t.size[i] * (0.5 + random.uniform()));
            total += flows.final[i].back();
        }
    }
    double const unit =
        final_demand_per_node * static_cast<double>(nodes) / total;
    for (std::size_t i = 0; i < nodes; ++i) {
        for (auto& flow : flows.final[i]) {
            flow *= unit;
            final_sales[i] += flow;
        }
    }

    flows.input = cost_shares(t, random);
    auto const sales = solve_sales(t, flows.input, final_sales);
    flows.value_added = final_sales;
    for (std::size_t i = 0; i < nodes; ++i) {
        for (std::size_t k = 0; k < flows.input[i].size(); ++k) {
            auto& flow = flows.input[i][k];
            flow *= sales[i];
            flows.value_added[t.suppliers[i][k]] += flow;
            flows.value_added[i] -= flow;
        }
    }
    return flows;
}
}  // namespace chokepoint
