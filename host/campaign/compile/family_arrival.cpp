#include "host/campaign/compile/family_arrival.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/campaign/model/quantile_table.hpp"

namespace chokepoint {
namespace {
constexpr double weeks_per_year = 52;
constexpr double highest_tension = 5;
/// A family with more candidates per entity than this in five years is
/// tested week by week (model C3.3). Five years whatever the run: the
/// first years of a world must not depend on how long it lasts.
constexpr double most_candidates = 8, candidate_years = 5;
/// Outbreaks of conflict that the list has room for, per entity.
constexpr double conflict_events = 8;
/// Random addresses have 12 bits for the candidates of a year
/// (candidates_a_year in random.cuh).
constexpr std::size_t most_a_year = 4095;

/// Highest rate multiplier that thinning can meet (model C3).
double highest_multiplier(FamilySpec const& spec) {
    return *std::max_element(spec.multiplier.begin(), spec.multiplier.end()) *
           (1 + highest_tension * spec.tension_slope);
}

/// Only controls can be tested weekly: damage and delays live in the list.
bool is_control(FamilyType type) {
    return type == FamilyType::export_ban || type == FamilyType::licence ||
           type == FamilyType::entity_list || type == FamilyType::import_ban ||
           type == FamilyType::tariff;
}

/// Candidates that a year may have; for means beyond the limit no list of
/// them is made.
std::size_t most_of_a_year(double mean) {
    return mean > static_cast<double>(most_a_year)
               ? static_cast<std::size_t>(std::min(mean, 1e15))
               : poisson_thresholds(mean).size();
}

bool is_weekly(FamilySpec const& spec, std::size_t entities) {
    if (!is_control(spec.type)) {
        return false;
    }
    if (spec.arrival != "auto") {
        return spec.arrival == "weekly";
    }
    double const rate = spec.rate * highest_multiplier(spec);
    return spec.type == FamilyType::entity_list ||
           rate * candidate_years > most_candidates ||
           most_of_a_year(rate * static_cast<double>(entities)) > most_a_year;
}

/// Entities in proportion to their rates.
void share_out(std::vector<double> const& rates, double total, Entity* entity) {
    double sum = 0;
    for (std::size_t e = 0; e < rates.size(); ++e) {
        sum += rates[e];
        bool const last = e + 1 == rates.size();
        entity[e].cumulative =
            last || total == 0 ? 0xffffffffu : threshold_of(sum / total);
    }
}

double set_poisson(ModelBuilder& b,
                   FamilySpec const& spec,
                   std::vector<double> const& rates,
                   Family& family) {
    double const total = std::accumulate(rates.begin(), rates.end(), 0.0);
    share_out(rates, total, b.model.entity.data() + family.first_entity);
    double const highest = highest_multiplier(spec);
    family.keep_scale = static_cast<float>(highest > 0 ? 1 / highest : 0);
    auto const per_year = total * highest;
    auto const most = most_of_a_year(per_year);
    if (most > most_a_year) {
        spec.location.fail(
            "rate", fmt::format("{} targets have {:.0f} candidate events a "
                                "year, up to {} (at most {}; select fewer, "
                                "lower the rate, or split the family)",
                                rates.size(), per_year, most, most_a_year));
    }
    auto const counts = poisson_thresholds(per_year);
    family.first_count = b.add_thresholds(counts);
    family.count_thresholds = static_cast<std::uint32_t>(counts.size());
    // Mean plus six standard deviations, and three for small means.
    double const mean = per_year * b.model.weeks / weeks_per_year;
    return mean > 0 ? std::ceil(mean + 6 * std::sqrt(mean) + 3) : 0;
}
}  // namespace

double set_arrival(ModelBuilder& b,
                   FamilySpec const& spec,
                   std::vector<double> const& rates,
                   Family& family) {
    family.keep_scale = 1;
    if (spec.type == FamilyType::blockade) {
        family.arrival = Arrival::conflict;
        return conflict_events * family.entities;
    }
    if (is_weekly(spec, rates.size())) {
        family.arrival = Arrival::weekly;
        for (std::size_t e = 0; e < rates.size(); ++e) {
            b.model.entity[family.first_entity + e].weekly_rate =
                static_cast<float>(rates[e] / weeks_per_year);
        }
        return 0;
    }
    family.arrival = Arrival::poisson;
    return set_poisson(b, spec, rates, family);
}
}  // namespace chokepoint
