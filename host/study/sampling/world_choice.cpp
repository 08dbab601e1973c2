#include "host/study/sampling/world_choice.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>

#include "host/statistics/sample.hpp"

namespace chokepoint {
namespace {
using Shares = std::vector<double>;

double const spread_evenly = 0.2;
/// Worlds of the pilot that tell the spread of a stratum, at least: of a
/// smaller one the next worlds below take part.
std::size_t const telling_worlds = 30;
/// Drawn worlds of a group in the highest stratum, about, at least.
std::uint64_t const least_in_group = 10;

/// Strata by score: the highest half, of it the highest half, and so on.
class Strata {
  public:
    Strata(std::vector<double> score, double level) {
        std::sort(score.begin(), score.end());
        auto const n = score.size();
        auto const smallest =
            std::max((1 - level) / 4, double(least_in_group * replicates) /
                                          static_cast<double>(n));
        for (double share = 0.5; share >= smallest; share /= 2) {
            from_.push_back(score[std::min(
                n - 1, static_cast<std::size_t>((1 - share) *
                                                static_cast<double>(n)))]);
        }
    }

    std::size_t size() const { return from_.size() + 1; }
    std::size_t operator()(double score) const {
        return static_cast<std::size_t>(
            std::upper_bound(from_.begin(), from_.end(), score) -
            from_.begin());
    }

  private:
    std::vector<double> from_;  ///< lowest scores of strata 1, 2 ...
};

/// Standard deviation of the loss beyond VaR in each stratum.
std::vector<double> spreads(PilotWorlds const& pilot,
                            Strata const& stratum,
                            double level) {
    auto const n = pilot.loss.size();
    auto loss = pilot.loss;
    std::sort(loss.begin(), loss.end());
    auto const at_level = static_cast<std::size_t>(
        std::ceil(level * static_cast<double>(n) - level_slack));
    auto const value_at_risk = loss[std::max<std::size_t>(at_level, 1) - 1];

    std::vector<std::size_t> row(n);
    std::iota(row.begin(), row.end(), std::size_t{0});
    std::stable_sort(row.begin(), row.end(), [&](auto a, auto b) {
        return pilot.score[a] < pilot.score[b];
    });
    std::vector<std::size_t> end(stratum.size());
    for (auto const score : pilot.score) {
        ++end[stratum(score)];
    }
    std::partial_sum(end.begin(), end.end(), end.begin());
    std::vector<double> spread(stratum.size());
    for (std::size_t h = 0; h < stratum.size(); ++h) {
        auto const own = h == 0 ? 0 : end[h - 1];
        auto const few = end[h] - std::min(end[h], telling_worlds);
        auto const begin = std::min(own, few);
        double sum = 0, squares = 0;
        for (auto i = begin; i < end[h]; ++i) {
            auto const beyond =
                std::max(0.0, pilot.loss[row[i]] - value_at_risk);
            sum += beyond;
            squares += beyond * beyond;
        }
        auto const worlds =
            static_cast<double>(std::max<std::size_t>(1, end[h] - begin));
        auto const mean = sum / worlds;
        spread[h] = std::sqrt(std::max(0.0, squares / worlds - mean * mean));
    }
    return spread;
}
}  // namespace

std::vector<double> neyman_shares(std::vector<double> const& number,
                                  std::vector<double> const& spread) {
    std::vector<double> share;
    for (std::size_t h = 0; h < number.size(); ++h) {
        share.push_back(number[h] * spread.at(h));
    }
    auto sum = std::accumulate(share.begin(), share.end(), 0.0);
    if (!(sum > 0)) {
        share = number;
        sum = std::accumulate(share.begin(), share.end(), 0.0);
    }
    for (auto& s : share) {
        s /= sum;
    }
    return share;
}

std::vector<std::uint64_t> shared_out(
    std::vector<double> const& share,
    std::vector<std::uint64_t> const& available,
    std::uint64_t worlds) {
    auto const strata = available.size();
    std::vector<double> wanted(strata);
    std::vector<bool> open;
    for (auto const a : available) {
        open.push_back(a > 0);
    }
    // Strata that cannot give their share give all; the others share the rest.
    auto rest = static_cast<double>(worlds);
    for (bool moved = true; moved;) {
        moved = false;
        double sum = 0;
        for (std::size_t h = 0; h < strata; ++h) {
            sum += open[h] ? share.at(h) : 0;
        }
        auto const left = rest;
        for (std::size_t h = 0; h < strata; ++h) {
            if (!open[h]) {
                continue;
            }
            wanted[h] = share[h] / sum * left;
            auto const most = static_cast<double>(available[h]);
            if (wanted[h] >= most) {
                wanted[h] = most;
                rest -= most;
                open[h] = false;
                moved = true;
            }
        }
    }
    std::vector<std::uint64_t> taken(strata);
    std::uint64_t sum = 0;
    for (std::size_t h = 0; h < strata; ++h) {
        taken[h] = std::min(
            available[h],
            std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted[h])));
        sum += taken[h];
    }
    auto const furthest = [&](bool below) {
        auto best = strata;
        double most = 0;
        for (std::size_t h = 0; h < strata; ++h) {
            bool const may = below ? taken[h] < available[h] : taken[h] > 1;
            auto const gap = wanted[h] - static_cast<double>(taken[h]);
            if (may && (best == strata || (below ? gap > most : gap < most))) {
                best = h;
                most = gap;
            }
        }
        return best;
    };
    for (; sum < worlds; ++sum) {
        ++taken.at(furthest(true));
    }
    for (; sum > worlds; --sum) {
        --taken.at(furthest(false));
    }
    return taken;
}

ScreenedWorlds choose_worlds(std::vector<double> const& score,
                             std::uint64_t first,
                             PilotWorlds const& pilot,
                             std::uint64_t worlds,
                             std::vector<double> const& levels) {
    if (pilot.loss.empty() || pilot.loss.size() != pilot.score.size() ||
        worlds == 0 || worlds % replicates != 0 || worlds >= score.size() ||
        levels.empty()) {
        throw std::invalid_argument{
            "a choice needs a pilot, levels, and a multiple of 20 worlds out "
            "of more"};
    }
    Strata const stratum{score,
                         *std::max_element(levels.begin(), levels.end())};
    // [group][stratum] rows of the drawn worlds
    std::vector<std::vector<std::vector<std::uint64_t>>> drawn(
        replicates, std::vector<std::vector<std::uint64_t>>(stratum.size()));
    std::vector<double> number(stratum.size());
    for (std::uint64_t i = 0; i < score.size(); ++i) {
        auto const h = stratum(score[i]);
        drawn[i % replicates][h].push_back(i);
        number[h] += 1;
    }
    std::vector<double> share(stratum.size());
    for (std::size_t h = 0; h < share.size(); ++h) {
        share[h] =
            spread_evenly * number[h] / static_cast<double>(score.size());
    }
    for (auto const level : levels) {
        auto const of_level =
            neyman_shares(number, spreads(pilot, stratum, level));
        for (std::size_t h = 0; h < share.size(); ++h) {
            share[h] += (1 - spread_evenly) * of_level[h] /
                        static_cast<double>(levels.size());
        }
    }

    ScreenedWorlds choice;
    choice.scenario.resize(worlds);
    choice.weight.resize(worlds);
    auto const scale =
        static_cast<double>(worlds) / static_cast<double>(score.size());
    for (std::uint32_t r = 0; r < replicates; ++r) {
        std::vector<std::uint64_t> available;
        for (auto const& rows : drawn[r]) {
            available.push_back(rows.size());
        }
        auto const taken = shared_out(share, available, worlds / replicates);
        std::vector<std::pair<std::uint64_t, double>> chosen;
        for (std::size_t h = 0; h < taken.size(); ++h) {
            for (std::uint64_t k = 0; k < taken[h]; ++k) {
                chosen.emplace_back(first + drawn[r][h][k],
                                    static_cast<double>(available[h]) /
                                        static_cast<double>(taken[h]) * scale);
            }
        }
        std::sort(chosen.begin(), chosen.end());
        for (std::size_t j = 0; j < chosen.size(); ++j) {
            auto const place = replicates * j + r;
            choice.scenario[place] = chosen[j].first;
            choice.weight[place] = chosen[j].second;
        }
    }
    return choice;
}
}  // namespace chokepoint
