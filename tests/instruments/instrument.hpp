/// \file instrument.hpp
/// Instruments on trial: the same worlds with and without one, through a
/// campaign file, the compiler and the CPU engine.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <iosfwd>
#include <string>
#include <vector>

#include "host/campaign/model/compiled_model.hpp"
#include "host/network/supply_network.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint::test {
inline constexpr std::uint32_t trial_worlds = 24;
inline constexpr int trial_weeks = 104;

/// small_network(), and a tool maker in the USA that serves EASTFAB and a
/// small second chip maker in China. CHN:device belongs to a firm, DRAGON;
/// Chinese households buy chips of USA:chip.
SupplyNetwork trial_network();

/// A [[measure]] of the campaign.
std::string measure(std::string const& name,
                    std::string const& type,
                    std::string const& keys);

/// The [[package]] "trial".
std::string package(std::vector<std::string> const& measures,
                    std::string const& keys = "");

/// Which sections a trial's campaign has besides its own text.
enum class Background {
    watched,    ///< accidents, earthquakes, storms; every metric
    unwatched,  ///< the same without optional metrics
    quiet,      ///< every metric, nothing by chance
};

/// What the package "trial" of a campaign gave.
class Trial {
  public:
    explicit Trial(std::string const& text,
                   std::vector<std::string> const& overrides = {},
                   Background background = Background::watched,
                   std::string const& package = "trial");

    // Means over the worlds. Money in million USD until the last week.
    double lost(char const* country) const;  ///< value added, gross
    double lost_net(char const* country) const;
    double unmet(char const* country) const;  ///< final demand
    double fewer_shipments(char const* flow) const;
    double denied(char const* party) const;
    double delay_weeks(char const* party) const;
    double duties(char const* country) const;
    double price_uplift(char const* country) const;
    double switching_cost(char const* country) const;
    double capacity(char const* country) const;  ///< kappa, 1 = baseline
    double standing(char const* country) const;  ///< chi
    /// \param date  0: before the first week; ...: of metrics.leverage
    double leverage(char const* pair, std::uint32_t date) const;
    double market_leverage(char const* pair, std::uint32_t date) const;
    double price_peak(char const* market) const;
    double released(char const* reserve) const;
    double lowest_content(char const* reserve) const;
    double shortage_weeks(char const* country) const;
    double highest_tension() const;
    double regime_weeks(std::uint32_t regime) const;
    double events(char const* family) const;
    double retaliations() const;
    double longest_chain() const;

    /// Of one world.
    double fewer_shipments(char const* flow, std::uint32_t world) const;

    CompiledModel const& model() const { return model_; }
    ChunkLosses const& losses() const { return losses_; }
    OutputLayout rows() const { return OutputLayout{model_.view()}; }
    std::uint32_t package() const { return package_; }

  private:
    double mean(std::uint32_t row) const;
    double mean_count(std::uint32_t row) const;
    std::uint32_t last() const { return rows().horizons - 1; }

    CompiledModel model_;
    std::uint32_t package_;
    ChunkLosses losses_{};
};

/// Losses, peaks, episodes, covers, shortages and events have the same bits:
/// what every campaign writes, except tension and the mask of measures.
void expect_same_common_rows(Trial const& a, Trial const& b);

/// Every week of one world of the package, as the engine marched it.
std::vector<TraceWeek> weeks_of(Trial const& trial, std::uint64_t world = 0);

enum class Moves { up, down };

/// An instrument, what it must move, and how it is laid to rest.
struct Instrument {
    char const* name;     ///< a sentence
    std::string with;     ///< campaign with it
    std::string without;  ///< the same campaign without it
    /// Overrides of `with`, each of them enough to take all strength away.
    std::vector<std::string> at_rest;
    double (*observe)(Trial const&);
    Moves moves;
    double least = 1e-3;  ///< of the movement, share of what is larger
};

std::ostream& operator<<(std::ostream& out, Instrument const& i);

/// Every file instantiates this suite with its table.
class InstrumentTest : public testing::TestWithParam<Instrument> {};

std::string instrument_name(testing::TestParamInfo<Instrument> const& info);
}  // namespace chokepoint::test
