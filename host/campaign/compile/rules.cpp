#include "host/campaign/compile/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "host/campaign/compile/ario.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
namespace {
/// Above this value of (1 + n) theta / tau stocks chase activity and orders
/// swing for ever (model B5.5).
constexpr double bullwhip_limit = 0.5;
/// Above this value of beta lambda / tau what is under way swings for ever
/// after a shock: found with lambda / tau = 30, calm at 15 and 10.
constexpr double line_limit = 15;
/// Spare capacity that nothing in a campaign can use up.
constexpr float unlimited = 1e6f;

Rules rules_of(ModelOptions const& o) {
    Rules r{};
    r.reliability_weeks = static_cast<float>(o.reliability_memory_weeks);
    r.overtime_weeks = static_cast<float>(o.overtime_weeks);
    r.target_adaptation = static_cast<float>(o.target_adaptation);
    r.demand_destruction = static_cast<float>(o.demand_destruction);
    r.demand_floor = static_cast<float>(o.demand_floor);
    bool const ario = o.mode == Mode::ario;
    r.order_actual_use = ario;
    r.clip_gap = ario;
    r.overtime_any_limit = ario;
    r.fixed_shares = o.mode == Mode::esri_down;
    return r;
}

/// LEONTIEF: only demand and inputs set the pace.
void lift_capacity(ModelBuilder& b) {
    for (auto& node : b.model.network.node) {
        node.capacity = unlimited;
        node.overtime_max = 1;
    }
    if (!b.campaign.measures.empty()) {
        b.warnings.push_back(
            "mode leontief is meant for demand changes, but this campaign has "
            "measures");
    }
}

/// PICHLER: critical, half-limiting important and non-limiting inputs, used
/// until empty.
void make_half_important(CompiledNetwork& network) {
    for (auto& group : network.group) {
        group.throttle_stock = 1;
        group.importance = 0.5f;
        group.bundle_weight = 0;
    }
}

void warn_of_bullwhip(ModelBuilder& b) {
    std::uint32_t unstable = 0;
    for (auto const& group : b.model.network.group) {
        bool const has_stock = group.input_class != InputClass::sink &&
                               group.input_class != InputClass::capital;
        unstable +=
            has_stock && group.target_stock * b.model.rules.target_adaptation >
                             bullwhip_limit * group.adjustment;
    }
    if (unstable && b.campaign.model.mode != Mode::ario) {
        b.warnings.push_back(fmt::format(
            "target_adaptation {} makes orders of {} inputs swing: (1 + "
            "cover_weeks) target_adaptation / adjustment_weeks > {}",
            b.model.rules.target_adaptation, unstable, bullwhip_limit));
    }
}

void warn_of_long_lines(ModelBuilder& b) {
    auto const& network = b.model.network;
    std::uint32_t unstable = 0;
    for (std::size_t g = 0; g < network.habit.size(); ++g) {
        auto const& group = network.group[g];
        unstable += network.habit[g].supply_line * group.lead_time >
                    line_limit * group.adjustment;
    }
    if (unstable) {
        b.warnings.push_back(fmt::format(
            "orders of {} inputs may swing: supply_line lead_time_weeks / "
            "adjustment_weeks > {}",
            unstable, line_limit));
    }
}

WorldProcess world_of(ModelBuilder& b) {
    auto const& o = b.campaign.world;
    WorldProcess w{};
    for (std::uint32_t r = 0; r < regimes; ++r) {
        for (std::uint32_t c = 0; c < regimes; ++c) {
            w.transition[r][c] = static_cast<float>(o.transition[r][c]);
        }
    }
    auto const& names = regime_names();
    w.start_regime = static_cast<std::uint32_t>(
        std::find(names.begin(), names.end(), o.start_regime) - names.begin());
    w.tension_start = static_cast<float>(o.tension_start.value_or(0));
    w.tension_start_random = o.tension_start ? 0 : 1;
    w.tension_persistence = static_cast<float>(o.tension_persistence);
    w.tension_noise = static_cast<float>(o.tension_noise);
    return w;
}
}  // namespace

void compile_rules(ModelBuilder& b) {
    auto& model = b.model;
    model.rules = rules_of(b.campaign.model);
    model.weeks = b.campaign.header.weeks;
    model.seed = b.campaign.header.seed;
    model.routes = static_cast<std::uint32_t>(b.network.routes.size());
    if (b.campaign.model.mode != Mode::standard) {
        model.network.forget_habits();
    }
    switch (b.campaign.model.mode) {
        case Mode::leontief:
            lift_capacity(b);
            break;
        case Mode::ario:
            compile_ario(b);
            break;
        case Mode::pichler:
            make_half_important(model.network);
            break;
        default:
            break;
    }
    auto const& nodes = model.network.node;
    model.rules.overtime_on =
        std::any_of(nodes.begin(), nodes.end(),
                    [](Node const& node) { return node.overtime_max > 1; });
    warn_of_bullwhip(b);
    warn_of_long_lines(b);
    model.world = world_of(b);
    model.world.normal_table = b.normal_table();
}
}  // namespace chokepoint
