#include "host/network/review/network_warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "host/network/review/balance.hpp"
#include "host/network/review/mechanisms_in_use.hpp"

namespace chokepoint {
namespace {
constexpr std::size_t few_loops = 3, few_nodes = 4;

void warn_of_accounts(SupplyNetwork const& network,
                      std::string const& folder,
                      std::vector<std::string>& warnings) {
    auto const overspent = overspent_nodes(network);
    if (overspent.empty()) {
        return;
    }
    auto const& worst = *std::max_element(
        overspent.begin(), overspent.end(), [](auto const& a, auto const& b) {
            return (a.value_added + a.purchases) * b.sales <
                   (b.value_added + b.purchases) * a.sales;
        });
    warnings.push_back(fmt::format(
        "{}/nodes.csv: {} of {} nodes add and buy more than they sell; "
        "furthest '{}': {}",
        folder, overspent.size(), network.nodes.size(),
        network.nodes[worst.node].id, in_words(worst)));
}

std::string names_of(SupplyNetwork const& network,
                     std::vector<std::uint32_t> const& loop) {
    std::vector<std::string> names;
    for (auto const i : loop) {
        if (names.size() < few_nodes || loop.size() == few_nodes + 1) {
            names.push_back("'" + network.nodes[i].id + "'");
        }
    }
    auto const more = loop.size() - names.size();
    return fmt::format("{}{}", fmt::join(names, ", "),
                       more > 0 ? fmt::format(" and {} more", more) : "");
}

void warn_of_loops(SupplyNetwork const& network,
                   std::string const& folder,
                   StoppedBy stopped_by,
                   std::vector<std::string>& warnings) {
    auto const found = restart_loops(network, stopped_by);
    auto const& loops = found.loops;
    for (std::size_t k = 0; k < std::min(few_loops, loops.size()); ++k) {
        bool const last = k + 1 == std::min(few_loops, loops.size());
        auto const more = loops.size() - std::min(few_loops, loops.size());
        auto const& loop = loops[k];
        auto text = fmt::format(
            "{}/inputs.csv: {}, a loop of {} node{}, cannot start again once "
            "stocks are gone: {} only from {} (give one of its inputs another "
            "class or supplier)",
            folder, names_of(network, loop), loop.size(),
            loop.size() == 1 ? "" : "s",
            loop.size() == 1 ? "a critical input of it comes"
                             : "critical inputs of each come",
            loop.size() == 1 ? "itself" : "the others");
        if (last && more > 0) {
            text += fmt::format("; so with {} more loop{}", more,
                                more == 1 ? "" : "s");
        }
        if (last && found.dependents > 0) {
            text +=
                fmt::format("; {} more node{} stop{} with {}", found.dependents,
                            found.dependents == 1 ? "" : "s",
                            found.dependents == 1 ? "s" : "",
                            loops.size() == 1 ? "it" : "them");
        }
        warnings.push_back(text);
    }
}
}  // namespace

std::vector<std::string> network_warnings(SupplyNetwork const& network,
                                          std::string const& folder,
                                          StoppedBy stopped_by) {
    std::vector<std::string> warnings;
    warn_of_accounts(network, folder, warnings);
    warn_of_loops(network, folder, stopped_by, warnings);
    auto const idle = idle_columns(network, folder);
    warnings.insert(warnings.end(), idle.begin(), idle.end());
    return warnings;
}
}  // namespace chokepoint
