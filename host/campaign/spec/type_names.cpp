#include "host/campaign/spec/type_names.hpp"

#include <cmath>

#include "host/campaign/spec/family_types.hpp"
#include "host/campaign/spec/measure_types.hpp"

namespace chokepoint {
namespace {
template <class Table>
Names names_in(Table const& table) {
    Names names;
    for (auto const& row : table) {
        names.push_back(row.name);
    }
    return names;
}
}  // namespace

Names const& mode_names() {
    static Names const names{"standard", "leontief", "ario", "esri-down",
                             "pichler"};
    return names;
}

Names const& order_rule_names() {
    static Names const names{"fixed", "capacity"};
    return names;
}

Names const& sampling_names() {
    static Names const names{"plain", "screened"};
    return names;
}

Names const& regime_names() {
    static Names const names{"calm", "competition", "crisis", "conflict"};
    return names;
}

Names const& family_names() {
    static Names const names = names_in(family_type_table());
    return names;
}

Names const& event_names() {
    static Names const names{"capacity", "demand", "logistic", "blockade"};
    return names;
}

Names const& measure_names() {
    static Names const names = names_in(measure_type_table());
    return names;
}

Names const& compliance_names() {
    static Names const names{"fdi_review",          "export_control",
                             "entity_list",         "import_restriction",
                             "personnel",           "supply_coalition",
                             "technology_coalition"};
    return names;
}

Names const& loss_names() {
    static Names const names{"value_added", "value_added_net", "final_demand",
                             "peak",        "episode",         "recovery",
                             "cover",       "shortages",       "reserves",
                             "prices",      "flows",           "denial",
                             "costs",       "slow_states",     "leverage"};
    return names;
}

Names const& distribution_names() {
    static Names const names{"constant",  "uniform",           "beta",
                             "lognormal", "negative_binomial", "mixture",
                             "discrete",  "empirical"};
    return names;
}

Names const& distribution_keys(Distribution::Kind kind) {
    static std::vector<Names> const keys{{"value"},
                                         {"low", "high"},
                                         {"a", "b"},
                                         {"median", "log_sd"},
                                         {"mean", "size"},
                                         {"atom", "atom_probability"},
                                         {},
                                         {}};
    return keys[static_cast<std::size_t>(kind)];
}

double stationary_noise(double persistence) {
    return std::sqrt(1 - persistence * persistence);
}
}  // namespace chokepoint
