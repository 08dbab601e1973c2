#include "kernels/engine/packed_network.hpp"

#include <cmath>

namespace chokepoint {
namespace {
template <class T>
Span<T> span(std::vector<T> const& values) {
    return {values.data(), static_cast<std::uint32_t>(values.size())};
}
/// Is some link of this group of a class that measures can touch?
bool has_controls(NetworkView const& n, std::uint32_t group) {
    for (auto l = n.first_in[group]; l < n.first_in[group + 1]; ++l) {
        if (n.in_link[l].control & ~quantity_bit) {
            return true;
        }
    }
    return false;
}
}  // namespace

/// Why one correction is enough. Let y = RN(1/d), e = |y d - 1| 2^24 and write
/// errors in ulps of the quotient x / d < 2^24. q = RN(x y) is off by at most
/// 1/2 + e, so the remainder x - q d is a float and the fused operation gives
/// it exactly. The corrected value before its rounding is off by at most
/// (1/2 + e) e 2^-24. The rounding is right unless x / d lies that near to the
/// middle of two floats; but x / d is at least 2^-24 / m away from any middle,
/// with m in [1, 2) the significand of d, because their difference is a whole
/// number over 2 d. So (1/2 + e) e < 1 / m is enough.
Divisor make_divisor(float value) {
    float const reciprocal = 1.0f / value;
    int exponent;
    double const significand =
        2 * std::frexp(static_cast<double>(value), &exponent);
    double const e =
        std::ldexp(std::abs(std::fma(static_cast<double>(reciprocal),
                                     static_cast<double>(value), -1.0)),
                   24);
    bool const ordinary = value > 1e-7f && value < 1e7f;
    bool const proven = ordinary && (0.5 + e) * e < 0.999 / significand;
    return {value, proven ? reciprocal : 0.0f};
}

PackedModel::PackedModel(ModelView const& plain) : view{plain} {
    auto& n = view.network;
    for (std::uint32_t l = 0; l < n.links; ++l) {
        auto const& link = n.in_link[l];
        in_.push_back(
            {link.fill_row, link.flow, n.in_weight[l], link.alternate_weight});
    }
    for (std::uint32_t g = 0; g < n.groups; ++g) {
        auto const& group = n.group[g];
        auto const bits =
            (group.has_alternates ? has_alternates_bit : 0) |
            (group.first_route != group.last_route ? has_routes_bit : 0) |
            (has_controls(n, g) ? has_controls_bit : 0);
        group_.push_back({make_divisor(group.baseline_receipts),
                          make_divisor(group.adjustment),
                          make_divisor(group.qualification_ramp),
                          make_divisor(1.0f + group.lead_time),
                          group.target_stock, group.qualification_delay,
                          group.resourcing_ceiling, group.owner,
                          group.transit_row,
                          static_cast<std::uint32_t>(group.input_class) | bits,
                          n.first_in[g], n.first_in[g + 1]});
    }
    for (std::uint32_t i = 0; i < n.nodes; ++i) {
        auto const& node = n.node[i];
        demand_.push_back(make_divisor(node.baseline_demand));
        overtime_.push_back(make_divisor(node.overtime_weeks > 0
                                             ? node.overtime_weeks
                                             : view.rules.overtime_weeks));
    }
    for (std::uint32_t g = 0; g < n.habit.size; ++g) {
        auto habit = n.habit[g];
        habit.weight = 0;
        habit.lead_time = n.group[g].lead_time;
        std::uint32_t suppliers = 0;
        for (auto l = n.first_in[g]; l < n.first_in[g + 1]; ++l) {
            habit.weight = habit.weight + n.in_weight[l];
            suppliers += n.in_link[l].flow > 0;
        }
        habit.moves = habit.shift_share > 0 &&
                      (suppliers > 1 || view.rules.orders_by_capacity);
        habit_.push_back(habit);
    }
    n.habit = span(habit_);
    n.packed_in = span(in_);
    n.packed_group = span(group_);
    n.demand_divisor = span(demand_);
    n.overtime_divisor = span(overtime_);
    view.rules.reliability_divisor = make_divisor(view.rules.reliability_weeks);
}
}  // namespace chokepoint
