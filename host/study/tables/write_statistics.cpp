#include "host/study/tables/write_statistics.hpp"

#include <memory>

#include "host/study/tables/attribution_tables.hpp"
#include "host/study/tables/mechanism_tables.hpp"
#include "host/study/tables/package_columns.hpp"
#include "host/study/tables/policy_tables.hpp"
#include "host/study/tables/risk_tables.hpp"
#include "host/study/tables/tail_dependence_table.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
template <class T>
std::uint32_t count(std::vector<T> const& values) {
    return static_cast<std::uint32_t>(values.size());
}

void write_scales(ResultsFile& results, ResultsDescription const& d) {
    results.write_scale("level", {risk_levels.begin(), risk_levels.end()}, "1",
                        "probability that the loss is not exceeded");
    results.write_scale("return_period",
                        {return_periods.begin(), return_periods.end()},
                        "worlds", "one world in so many exceeds the loss");
    results.write_scale("base", d.package,
                        "policy package that others are compared with");
}

/// Lost value added by country and of the world, and what follows from it.
class ValueAddedTables {
  public:
    explicit ValueAddedTables(ResultsDescription const& d)
        : horizons_{count(d.horizon)},
          packages_{count(d.package)},
          risk_{"/summary/risk", "lost value added", by_country(d)},
          curve_{"/summary/exceedance/aggregate", "lost value added",
                 by_country(d)},
          world_risk_{"/summary/world", "lost value added of all countries",
                      by_horizon(d)},
          world_curve_{"/summary/exceedance/world",
                       "lost value added of all countries", by_horizon(d)},
          policy_{
              "/policy/",
              d.package.size(),
              {{"country", d.country.size()}, {"horizon", d.horizon.size()}}},
          world_policy_{"/policy/world_",
                        d.package.size(),
                        {{"horizon", d.horizon.size()}}},
          tail_dependence_{d},
          total_{horizons_, packages_, d.scenarios},
          tails_(packages_) {
        for (auto& tails : tails_) {
            tails.country.resize(d.country.size());
        }
    }

    void compute(ResultsReader const& reader, WorkerTeam& team) {
        weights_ = reader.weights();
        for_each_package_block(
            reader, "/losses/value_added",
            [&](std::uint32_t first, std::vector<PackageColumns> const& block) {
                // Sums over countries: in their order, whoever computes them.
                team.share(horizons_, [&](unsigned, std::size_t h) {
                    for (std::size_t i = 0; i < block.size(); ++i) {
                        if ((first + i) % horizons_ == h) {
                            total_.add(static_cast<std::uint32_t>(h), block[i]);
                        }
                    }
                });
                team.share(block.size(), [&](unsigned, std::size_t i) {
                    auto const column = first + static_cast<std::uint32_t>(i);
                    add_country(column / horizons_, column % horizons_,
                                block[i]);
                });
            });
        for (std::uint32_t h = 0; h < horizons_; ++h) {
            add_world(h, total_.at(h));
        }
    }

    void write(ResultsFile& results) const {
        risk_.write(results);
        curve_.write(results);
        world_risk_.write(results);
        world_curve_.write(results);
        tail_dependence_.write(results, weights_);
        if (packages_ > 1) {
            policy_.write(results);
            world_policy_.write(results);
        }
    }

    std::vector<PackageTails> const& tails() const { return tails_; }

  private:
    static std::vector<Axis> by_country(ResultsDescription const& d) {
        return {{"package", d.package.size()},
                {"country", d.country.size()},
                {"horizon", d.horizon.size()}};
    }
    static std::vector<Axis> by_horizon(ResultsDescription const& d) {
        return {{"package", d.package.size()}, {"horizon", d.horizon.size()}};
    }

    void add_country(std::uint32_t country,
                     std::uint32_t horizon,
                     PackageColumns const& losses) {
        for (std::uint32_t p = 0; p < packages_; ++p) {
            Sample const sample{losses[p], weights_};
            risk_.add({p, country, horizon}, sample);
            curve_.add({p, country, horizon}, sample);
            if (horizon + 1 == horizons_) {
                tails_[p].country[country] = lossy_tail(losses[p], weights_);
                tail_dependence_.add(p, country, sample, losses[p], weights_);
            }
        }
        policy_.add({country, horizon}, losses, weights_);
    }

    void add_world(std::uint32_t horizon, PackageColumns const& losses) {
        for (std::uint32_t p = 0; p < packages_; ++p) {
            Sample const sample{losses[p], weights_};
            world_risk_.add({p, horizon}, sample);
            world_curve_.add({p, horizon}, sample);
            if (horizon + 1 == horizons_) {
                auto& tails = tails_[p];
                tails.world = lossy_tail(losses[p], weights_);
                for (auto const row : tails.world.row) {
                    tails.world_loss.push_back(double{losses[p][row]});
                }
            }
        }
        world_policy_.add({horizon}, losses, weights_);
    }

    std::uint32_t horizons_, packages_;
    RiskTables risk_;
    CurveTable curve_;
    RiskTables world_risk_;
    CurveTable world_curve_;
    PolicyTables policy_, world_policy_;
    TailDependenceTable tail_dependence_;
    WorldTotals total_;
    std::vector<PackageTails> tails_;
    std::vector<double> weights_;
};

/// Call `add(column, package, losses)` for all, several at once.
template <class Add>
void share_columns(ResultsReader const& reader,
                   std::string const& dataset,
                   WorkerTeam& team,
                   Add const& add) {
    for_each_package_block(
        reader, dataset,
        [&](std::uint32_t first, std::vector<PackageColumns> const& block) {
            auto const packages = reader.description().package.size();
            team.share(block.size() * packages, [&](unsigned, std::size_t k) {
                auto const i = k / packages, p = k % packages;
                add(first + i, p, block[i][p]);
            });
        });
}

void write_final_demand(ResultsFile& results,
                        ResultsReader const& reader,
                        WorkerTeam& team) {
    auto const& d = reader.description();
    auto const weights = reader.weights();
    RiskTables risk{"/summary/final_demand",
                    "unmet final demand",
                    {{"package", d.package.size()},
                     {"country", d.country.size()},
                     {"horizon", d.horizon.size()}}};
    share_columns(
        reader, "/losses/final_demand", team,
        [&](std::size_t column, std::size_t p, std::vector<float> const& x) {
            risk.add({p, column / d.horizon.size(), column % d.horizon.size()},
                     Sample{x, weights});
        });
    risk.write(results);
}

void write_occurrence(ResultsFile& results,
                      ResultsReader const& reader,
                      WorkerTeam& team) {
    auto const& d = reader.description();
    auto const weights = reader.weights();
    CurveTable curve{
        "/summary/exceedance/occurrence",
        "largest loss episode (weeks of loss closed by 4 weeks without)",
        {{"package", d.package.size()}, {"country", d.country.size()}}};
    share_columns(
        reader, "/losses/largest_episode", team,
        [&](std::size_t country, std::size_t p, std::vector<float> const& x) {
            curve.add({p, country}, Sample{x, weights});
        });
    curve.write(results);
}
}  // namespace

void write_statistics(ResultsFile& results, unsigned threads) {
    auto const reader = results.reader();
    auto const& d = reader.description();
    WorkerTeam team{statistics_threads(threads, d.scenarios)};
    write_scales(results, d);
    auto value_added = std::make_unique<ValueAddedTables>(d);
    value_added->compute(reader, team);
    value_added->write(results);
    auto const tails = value_added->tails();
    value_added.reset();  // gives its columns back
    if (reader.has("/losses/final_demand")) {
        write_final_demand(results, reader, team);
    }
    if (reader.has("/losses/largest_episode")) {
        write_occurrence(results, reader, team);
    }
    write_attribution(results, tails);
    write_mechanism_tables(results, team);
}
}  // namespace chokepoint
