#include "host/study/worlds/chosen_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/network/input_error.hpp"
#include "host/statistics/sample.hpp"
#include "host/study/answers/stored_table.hpp"
#include "host/study/worlds/world_losses.hpp"

namespace chokepoint {
namespace {
void require_one_way(WorldChoice const& choice) {
    auto const ways = (choice.scenario ? 1 : 0) + (choice.worst ? 1 : 0) +
                      (choice.rank ? 1 : 0);
    if (ways != 1) {
        throw InputError{fmt::format(
            "replay: {} (needed: one of --scenario NUMBER, --worst N, --rank "
            "QUANTILE)",
            ways == 0 ? "no world is named" : "a world is named twice")};
    }
    if (choice.rank && !(*choice.rank > 0 && *choice.rank < 1)) {
        throw InputError{fmt::format(
            "--rank {}: must lie between 0 and 1, as 0.995 for the loss that "
            "one world in 200 exceeds",
            *choice.rank)};
    }
}

/// First of the order, worst first, whose worlds from the end to it weigh
/// `level`.
std::size_t place_of_rank(std::vector<std::uint64_t> const& order,
                          std::vector<double> const& weights,
                          double level) {
    auto const weight = [&](std::uint64_t world) {
        return weights.empty() ? 1.0 : weights[world];
    };
    double total = 0;
    for (auto const world : order) {
        total += weight(world);
    }
    double sum = 0;
    for (std::size_t k = order.size(); k-- > 0;) {
        sum += weight(order[k]);
        if (sum >= (level - level_slack) * total) {
            return k;
        }
    }
    return 0;
}
}  // namespace

std::uint64_t require_row(ResultsReader const& reader, std::uint64_t scenario) {
    if (auto const row = reader.row_of(scenario)) {
        return *row;
    }
    auto const number = std::to_string(scenario);
    auto const& d = reader.description();
    if (reader.weights().empty()) {
        throw InputError{"--scenario " + number +
                         ": the file has scenarios 0 to " +
                         std::to_string(d.scenarios - 1)};
    }
    auto numbers = reader.table("/scenario");
    auto const nearest = *std::min_element(
        numbers.begin(), numbers.end(), [&](double a, double b) {
            return std::abs(a - static_cast<double>(scenario)) <
                   std::abs(b - static_cast<double>(scenario));
        });
    throw InputError{"--scenario " + number +
                     ": this world was not among those that the screening "
                     "chose (/scenario lists them; nearest: " +
                     std::to_string(static_cast<std::uint64_t>(nearest)) + ")"};
}

ChosenWorld choose_world(ResultsReader const& reader,
                         std::uint32_t package,
                         WorldChoice const& choice) {
    require_one_way(choice);
    auto const& d = reader.description();
    if (choice.worst && (*choice.worst < 1 || *choice.worst > d.scenarios)) {
        throw InputError{fmt::format(
            "--worst {}: the file has {} worlds (1 is the one that loses "
            "most, {} the one that loses least)",
            *choice.worst, d.scenarios, d.scenarios)};
    }
    auto const horizon = horizon_index(d, choice.horizon_weeks);
    auto const loss = world_losses(reader, package,
                                   countries_of(d, choice.countries), horizon);
    std::vector<std::uint64_t> order(d.scenarios);
    std::iota(order.begin(), order.end(), std::uint64_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return loss[a] > loss[b]; });
    auto const row =
        choice.scenario ? require_row(reader, *choice.scenario)
        : choice.worst
            ? order[*choice.worst - 1]
            : order[place_of_rank(order, reader.weights(), *choice.rank)];
    auto const more =
        std::count_if(loss.begin(), loss.end(),
                      [&](double other) { return other > loss[row]; });
    // Numbers of worlds are exact in a double (results_file.hpp).
    auto const scenario =
        static_cast<std::uint64_t>(reader.table("/scenario").at(row));
    return {scenario, static_cast<std::uint64_t>(more) + 1, loss[row],
            d.horizon[horizon]};
}
}  // namespace chokepoint
