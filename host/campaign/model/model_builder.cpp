#include "host/campaign/model/model_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/campaign/model/quantile_table.hpp"
#include "host/campaign/spec/special_functions.hpp"

namespace chokepoint {
namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}
}  // namespace

double tariff_pass(double tariff, double elasticity) {
    return std::pow(1 + tariff, -elasticity);
}

ModelBuilder::ModelBuilder(Campaign const& given, SupplyNetwork const& tables)
    : campaign{given},
      network{tables},
      model{CompiledNetwork{tables}},
      select{tables} {
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
        model.set_node.push_back(i);
        model.set_first.push_back(i + 1);
    }
}

std::uint32_t ModelBuilder::add_table(std::vector<float> const& values) {
    model.quantile.insert(model.quantile.end(), values.begin(), values.end());
    return size_of(model.quantile) / knots - 1;
}

std::uint32_t ModelBuilder::table(Distribution const& d,
                                  double low,
                                  double high) {
    for (auto const& known : known_) {
        if (known.distribution == d && known.low == low && known.high == high) {
            return known.index;
        }
    }
    auto const index = add_table(quantile_knots(
        [&](double p, double complement) { return d.quantile(p, complement); },
        low, high));
    known_.push_back({d, low, high, index});
    return index;
}

std::uint32_t ModelBuilder::table_or_none(Distribution const& d,
                                          double low,
                                          double high) {
    return d == Distribution::constant(0) ? none : table(d, low, high);
}

std::uint32_t ModelBuilder::normal_table() {
    return add_table(quantile_knots(normal_quantile, -infinity, infinity));
}

std::uint32_t ModelBuilder::add_thresholds(
    std::vector<std::uint32_t> const& list) {
    auto const first = size_of(model.threshold);
    model.threshold.insert(model.threshold.end(), list.begin(), list.end());
    return first;
}

std::uint32_t ModelBuilder::node_set(Rows const& nodes) {
    if (nodes.size() == 1) {
        return nodes.front();
    }
    return new_set(nodes);
}

std::uint32_t ModelBuilder::node_set(Rows const& nodes,
                                     std::vector<double> const& shares) {
    if (std::all_of(shares.begin(), shares.end(),
                    [](double share) { return share == 1; })) {
        return node_set(nodes);
    }
    // A network without sites has no shares at all.
    model.set_share.resize(model.set_node.size(), 1.0f);
    auto const set = new_set(nodes);
    std::transform(
        shares.begin(), shares.end(),
        model.set_share.end() - static_cast<std::ptrdiff_t>(shares.size()),
        [](double share) { return static_cast<float>(share); });
    return set;
}

std::uint32_t ModelBuilder::new_set(Rows const& nodes) {
    model.set_node.insert(model.set_node.end(), nodes.begin(), nodes.end());
    model.set_first.push_back(size_of(model.set_node));
    if (!model.set_share.empty()) {
        model.set_share.resize(model.set_node.size(), 1.0f);
    }
    return size_of(model.set_first) - 2;
}

Slot ModelBuilder::licence_slot(LicenceTerms const& terms) {
    Slot slot{};
    slot.type = SlotType::licence;
    slot.quantity = 1;
    slot.utilisation = static_cast<float>(terms.utilisation);
    slot.value_share[0] = static_cast<float>(1 - terms.large_value_share);
    slot.value_share[1] = static_cast<float>(terms.large_value_share);
    slot.applications = terms.applications;
    slot.first_approval = add_thresholds(
        binomial_thresholds(terms.applications, terms.approval_small));
    add_thresholds(
        binomial_thresholds(terms.applications, terms.approval_large));
    slot.first_wait = size_of(model.wait_cdf);
    for (std::int32_t age = 0; age <= model.weeks; ++age) {
        model.wait_cdf.push_back(
            static_cast<float>(terms.wait_weeks.cumulative(age)));
    }
    slot.wait_table =
        terms.applications == 1 ? table(terms.wait_weeks, 0, infinity) : none;
    return slot;
}
}  // namespace chokepoint
