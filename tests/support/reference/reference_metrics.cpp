#include "tests/support/reference/reference_metrics.hpp"

#include <algorithm>

#include "tests/support/reference/reference_baseline.hpp"

namespace chokepoint::test {
namespace {
/// One country's weekly series.
struct Series {
    std::vector<double> gross, net, lost_demand;
    double value_added = 0;
};

Series national_series(Baseline const& base,
                       std::uint32_t country,
                       std::vector<ReferenceWeek> const& path) {
    auto const& n = base.network;
    Series s;
    for (auto const& node : n.nodes) {
        s.value_added += node.country == country ? node.value_added : 0;
    }
    for (auto const& week : path) {
        double gross = 0, net = 0, lost_demand = 0;
        for (std::size_t i = 0; i < n.nodes.size(); ++i) {
            if (n.nodes[i].country == country) {
                double const lost = 1 - week.output[i];
                gross += n.nodes[i].value_added * std::max(0.0, lost);
                net += n.nodes[i].value_added * lost;
            }
        }
        for (std::size_t j = 0; j < n.final_demand.size(); ++j) {
            if (n.final_demand[j].country == country) {
                lost_demand += week.lost[j] * base.receipts[base.inputs() + j];
            }
        }
        s.gross.push_back(gross);
        s.net.push_back(net);
        s.lost_demand.push_back(lost_demand);
    }
    return s;
}

double sum_until(std::vector<double> const& series, int horizon) {
    double sum = 0;
    for (int t = 0; t < horizon; ++t) {
        sum += series[t];
    }
    return sum;
}

/// Model B9.3: first of 8 weeks with output >= 0.99 after the peak.
void find_recovery(Series const& s, ReferenceLosses& out) {
    int const run = 8;
    auto const weeks = static_cast<int>(s.net.size());
    for (int t = 0; t < weeks; ++t) {
        if (s.gross[t] > out.peak_loss) {
            out.peak_loss = s.gross[t];
            out.peak_week = t;
        }
    }
    int good = 0;
    for (int t = out.peak_week; t < weeks; ++t) {
        good = s.net[t] <= 0.01 * s.value_added ? good + 1 : 0;
        if (good == run) {
            out.recovery_weeks = t - run + 1 - out.peak_week;
            return;
        }
    }
    out.recovery_weeks = weeks;
    out.recovery_censored = true;
}

/// Model D1: an episode ends after 4 weeks below 0.001 of weekly VA.
void find_episode(Series const& s, ReferenceLosses& out) {
    double episode = 0;
    int quiet = 4;
    for (double loss : s.gross) {
        if (loss > 1e-3 * s.value_added) {
            quiet = 0;
            episode += loss;
        } else if (++quiet >= 4) {
            episode = 0;
        }
        out.episode_loss = std::max(out.episode_loss, episode);
    }
}

/// Metric 4, on stocks at the end of the week.
void count_shortages(Baseline const& base,
                     std::uint32_t country,
                     std::vector<ReferenceWeek> const& path,
                     ReferenceLosses& out) {
    auto const& n = base.network;
    double cover = 1e300;
    for (std::size_t g = 0; g < base.inputs(); ++g) {
        auto const& in = n.inputs[g];
        if (in.input_class != InputClass::critical ||
            n.nodes[in.buyer].country != country) {
            continue;
        }
        double const throttle =
            std::max(1.0, in.caution * (1 + in.cover_weeks));
        for (auto const& week : path) {
            out.shortage_weeks += week.stock[g] < throttle;
            out.stockout_weeks += week.stock[g] < 0.05;
            cover = std::min(cover, week.stock[g]);
        }
    }
    out.minimum_cover_days = 7 * cover;
}
}  // namespace

std::vector<ReferenceLosses> reference_losses(
    SupplyNetwork const& network,
    std::vector<ReferenceWeek> const& path,
    std::vector<int> const& horizons) {
    Baseline const base{network};
    std::vector<ReferenceLosses> losses(network.countries.size());
    for (std::uint32_t c = 0; c < losses.size(); ++c) {
        auto const series = national_series(base, c, path);
        auto& out = losses[c];
        for (int h : horizons) {
            out.value_added.push_back(sum_until(series.gross, h));
            out.value_added_net.push_back(sum_until(series.net, h));
            out.final_demand.push_back(sum_until(series.lost_demand, h));
        }
        find_recovery(series, out);
        find_episode(series, out);
        count_shortages(base, c, path, out);
    }
    return losses;
}
}  // namespace chokepoint::test
