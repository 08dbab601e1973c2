#include "host/campaign/compile/ario.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace chokepoint {
namespace {
void make_critical(CompiledNetwork& network) {
    for (auto& group : network.group) {
        if (group.input_class == InputClass::important ||
            group.input_class == InputClass::bundle) {
            group.input_class = InputClass::critical;
        }
    }
    for (std::size_t i = 0; i < network.node.size(); ++i) {
        auto const end = network.class_end[4 * i + 2];
        network.class_end[4 * i] = network.class_end[4 * i + 1] = end;
    }
}

void note_key(ModelBuilder& b, char const* key, double value, double of_ario) {
    if (value != of_ario) {
        b.warnings.push_back(fmt::format(
            "mode ario with {} {}: that of ARIO is {}", key, value, of_ario));
    }
}

/// Columns in use, each with how many rows use it.
class ColumnsInUse {
  public:
    template <class Rows, class Uses>
    void count(char const* column, Rows const& rows, Uses const& uses) {
        std::size_t users = 0;
        for (auto const& row : rows) {
            users += uses(row) ? 1 : 0;
        }
        if (users) {
            words_.push_back(fmt::format("{} ({})", column, users));
        }
    }

    std::vector<std::string> const& words() const { return words_; }

  private:
    std::vector<std::string> words_;
};

void note_network(ModelBuilder& b) {
    auto const& network = b.model.network;
    ColumnsInUse columns;
    columns.count("spare_capacity", network.node,
                  [](Node const& node) { return node.capacity > 1; });
    if (network.priority_classes > 1) {
        columns.count("priority_share", network.node,
                      [](Node const& node) { return node.priority_share > 0; });
    }
    columns.count("resourcing_ceiling", network.group, [](Group const& group) {
        return group.has_alternates && group.resourcing_ceiling > 0;
    });
    columns.count("lead_time_weeks", network.group,
                  [](Group const& group) { return group.lead_time > 0; });
    columns.count("postponed_share", network.sink,
                  [](Sink const& sink) { return sink.postponed_share > 0; });
    if (!columns.words().empty()) {
        b.warnings.push_back(
            fmt::format("mode ario keeps what ARIO does not have, and the "
                        "network uses (rows): {}",
                        fmt::join(columns.words(), ", ")));
    }
}
}  // namespace

void compile_ario(ModelBuilder& b) {
    make_critical(b.model.network);
    auto const& model = b.campaign.model;
    if (model.order_rule == OrderRule::capacity) {
        b.model.rules.orders_by_capacity = 1;
        b.model.network.shift_all_orders();
    }
    note_key(b, "target_adaptation", model.target_adaptation, 1);
    note_key(b, "demand_destruction", model.demand_destruction, 0);
    note_network(b);
}
}  // namespace chokepoint
