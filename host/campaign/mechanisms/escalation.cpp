#include "host/campaign/mechanisms/escalation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace chokepoint {
namespace {
using Matrix = std::vector<std::vector<double>>;

double share_of(CompiledModel const& model,
                Pair const& pair,
                std::uint32_t slot,
                bool& armed) {
    for (auto k = pair.first_exposure; k < pair.last_exposure; ++k) {
        if (model.exposure[k].slot == slot) {
            armed = true;
            return double{model.exposure[k].share};
        }
    }
    return 0;
}

double median_weeks(CompiledModel const& model, std::uint32_t table) {
    // The first knot of the upper half.
    return double{model.quantile[table * knots + knots_per_half]};
}

/// Answers of `pair` to one counter.
double answers(CompiledModel const& model,
               SlotStore const& slots,
               Pair const& pair,
               Pair const& fired,
               Counter const& counter) {
    double exposed = 0, bite = 0;
    bool armed = false;
    for (auto a = counter.first_activation; a < counter.last_activation; ++a) {
        auto const& activation = model.activation[a];
        double const here = bite_of(slots.slot(activation.slot), activation);
        exposed += here * share_of(model, pair, activation.slot, armed);
        bite = std::max(bite, here);
    }
    double const calm = 1 - double{pair.restraint};
    double const weeks = std::min<double>(
        model.weeks, median_weeks(model, fired.duration_table));
    double expected = 0;
    if (armed) {
        double const hazard = std::clamp(
            (double{pair.base} + double{pair.by_loss} * exposed) * calm, 0.0,
            double{pair.most});
        expected += 1 - std::pow(1 - hazard, std::max(1.0, weeks));
    }
    double const memory =
        1 / std::max(1 - double{model.world.tension_persistence}, 1e-6);
    return expected + double{pair.by_tension} * calm *
                          double{fired.tension_jump} * bite *
                          std::min<double>(memory, model.weeks);
}

double largest_eigenvalue(Matrix const& k) {
    int const steps = 100;
    std::vector<double> v(k.size(), 1);
    double growth = 0;
    for (int step = 0; step < steps; ++step) {
        std::vector<double> next(k.size());
        for (std::size_t p = 0; p < k.size(); ++p) {
            for (std::size_t q = 0; q < k.size(); ++q) {
                next[p] += (k[p][q] + (p == q ? 1 : 0)) * v[q];
            }
        }
        growth = *std::max_element(next.begin(), next.end());
        for (std::size_t p = 0; p < k.size(); ++p) {
            v[p] = next[p] / growth;
        }
    }
    return growth - 1;  // of K + 1: also pairs that only answer each other
}
}  // namespace

double bite_of(Slot const& slot, Activation const& activation) {
    switch (slot.type) {
        case SlotType::fixed:
            return 1 - double{activation.level};
        case SlotType::tariff:
            return 1 - double{slot.level_pass[static_cast<std::size_t>(
                           activation.level)]};
        case SlotType::entity_list:
            return double{slot.strictness} * double{activation.level};
        default:  // a licence: how firm its stop is
            return double{activation.comply_scale};
    }
}

double branching_ratio(CompiledModel const& model, SlotStore const& slots) {
    auto const pairs = model.pair.size();
    if (pairs == 0) {
        return 0;
    }
    Matrix k(pairs, std::vector<double>(pairs));
    for (std::size_t p = 0; p < pairs; ++p) {
        auto const& fired = model.pair[p];
        double total = 0;
        for (auto c = fired.first_counter; c < fired.last_counter; ++c) {
            total += double{model.counter[c].weight};
        }
        for (std::size_t q = 0; total > 0 && q < pairs; ++q) {
            for (auto c = fired.first_counter; c < fired.last_counter; ++c) {
                k[p][q] += double{model.counter[c].weight} / total *
                           answers(model, slots, model.pair[q], fired,
                                   model.counter[c]);
            }
        }
    }
    return largest_eigenvalue(k);
}
}  // namespace chokepoint
