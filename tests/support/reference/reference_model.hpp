/// \file reference_model.hpp
/// The weekly dynamics of one world in double precision, as the equations
/// read: the judge of the engine, which shares no code with it.
#pragma once

#include <array>
#include <vector>

#include "host/network/supply_network.hpp"
#include "tests/support/shocks.hpp"

namespace chokepoint::test {
/// Deliberate mistakes: a comparison that does not see them is worthless.
struct Flaws {
    bool ignore_order_ceiling = false;  ///< V = infinity
    bool quota_stretches = false;       ///< extra orders past a quota
    double adjustment_shift = 0;        ///< tau off by this many weeks
    bool new_stock_late = false;        ///< orders read last week's stock
    bool deaf_to_priority = false;      ///< mu = 0
    bool instant_transit = false;       ///< arrivals = receipts
    bool loyal_buyers = false;          ///< orders ignore chi
    bool standing_alone = false;        ///< chi takes orders nobody takes over
    bool needs_do_not_grow = false;     ///< kappa+ = 1 in needs and targets
    bool wasteful = false;              ///< use ignores thrift q
    bool supplier_side_prices = false;  ///< D = orders, S = X
    bool release_hides_shortage = false;  ///< F counts the release
    bool even_release = false;            ///< split by use, not by gaps
    bool growth_without_limit = false;    ///< no (1 - kappa / kappa_max)
    bool tools_wear_by_kind = false;      ///< eta falls for each kind of tool
    bool erosion_from_one = false;        ///< chi: sales are full at 1
    bool effects_ignore_bite = false;     ///< full effect whatever the pass
    bool answers_without_gap = false;     ///< no 26 weeks between answers
    bool stays_armed = false;             ///< firing does not disarm
    bool feels_at_once = false;           ///< Lambda without its memory
    bool sees_everything = false;         ///< hazard ignores visibility
    bool weights_ignored = false;         ///< every answer is as likely
    bool jump_without_bite = false;       ///< full jump whatever the pass
    bool limits_at_one = false;           ///< inputs limit as if x were 1
    bool rigid_working_week = false;      ///< target's week ignores activity
    bool inputs_follow_output = false;    ///< use is that of x, not of a
    bool no_scrap = false;                ///< events spoil no work in process
    bool line_ignores_transit = false;    ///< v = lambda whatever is sent
    bool orders_do_not_shift = false;     ///< F = 1
    bool limited_links_shift = false;     ///< F also under a quota
    bool savings_scale_target = false;    ///< target times q
    bool thrift_scales_target = false;    ///< target times theta
    bool price_against_receipts = false;  ///< S = what came
    bool arms_without_bite = false;       ///< pass 1 is answered as well
};

/// One value for each priority class.
using ByPriority = std::array<double, 2>;

/// A measure in force: until week `end` it lets `pass` through.
struct MeasureTerm {
    double pass = 1;
    int end = 0;
};

/// State after a week; ratios to baseline. Groups: rows of `inputs`, then
/// rows of `final_demand` (sinks).
struct ReferenceWeek {
    std::vector<double> damage_factor;    ///< [nodes] k
    std::vector<double> capacity;         ///< [nodes] cap
    std::vector<double> able;             ///< [nodes] cap, without slack
    std::vector<double> demand;           ///< [nodes] d
    std::vector<double> output;           ///< [nodes] x
    std::vector<ByPriority> fill;         ///< [nodes] phi
    std::vector<ByPriority> reliability;  ///< [nodes] f
    std::vector<double> overtime;         ///< [nodes] alpha
    std::vector<double> stock;            ///< [groups] s, weeks
    std::vector<double> order;            ///< [groups] O; sinks: fd
    std::vector<double> effort;           ///< [groups] y, weeks
    std::vector<double> extra_order;      ///< [groups] e
    std::vector<double> leaving;          ///< [groups] l
    std::vector<double> transit;          ///< [groups] v, weeks
    std::vector<double> shipped;          ///< [groups] R/Rbar before transit
    std::vector<double> receipts;         ///< [groups] r
    std::vector<double> use;              ///< [groups] u; sinks: 0
    std::vector<double> pass;             ///< [links] P
    std::vector<double> link_order;       ///< [links] o_l, money
    std::vector<double> unmet;            ///< [sinks] of this week
    std::vector<double> lost;             ///< [sinks] unmet less backlog served
    std::vector<double> backlog;          ///< [sinks]
    std::vector<double> customers;        ///< [sinks] a
    std::vector<double> leak;             ///< [measures] l after the week
    std::vector<MeasureTerm> term;        ///< [measures]
    std::vector<double> measure_pass;     ///< [measures] p with leak

    // Reactions.
    double tension = 0;             ///< T of the next week
    std::vector<double> pair_loss;  ///< [pairs] Lambda
    int retaliations = 0;           ///< so far
    int longest_chain = 0;          ///< so far
    double margin = 1;  ///< of the week's closest decision, a probability

    // What the rest of the week needs.
    std::vector<double> before_bundle;  ///< [nodes] x'
    std::vector<double> desired;        ///< [nodes] want, opt
    std::vector<double> offer;          ///< [nodes] rho
    std::vector<double> starts;         ///< [nodes] a
    std::vector<double> work;           ///< [nodes] work in process, weeks
    std::vector<double> wanted;         ///< [sinks] A a theta
    std::vector<double> ceiling;        ///< [links] V
    std::vector<double> stays;          ///< [links] 1 - kappa, or 1
    std::vector<double> moves;          ///< [links] pull f; F = stays + moves
    std::vector<double> blocked;        ///< [groups] M
    std::vector<double> missing;        ///< [groups] M'
    std::vector<double> savings;        ///< [groups] q; sinks: 1
    std::vector<double> readiness;      ///< [groups] z
    std::vector<double> placed;         ///< [groups] O that this week served
    std::vector<double> released;       ///< [groups] from reserves, money
    std::vector<double> duty;           ///< [links] sum of tariff rates

    // Slow states after the week.
    std::vector<double> growth;         ///< [nodes] kappa
    std::vector<double> upkeep;         ///< [nodes] eta
    std::vector<double> standing;       ///< [nodes] chi
    std::vector<bool> step_done;        ///< [steps]
    std::vector<double> log_price;      ///< [markets]
    std::vector<double> content;        ///< [stockpiles] Z, weeks
    std::vector<double> national_fill;  ///< [stockpiles] F of the week
    std::vector<double> gap;            ///< [groups] O Rbar - R if positive
};

/// kappa eta of the nodes.
std::vector<double> kept_capacity(ReferenceWeek const& week);

/// March `weeks` weeks. \param network indices in range, Dbar, Rbar > 0
std::vector<ReferenceWeek> march_reference(SupplyNetwork const& network,
                                           Shocks const& shocks,
                                           CoreRules const& rules,
                                           int weeks,
                                           Flaws const& flaws = {});

/// Priority rationing (B5.3). \param demand d_0, d_1 of the two classes
/// \return share of each class's orders that output `x` serves
ByPriority ration(double x, ByPriority demand, double priority_share);
}  // namespace chokepoint::test
