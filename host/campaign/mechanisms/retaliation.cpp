#include "host/campaign/mechanisms/retaliation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "host/campaign/measures/compiled_measure.hpp"
#include "host/campaign/mechanisms/escalation.hpp"
#include "host/campaign/mechanisms/first_order_loss.hpp"
#include "host/campaign/model/slot_dyads.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
/// A country never counts less of its own loss (model B6.3).
constexpr double least_loss = 1e-6;  ///< of weekly value added
constexpr double most_lag = 26;      ///< weeks
constexpr double longest_term = 5200;
/// Above it the campaign gets a warning (model B6.1).
constexpr double lively = 0.8;

template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}

/// Mean of a coverage, cut to 0-1 as its table is: counters draw none of
/// their own.
double mean_of(Distribution const& d) {
    int const points = 1000;
    double sum = 0;
    for (int i = 0; i < points; ++i) {
        double const p = (i + 0.5) / points;
        sum += std::min(1.0, std::max(0.0, d.quantile(p, 1 - p)));
    }
    return sum / points;
}

/// A measure of the menu as the reactor would take it against the actor.
MeasureSpec counter_spec(MeasureSpec measure,
                         std::string const& prefix,
                         std::string const& reactor,
                         std::string const& actor) {
    auto& exporters = measure.target.exporters;
    auto& importers = measure.target.importers;
    exporters = {at_importer(measure.type) ? actor : reactor};
    importers = {at_importer(measure.type) ? reactor : actor};
    measure.name = prefix + ":" + measure.name;
    measure.senders = {reactor};
    measure.strictness *=
        mean_of(measure.coverage) * senders_compliance(measure);
    measure.coverage = Distribution::constant(1);
    measure.implementation_weeks = Distribution::constant(0);
    measure.allied = {};
    measure.exit.follows.clear();
    measure.reach = {};
    return measure;
}

/// Fills the pairs of one section.
class PairCompiler {
  public:
    PairCompiler(ModelBuilder& b,
                 RetaliationSpec const& spec,
                 FirstOrderLoss const& loss)
        : b_{b}, spec_{spec}, loss_{loss} {
        auto const reactor =
            b.select.countries({spec.reactor}, spec.location, "reactor");
        if (std::count(reactor.begin(), reactor.end(), 1) != 1) {
            spec.location.fail("reactor", "must be one country");
        }
        reactor_ = static_cast<std::uint32_t>(
            std::find(reactor.begin(), reactor.end(), 1) - reactor.begin());
    }

    void operator()(std::set<std::pair<std::uint32_t, std::uint32_t>>& taken) {
        auto const against =
            b_.select.countries(spec_.against, spec_.location, "against");
        bool any = false;
        for (std::uint32_t a = 0; a < against.size(); ++a) {
            if (!against[a] || a == reactor_) {
                continue;
            }
            if (!taken.emplace(reactor_, a).second) {
                spec_.location.fail(
                    "against",
                    fmt::format("{} answers {} in another section already",
                                id(reactor_), id(a)));
            }
            add_pair(a);
            any = true;
        }
        if (!any) {
            spec_.location.fail("against", "names only the reactor itself");
        }
    }

  private:
    std::string const& id(std::uint32_t country) const {
        return b_.network.countries[country].id;
    }

    void add_pair(std::uint32_t actor) {
        auto& model = b_.model;
        Pair pair{};
        pair.reactor = reactor_;
        pair.actor = actor;
        auto const name = fmt::format("{}>{}", id(reactor_), id(actor));
        pair.address = b_.slots.take_address("retaliation:" + name);
        pair.first_counter = size_of(model.counter);
        for (auto const& measure : b_.campaign.measures) {
            if (std::count(spec_.measures.begin(), spec_.measures.end(),
                           measure.name)) {
                add_counter(actor, name, measure);
            }
        }
        pair.last_counter = size_of(model.counter);
        if (pair.first_counter == pair.last_counter) {
            b_.warnings.push_back(fmt::format(
                "{}: {}: {} cannot answer {} (no measure of its menu touches "
                "trade between them)",
                spec_.location.section, spec_.location.title, id(reactor_),
                id(actor)));
        }
        scale_weights(pair);
        pair.base = static_cast<float>(spec_.base);
        pair.by_loss = static_cast<float>(spec_.by_loss);
        pair.by_tension = static_cast<float>(spec_.by_tension);
        pair.most = static_cast<float>(spec_.most);
        pair.restraint = static_cast<float>(spec_.restraint);
        pair.tension_jump = static_cast<float>(spec_.tension_jump);
        pair.lag_table = b_.table(spec_.lag_weeks, 0, most_lag);
        pair.duration_table = b_.table(spec_.duration_weeks, 0, longest_term);
        model.pair.push_back(pair);
        model.pair_name.push_back(name);
    }

    void add_counter(std::uint32_t actor,
                     std::string const& pair_name,
                     MeasureSpec const& measure) {
        auto const made = compile_measure(
            b_, counter_spec(measure, pair_name, id(reactor_), id(actor)),
            EmptyScope::skip);
        if (made.parts.empty()) {
            return;
        }
        auto& model = b_.model;
        Counter counter{};
        counter.first_activation = size_of(model.activation);
        double theirs = 0, own = 0;
        for (auto const& part : made.parts) {
            model.activation.push_back(part.activation);
            auto const slot = part.activation.slot;
            auto const lost = loss_(b_.slots.scope(slot));
            auto const bite = bite_of(b_.slots.slot(slot), part.activation);
            theirs += bite * lost[actor];
            own += bite * lost[reactor_];
        }
        counter.last_activation = size_of(model.activation);
        own = std::max(own, least_loss * loss_.value_added()[reactor_]);
        double const ratio = own > 0 ? theirs / own : 1;
        counter.weight = static_cast<float>(std::pow(ratio, spec_.information));
        log_weight_.push_back(spec_.information * std::log(ratio));
        ask_for_dominance(made, counter);
        model.counter.push_back(counter);
    }

    /// Largest weight of the pair = 1: a high power of the ratio fits no
    /// float. Nothing to win anywhere: all weigh the same.
    void scale_weights(Pair const& pair) {
        double most = -HUGE_VAL;
        for (auto const w : log_weight_) {
            most = std::max(most, w);
        }
        for (std::size_t k = 0; k < log_weight_.size(); ++k) {
            b_.model.counter[pair.first_counter + k].weight =
                most == -HUGE_VAL
                    ? 1.0f
                    : static_cast<float>(std::exp(log_weight_[k] - most));
        }
        log_weight_.clear();
    }

    /// M9: the reactor's share of the output of the products concerned.
    void ask_for_dominance(CompiledMeasure const& made, Counter& counter) {
        counter.share = static_cast<float>(spec_.available_above);
        if (spec_.available_above == 0) {
            return;
        }
        Mask products(b_.network.products.size());
        for (auto const& part : made.parts) {
            for (auto const l : b_.slots.scope(part.activation.slot)) {
                products[b_.select.product(b_.network.links[l])] = 1;
            }
        }
        auto& pool = b_.model.counter_node;
        auto const add = [&](bool own) {
            for (std::uint32_t i = 0; i < b_.network.nodes.size(); ++i) {
                auto const& node = b_.network.nodes[i];
                if (products[node.product] &&
                    (!own || node.country == reactor_)) {
                    pool.push_back(i);
                }
            }
            return size_of(pool);
        };
        counter.first_own = size_of(pool);
        counter.last_own = counter.first_all = add(true);
        counter.last_all = add(false);
    }

    ModelBuilder& b_;
    RetaliationSpec const& spec_;
    FirstOrderLoss const& loss_;
    std::uint32_t reactor_ = 0;
    std::vector<double> log_weight_;  ///< of the pair being made
};

/// Slots that some package, answer or family can start: not those of measures
/// that only lend their terms to a menu.
Mask startable(ModelBuilder const& b) {
    Mask can_start(b.slots.size());
    for (auto const& activation : b.model.activation) {
        can_start[activation.slot] = 1;
    }
    for (auto const& entity : b.model.entity) {
        for (std::uint32_t k = 0; k < entity.slots; ++k) {
            can_start[entity.first_slot + k] = 1;
        }
    }
    return can_start;
}

/// Slots of the actor that put value added of the reactor at stake, or touch
/// its trade; and for every slot the pairs that it arms.
void add_exposures(ModelBuilder& b, FirstOrderLoss const& loss) {
    auto& model = b.model;
    SlotDyads const parties{b};
    auto const can_start = startable(b);
    std::vector<Rows> armed_by(b.slots.size());
    std::vector<std::vector<double>> lost;
    for (std::uint32_t s = 0; s < b.slots.size(); ++s) {
        lost.push_back(loss(b.slots.scope(s)));
    }
    for (std::uint32_t p = 0; p < model.pair.size(); ++p) {
        auto& pair = model.pair[p];
        double const all = loss.value_added()[pair.reactor];
        pair.first_exposure = size_of(model.exposure);
        for (std::uint32_t s = 0; s < b.slots.size(); ++s) {
            double const at_stake = lost[s][pair.reactor];
            if (!can_start[s] || !parties.acts(s, pair.actor) ||
                (at_stake <= 0 && !parties.meets(s, pair.reactor))) {
                continue;
            }
            double const share = all > 0 ? std::min(1.0, at_stake / all) : 0;
            model.exposure.push_back({s, static_cast<float>(share)});
            armed_by[s].push_back(p);
        }
        pair.last_exposure = size_of(model.exposure);
    }
    model.slot_first_pair.assign(1, 0);
    for (auto const& pairs : armed_by) {
        model.slot_pair.insert(model.slot_pair.end(), pairs.begin(),
                               pairs.end());
        model.slot_first_pair.push_back(size_of(model.slot_pair));
    }
}
}  // namespace

void compile_counters(ModelBuilder& b) {
    if (b.campaign.retaliations.empty()) {
        return;
    }
    FirstOrderLoss const loss{b};
    std::set<std::pair<std::uint32_t, std::uint32_t>> taken;
    for (auto const& spec : b.campaign.retaliations) {
        PairCompiler{b, spec, loss}(taken);
    }
    b.model.world.world_active = 1;  // hazards follow tension
}

void compile_exposures(ModelBuilder& b) {
    if (b.model.pair.empty()) {
        return;
    }
    add_exposures(b, FirstOrderLoss{b});
    double const ratio = branching_ratio(b.model, b.slots);
    if (ratio > lively) {
        b.warnings.push_back(fmt::format(
            "retaliation feeds on itself: one answer brings about {:.2f} "
            "others before it ends (above 1 only the {} weeks between two "
            "answers of a country hold it back; raise `restraint` or lower "
            "`base`, `by_loss`)",
            ratio, retaliation_gap));
    }
}
}  // namespace chokepoint
