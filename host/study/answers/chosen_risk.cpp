#include "host/study/answers/chosen_risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/statistics/risk.hpp"
#include "host/statistics/weighted_shares.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();
std::int32_t const year = 52;  ///< weeks
using Losses = std::vector<float>;

/// sqrt of the variance; weights w that sum to 1: as of n = 1 / sum w^2 rows.
double standard_deviation(Sample const& sample, double mean) {
    auto const rows = sample.effective_size();
    if (!(rows > 1)) {
        return unknown;
    }
    double squares = 0;
    for (std::size_t k = 0; k < sample.size(); ++k) {
        auto const off = double{sample.sorted()[k]} - mean;
        squares += sample.weight(k) * off * off;
    }
    return std::sqrt(squares * rows / (rows - 1));
}

RiskLine line_of(std::string const& country,
                 Losses const& losses,
                 std::vector<double> const& weights,
                 RiskQuestion const& question) {
    Sample const sample{losses, weights};
    auto const chance = [&](double amount) {
        return share_above(losses, amount, weights);
    };
    RiskLine line{country, mean(sample), 0, chance(0), {}, {}, {}};
    line.deviation = standard_deviation(sample, line.expected.value);
    for (auto const level : question.levels) {
        Estimate const none{unknown, unknown, unknown};
        bool const beyond = tail_worlds(sample, level) >= 1 - level_slack;
        line.loss.push_back(beyond ? value_at_risk(sample, level) : none);
        line.tail.push_back(enough_tail(sample, level)
                                ? tail_value_at_risk(sample, level)
                                : none);
    }
    for (auto const amount : question.above) {
        line.above.push_back(chance(amount));
    }
    return line;
}

/// Losses of one country at the horizons that periods begin or end with.
class Held {
  public:
    Held(ResultsDescription const& d, std::vector<LossPeriod> const& periods)
        : horizons_{d.horizon}, losses_(d.horizon.size()) {
        for (auto const& period : periods) {
            for (auto const end : {period.from, period.to}) {
                if (end > 0) {
                    last_ = std::max(last_, place(end));
                }
            }
        }
    }

    void keep(std::uint32_t horizon, Losses&& losses) {
        losses_[horizon] = std::move(losses);
    }
    bool complete(std::uint32_t horizon) const { return horizon == last_; }

    Losses in(LossPeriod const& period) const {
        auto losses = losses_[place(period.to)];
        if (period.from > 0) {
            auto const& before = losses_[place(period.from)];
            for (std::size_t s = 0; s < losses.size(); ++s) {
                losses[s] = std::max(0.f, losses[s] - before[s]);
            }
        }
        return losses;
    }

  private:
    std::uint32_t place(std::int32_t weeks) const {
        return static_cast<std::uint32_t>(
            std::find(horizons_.begin(), horizons_.end(), weeks) -
            horizons_.begin());
    }

    std::vector<std::int32_t> const& horizons_;
    std::vector<Losses> losses_;
    std::uint32_t last_ = 0;
};
}  // namespace

std::vector<LossPeriod> years_within(ResultsDescription const& d,
                                     std::uint32_t horizon) {
    std::vector<LossPeriod> years;
    auto const has = [&](std::int32_t weeks) {
        return weeks == 0 ||
               std::count(d.horizon.begin(), d.horizon.end(), weeks) > 0;
    };
    for (auto end = year; end <= d.horizon[horizon]; end += year) {
        if (has(end) && has(end - year)) {
            years.push_back({end - year, end});
        }
    }
    return years;
}

std::vector<std::vector<RiskLine>> risk_lines(
    ResultsReader const& reader,
    std::uint32_t package,
    std::vector<LossPeriod> const& periods,
    std::vector<std::uint32_t> const& countries,
    RiskQuestion const& question) {
    auto const& d = reader.description();
    auto const weights = reader.weights();
    auto const horizons = static_cast<std::uint32_t>(d.horizon.size());
    Held held{d, periods};
    std::vector<std::vector<double>> total(periods.size(),
                                           std::vector<double>(d.scenarios));
    std::vector<std::vector<RiskLine>> lines(
        periods.size(), std::vector<RiskLine>(countries.size()));
    auto const add_country = [&](std::uint32_t country) {
        for (std::size_t p = 0; p < periods.size(); ++p) {
            auto const losses = held.in(periods[p]);
            for (std::size_t s = 0; s < losses.size(); ++s) {
                total[p][s] += double{losses[s]};
            }
            for (std::size_t i = 0; i < countries.size(); ++i) {
                if (countries[i] == country) {
                    lines[p][i] =
                        line_of(d.country[country], losses, weights, question);
                }
            }
        }
    };
    reader.for_each_column("/losses/value_added", package,
                           [&](std::uint32_t column, Losses&& losses) {
                               auto const horizon = column % horizons;
                               held.keep(horizon, std::move(losses));
                               if (held.complete(horizon)) {
                                   add_country(column / horizons);
                               }
                           });
    for (std::size_t p = 0; p < periods.size(); ++p) {
        lines[p].push_back(line_of("All countries",
                                   {total[p].begin(), total[p].end()}, weights,
                                   question));
    }
    return lines;
}
}  // namespace chokepoint
