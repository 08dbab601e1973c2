#include "tests/support/reference/reference_stocks.hpp"

#include <algorithm>

namespace chokepoint::test {
StockBook::StockBook(Baseline const& base,
                     PriceBook const& prices,
                     CoreRules const& rules,
                     Flaws const& flaws)
    : base_{base}, prices_{prices}, rules_{rules}, flaws_{flaws} {}

double StockBook::scale(std::size_t i, ReferenceWeek const& w) const {
    return flaws_.needs_do_not_grow ? 1 : std::max(1.0, w.growth[i]);
}

double StockBook::followed(std::size_t i, ReferenceWeek const& w) const {
    return scale(i, w) * (1 + rules_.target_adaptation * (w.desired[i] - 1));
}

double StockBook::target(std::size_t g, ReferenceWeek const& w) const {
    auto const& in = base_.network.inputs[g];
    double const cover =
        in.cover_weeks *
        (1 + rules_.precaution *
                 std::max(0.0, w.tension - rules_.precaution_tension));
    double const xi = followed(in.buyer, w);
    double const weeks =
        cover * xi + (flaws_.rigid_working_week ? xi : w.desired[in.buyer]);
    return weeks * (flaws_.savings_scale_target ? w.savings[g] : 1) *
           (flaws_.thrift_scales_target ? prices_.thrift(g, w) : 1);
}

double StockBook::supply_line(std::size_t g,
                              double lead,
                              ReferenceWeek const& w) const {
    auto const& in = base_.network.inputs[g];
    double const under_way =
        flaws_.line_ignores_transit ? in.lead_time_weeks : w.transit[g];
    double const activity =
        std::max(followed(in.buyer, w), w.desired[in.buyer]);
    return in.supply_line * (w.savings[g] * lead * activity - under_way);
}

void StockBook::restock(std::size_t g, double lead, ReferenceWeek& w) const {
    auto const& in = base_.network.inputs[g];
    if (in.input_class == InputClass::capital) {
        w.order[g] = scale(in.buyer, w);  // model B7.2, no stock
        return;
    }
    double activity = in.input_class == InputClass::bundle
                          ? w.before_bundle[in.buyer]
                          : w.starts[in.buyer];
    activity = flaws_.inputs_follow_output ? w.output[in.buyer] : activity;
    double const q = prices_.thrift(g, w) * w.savings[g];
    double& s = w.stock[g];
    double const old_stock = s;
    double const use =
        std::min(s, (flaws_.wasteful ? w.savings[g] : q) * activity);
    s += w.receipts[g] - use;
    w.use[g] = use;

    double gap = target(g, w) - (flaws_.new_stock_late ? old_stock : s) +
                 supply_line(g, lead, w);
    gap = rules_.clip_gap ? std::max(0.0, gap) : gap;
    double const base = q * (rules_.order_actual_use ? w.starts[in.buyer]
                                                     : w.desired[in.buyer]);
    double const tau = in.adjustment_weeks + flaws_.adjustment_shift;
    w.order[g] = std::max(0.0, base + gap / tau);
}

void StockBook::serve(std::size_t j, ReferenceWeek& w) const {
    if (!base_.is_final(j)) {
        return;
    }
    double const received = w.receipts[base_.inputs() + j];
    double const postponed = base_.network.final_demand[j].postponed_share;
    double const unmet = std::max(0.0, w.wanted[j] - received);
    double& backlog = w.backlog[j];
    double const served =
        std::min(0.5 * backlog, std::max(0.0, received - w.wanted[j]));
    backlog += postponed * unmet - served;
    double& a = w.customers[j];
    a += (1 - a) / 52 - rules_.demand_destruction * std::max(0.0, unmet - 0.05);
    a = std::max(rules_.demand_floor, a);
    w.unmet[j] = unmet;
    w.lost[j] = unmet - served;
}
}  // namespace chokepoint::test
