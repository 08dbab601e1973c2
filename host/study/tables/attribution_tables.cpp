#include "host/study/tables/attribution_tables.hpp"

#include <algorithm>
#include <string>

#include "host/study/tables/number_table.hpp"
#include "host/study/tables/shortage_tables.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
namespace {
char const money[] = "million USD";

/// Tail contributions of countries and of cells (products, groups).
void write_contributions(ResultsFile& results,
                         ResultsReader const& reader,
                         std::vector<PackageTails> const& tails) {
    auto const& d = reader.description();
    auto const packages = tails.size();
    auto const countries = d.country.size();
    auto const cells = d.node_cell.size() - countries;
    auto const horizons = d.horizon.size();
    NumberTable country_part{
        "/attribution/country_contribution",
        money,
        "mean loss of the country in the worst worlds of all countries; adds "
        "up to their tail value at risk",
        {{"package", packages}, {"country", countries}}};
    NumberTable world_part{
        "/attribution/world_cell_contribution",
        money,
        "mean loss of the product or group in the worst worlds of all "
        "countries",
        {{"package", packages}, {"cell", cells}}};
    NumberTable cell_part{
        "/attribution/cell_contribution",
        money,
        "mean loss of the product or group, wherever it is made, in the worst "
        "worlds of the country",
        {{"package", packages}, {"country", countries}, {"cell", cells}}};

    auto const last_horizon = [&](auto&& visit) {
        return [&, visit](std::uint32_t column, std::vector<float>&& losses) {
            if (column % horizons == horizons - 1) {
                visit(column / horizons, losses);
            }
        };
    };
    auto const contribution = [](Tail const& tail, auto const& losses,
                                 double& place) {
        if (!tail.row.empty()) {
            place = tail_contribution(tail, losses);
        }
    };
    for (std::uint32_t p = 0; p < packages; ++p) {
        reader.for_each_column(
            "/losses/value_added", p,
            last_horizon([&](std::size_t country, auto const& losses) {
                contribution(tails[p].world, losses,
                             country_part.at({p, country}));
            }));
        if (cells == 0) {
            continue;
        }
        reader.for_each_column(
            "/losses/cell_value_added", p,
            last_horizon([&](std::size_t cell, auto const& losses) {
                contribution(tails[p].world, losses, world_part.at({p, cell}));
                for (std::size_t c = 0; c < countries; ++c) {
                    contribution(tails[p].country[c], losses,
                                 cell_part.at({p, c, cell}));
                }
            }));
    }
    country_part.write(results);
    if (cells > 0) {
        world_part.write(results);
        cell_part.write(results);
    }
}

/// How often causes (families, measures) are met in the worst worlds.
class CauseTables {
  public:
    CauseTables(std::string const& axis,
                std::string const& words,
                std::size_t packages,
                std::size_t countries,
                std::size_t causes)
        : causes_{causes},
          world_{"/attribution/" + axis + "_in_world_tail",
                 "1",
                 "share of the worst worlds of all countries with " + words,
                 {{"package", packages}, {axis, causes}, bound_axis()}},
          country_{"/attribution/" + axis + "_in_tail",
                   "1",
                   "share of the worst worlds of the country with " + words,
                   {{"package", packages},
                    {"country", countries},
                    {axis, causes},
                    bound_axis()}},
          overall_{"/attribution/" + axis + "_overall",
                   "1",
                   "share of all worlds with " + words,
                   {{"package", packages}, {axis, causes}, bound_axis()}} {}

    /// \param bit  [causes] bit of each cause in the masks
    void add(std::size_t package,
             PackageTails const& tails,
             std::vector<std::uint32_t> const& mask,
             std::vector<std::uint32_t> const& bit,
             std::vector<double> const& weights) {
        auto const bits = *std::max_element(bit.begin(), bit.end()) + 1;
        auto const each = [&](Tail const& tail, auto&& set) {
            if (tail.row.empty()) {
                return;
            }
            auto const lift = tail_lift(tail, mask, bits, weights);
            for (std::size_t i = 0; i < causes_; ++i) {
                set(i, lift[bit[i]]);
            }
        };
        each(tails.world, [&](std::size_t i, TailLift const& lift) {
            world_.set({package, i}, lift.in_tail);
            overall_.set({package, i}, lift.overall);
        });
        for (std::size_t c = 0; c < tails.country.size(); ++c) {
            each(tails.country[c], [&](std::size_t i, TailLift const& lift) {
                country_.set({package, c, i}, lift.in_tail);
            });
        }
    }

    void write(ResultsFile& results) const {
        world_.write(results);
        country_.write(results);
        overall_.write(results);
    }

  private:
    std::size_t causes_;
    NumberTable world_, country_, overall_;
};

std::vector<std::uint32_t> masks(ResultsReader const& reader,
                                 std::string const& dataset,
                                 std::uint32_t package) {
    auto const words = reader.counts(dataset, package);
    return {words.begin(), words.end()};
}

void write_causes(ResultsFile& results,
                  ResultsReader const& reader,
                  std::vector<PackageTails> const& tails) {
    auto const& d = reader.description();
    auto const weights = reader.weights();
    auto const write = [&](std::string const& axis, std::string const& words,
                           std::vector<std::uint32_t> const& bit) {
        if (bit.empty()) {
            return;
        }
        CauseTables tables{axis, words, tails.size(), d.country.size(),
                           bit.size()};
        for (std::uint32_t p = 0; p < tails.size(); ++p) {
            tables.add(p, tails[p],
                       masks(reader, "/world/" + axis + "_mask", p), bit,
                       weights);
        }
        tables.write(results);
    };
    std::vector<std::uint32_t> family_bit, measure_bit;
    for (auto const id : d.family_id) {
        family_bit.push_back(id - 1);
    }
    for (std::uint32_t i = 0; i < d.measure.size(); ++i) {
        measure_bit.push_back(i);
    }
    write("family", "an event of the family", family_bit);
    write("measure", "the measure in force", measure_bit);
}
}  // namespace

Tail lossy_tail(std::vector<float> const& losses,
                std::vector<double> const& weights) {
    auto tail = find_tail(losses, attribution_level, weights);
    if (!(tail.value_at_risk > 0)) {
        return {tail.value_at_risk, {}, {}};
    }
    return tail;
}

void write_attribution(ResultsFile& results,
                       std::vector<PackageTails> const& tails) {
    auto const reader = results.reader();
    write_contributions(results, reader, tails);
    write_causes(results, reader, tails);
    write_shortage_tables(results, tails);
}
}  // namespace chokepoint
