#include "host/study/tables/side_tables.hpp"

#include <array>

#include "host/statistics/ratio.hpp"
#include "host/statistics/risk.hpp"
#include "host/study/tables/mechanism_tables.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
namespace {
char const losses[] = "/losses/value_added_net";

enum Side : std::size_t { sender, target, allies, third };

std::size_t index_of(PackageSide side) {
    return side == PackageSide::sender   ? sender
           : side == PackageSide::target ? target
           : side == PackageSide::ally   ? allies
                                         : third;
}

/// Net losses of the four sides, summed in double: [side][scenario].
using SideLosses = std::array<std::vector<double>, 4>;

/// What the package changes, [horizon]: its losses less those without any.
std::vector<SideLosses> changes(ResultsReader const& reader,
                                std::uint32_t package) {
    auto const& d = reader.description();
    auto const& sides = d.mechanisms.side[package];
    auto const horizons = d.horizon.size();
    SideLosses nothing;
    nothing.fill(std::vector<double>(d.scenarios));
    std::vector<SideLosses> change(horizons, nothing);
    auto const add = [&](std::uint32_t from, double sign) {
        reader.for_each_column(
            losses, from,
            [&](std::uint32_t column, std::vector<float>&& values) {
                auto const side = index_of(sides[column / horizons]);
                auto& sum = change[column % horizons][side];
                for (std::size_t s = 0; s < values.size(); ++s) {
                    sum[s] += sign * double{values[s]};
                }
            });
    };
    add(package, 1);
    add(0, -1);
    return change;
}

class SwordTables {
  public:
    explicit SwordTables(ResultsDescription const& d)
        : difference_{"/policy/side_difference", "million USD",
                      "mean net loss of a side of the package less that "
                      "without any package, same worlds; negative: it gains",
                      axes(d, {"side", side_names.size()})},
          sword_{"/policy/sword", "1",
                 "ratios of mean differences: loss of the sender, of its "
                 "allies per loss of the target; gain of third countries per "
                 "loss of all others (infinite ends: the denominator cannot "
                 "be told from 0)",
                 axes(d, {"sword", side_ratio_names.size()})} {}

    void add(std::uint32_t package,
             std::size_t horizon,
             SideLosses const& changes,
             std::vector<double> const& weights) {
        std::array<std::vector<float>, 4> change;
        for (std::size_t side = 0; side < change.size(); ++side) {
            change[side].assign(changes[side].begin(), changes[side].end());
            difference_.set({package, side, horizon},
                            mean(Sample{change[side], weights}));
        }
        std::vector<float> gain, loss;
        for (std::size_t s = 0; s < change[third].size(); ++s) {
            gain.push_back(-change[third][s]);
            loss.push_back(change[sender][s] + change[target][s] +
                           change[allies][s]);
        }
        auto const ratio = [&](std::size_t which, auto const& a,
                               auto const& b) {
            sword_.set({package, which, horizon}, mean_ratio(a, b, weights));
        };
        ratio(0, change[sender], change[target]);
        ratio(1, change[allies], change[target]);
        ratio(2, gain, loss);
    }

    void write(ResultsFile& results) const {
        difference_.write(results);
        sword_.write(results);
    }

  private:
    static std::vector<Axis> axes(ResultsDescription const& d, Axis middle) {
        return {{"package", d.package.size()},
                std::move(middle),
                {"horizon", d.horizon.size()},
                bound_axis()};
    }

    NumberTable difference_, sword_;
};
}  // namespace

void write_side_ratios(ResultsFile& results, ResultsReader const& reader) {
    auto const& d = reader.description();
    auto const& sides = d.mechanisms.side;
    if (sides.empty() || !reader.has(losses) || d.scenarios < 2) {
        return;
    }
    results.write_scale(
        "side", std::vector<std::string>{side_names.begin(), side_names.end()},
        "side of a package");
    results.write_scale("sword",
                        std::vector<std::string>{side_ratio_names.begin(),
                                                 side_ratio_names.end()},
                        "ratio between the losses of sides");
    auto const weights = reader.weights();
    SwordTables tables{d};
    for (std::uint32_t p = 1; p < d.package.size(); ++p) {
        if (sides[p].front() == PackageSide::not_accounted) {
            continue;
        }
        auto const change = changes(reader, p);
        for (std::size_t h = 0; h < d.horizon.size(); ++h) {
            tables.add(p, h, change[h], weights);
        }
    }
    tables.write(results);
}
}  // namespace chokepoint
