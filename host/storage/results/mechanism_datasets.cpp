#include "host/storage/results/mechanism_datasets.hpp"

#include <utility>

namespace chokepoint {
namespace {
using Rows = std::vector<std::uint32_t>;

char const money[] = "million USD";

/// A row for each of `count` entries.
template <class Row>
Rows each(std::uint32_t count, Row&& row) {
    Rows rows;
    for (std::uint32_t i = 0; i < count; ++i) {
        rows.push_back(row(i));
    }
    return rows;
}

/// A row for each of `count` entries at each of `times` horizons or dates.
template <class Row>
Rows each(std::uint32_t count, std::uint32_t times, Row&& row) {
    Rows rows;
    for (std::uint32_t i = 0; i < count; ++i) {
        for (std::uint32_t t = 0; t < times; ++t) {
            rows.push_back(row(i, t));
        }
    }
    return rows;
}

/// Collects datasets of one group after the other.
class Collector {
  public:
    explicit Collector(ResultsDescription const& description)
        : l_{layout_of(description)} {}

    std::vector<GroupedDataset> operator()(bool retaliation) {
        reserves();
        prices();
        flows();
        denial();
        costs();
        slow_states();
        leverage();
        if (retaliation) {
            retaliations();
        }
        return std::move(all_);
    }

  private:
    void add(char const* path,
             char const* units,
             char const* long_name,
             std::vector<std::string> axes,
             Word word,
             Rows rows) {
        all_.push_back(
            {group_,
             {path, units, long_name, std::move(axes), word, std::move(rows)}});
    }

    void reserves() {
        group_ = "reserves";
        add("/losses/reserve_minimum", "weeks of use",
            "lowest content of a reserve", {"reserve"}, Word::real,
            each(l_.reserves, [&](auto r) { return l_.reserve_minimum(r); }));
        add("/losses/reserve_released", "weeks of use",
            "all that a reserve released", {"reserve"}, Word::real,
            each(l_.reserves, [&](auto r) { return l_.reserve_released(r); }));
        add("/losses/reserve_empty_weeks", "weeks",
            "weeks in which a reserve was empty", {"reserve"}, Word::integer,
            each(l_.reserves,
                 [&](auto r) { return l_.reserve_empty_weeks(r); }));
    }

    void prices() {
        group_ = "prices";
        add("/losses/price_peak", "share of baseline",
            "highest price of a market", {"market"}, Word::real,
            each(l_.markets, [&](auto m) { return l_.price_peak(m); }));
        add("/losses/price_mean", "share of baseline",
            "mean price of a market over all weeks", {"market"}, Word::real,
            each(l_.markets, [&](auto m) { return l_.price_mean(m); }));
    }

    void flows() {
        group_ = "flows";
        add("/losses/flow_lost", money,
            "shipments below baseline until the horizon; negative: more was "
            "shipped",
            {"flow", "horizon"}, Word::real,
            each(l_.flow_cells, l_.horizons,
                 [&](auto c, auto h) { return l_.flow_lost(c, h); }));
    }

    void denial() {
        group_ = "denial";
        add("/losses/denied", money,
            "deliveries below baseline until the horizon",
            {"denial", "horizon"}, Word::real,
            each(l_.denial_cells, l_.horizons,
                 [&](auto c, auto h) { return l_.denied(c, h); }));
        add("/losses/delay_weeks", "weeks",
            "weeks from the first with deliveries below 0.9 of baseline to "
            "the last one",
            {"denial"}, Word::integer,
            each(l_.denial_cells, [&](auto c) { return l_.delay_weeks(c); }));
        add("/losses/delay_censored", "1",
            "1 if deliveries were below 0.9 when the world ended", {"denial"},
            Word::integer, each(l_.denial_cells, [&](auto c) {
                return l_.delay_censored(c);
            }));
    }

    void costs() {
        group_ = "costs";
        std::vector<std::string> const axes{"country", "horizon"};
        auto const n = l_.cost_countries;
        add("/losses/duties", money,
            "duties that a country's buyers paid until the horizon", axes,
            Word::real, each(n, l_.horizons, [&](auto c, auto h) {
                return l_.duties(c, h);
            }));
        add("/losses/price_uplift", money,
            "what higher prices cost a country's buyers until the horizon: a "
            "transfer",
            axes, Word::real, each(n, l_.horizons, [&](auto c, auto h) {
                return l_.price_uplift(c, h);
            }));
        add("/losses/switching_cost", money,
            "premium on what a country's buyers got from other suppliers "
            "until the horizon",
            axes, Word::real, each(n, l_.horizons, [&](auto c, auto h) {
                return l_.switching_cost(c, h);
            }));
    }

    void slow_states() {
        group_ = "slow_states";
        std::vector<std::string> const axes{"country", "horizon"};
        auto const n = l_.state_countries;
        char const ratio[] = "share of baseline";
        add("/losses/capacity_index", ratio,
            "long-run capacity of a country at the horizon, weighted by value "
            "added",
            axes, Word::real, each(n, l_.horizons, [&](auto c, auto h) {
                return l_.capacity_index(c, h);
            }));
        add("/losses/competitiveness", ratio,
            "standing of a country's sellers with their buyers at the "
            "horizon, weighted by value added",
            axes, Word::real, each(n, l_.horizons, [&](auto c, auto h) {
                return l_.competitiveness(c, h);
            }));
    }

    void leverage() {
        group_ = "leverage";
        char const flow[] = "million USD/week";
        std::vector<std::string> const axes{"leverage", "date"};
        add("/losses/leverage", flow,
            "value added of B that hangs on inputs from A, at a date", axes,
            Word::real, each(l_.leverage_pairs, l_.dates, [&](auto p, auto d) {
                return l_.leverage(p, d);
            }));
        add("/losses/market_leverage", flow,
            "value added of B that hangs on sales to A, at a date", axes,
            Word::real, each(l_.leverage_pairs, l_.dates, [&](auto p, auto d) {
                return l_.market_leverage(p, d);
            }));
    }

    void retaliations() {
        group_ = "world";
        add("/world/retaliations", "1", "answers to measures of others", {},
            Word::integer, {l_.retaliations()});
        add("/world/longest_chain", "1",
            "longest chain of answers to answers; 1: to a first measure", {},
            Word::integer, {l_.longest_chain()});
        add("/world/retaliation_overflow", "1",
            "answers beyond the most that a world keeps, dropped (should be "
            "0)",
            {}, Word::integer, {l_.retaliation_overflow()});
    }

    OutputLayout l_;
    std::string group_;
    std::vector<GroupedDataset> all_;
};
}  // namespace

std::vector<GroupedDataset> mechanism_datasets(
    ResultsDescription const& description) {
    return Collector{description}(description.mechanisms.retaliation);
}
}  // namespace chokepoint
