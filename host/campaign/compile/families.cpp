#include "host/campaign/compile/families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "host/campaign/compile/family_arrival.hpp"
#include "host/campaign/measures/idle_denial.hpp"
#include "host/campaign/model/control_slots.hpp"
#include "host/campaign/model/quantile_table.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::uint32_t most_events = 1 << 15;  ///< of one world
/// Random addresses have room for the members of an arc (random.cuh).
constexpr std::size_t most_members = 1 << 14;

template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}

class FamilyCompiler {
  public:
    FamilyCompiler(ModelBuilder& b, FamilySpec const& spec, std::uint32_t id)
        : b_{b}, spec_{spec} {
        family_.id = id;
        family_.first_entity = size_of(b.model.entity);
        family_.severity_table = b.table_or_none(spec.severity, 0, 1);
        family_.hold_table = b.table_or_none(spec.hold_weeks, 0, infinity);
        family_.recovery_table =
            b.table_or_none(spec.recovery_weeks, 0, infinity);
        family_.delay_table = none;
        family_.level_draw = LevelDraw::absent;
        family_.level_table = none;
        family_.fraction_table = none;
        family_.latent_table = none;
        family_.chi_table = none;
        for (std::uint32_t r = 0; r < regimes; ++r) {
            family_.multiplier[r] = static_cast<float>(spec.multiplier[r]);
        }
        family_.tension_slope = static_cast<float>(spec.tension_slope);
        family_.tension_jump = static_cast<float>(spec.tension_jump);
    }

    /// \return expected candidates of a world, and room for their spread
    double operator()() {
        make_entities();
        family_.entities = size_of(b_.model.entity) - family_.first_entity;
        auto const room = set_arrival(b_, spec_, rates_, family_);
        b_.model.family.push_back(family_);
        b_.model.family_name.push_back(spec_.name);
        return room;
    }

  private:
    void make_entities() {
        switch (spec_.type) {
            case FamilyType::natural_hazard:
                return hazards();
            case FamilyType::plant_accident:
                return accidents();
            case FamilyType::cyber_outage:
                return spec_.unit == "firm" ? vendors() : outages();
            case FamilyType::logistic:
                return routes();
            case FamilyType::demand_surge:
                return surges();
            case FamilyType::blockade:
                return blockade();
            default:
                return controls();
        }
    }

    Entity& add_entity(std::string const& what, double rate) {
        rates_.push_back(rate);
        b_.model.entity_name.push_back(spec_.name + ":" + what);
        b_.model.entity.push_back({0, 0, none, 0, 0, none, none});
        return b_.model.entity.back();
    }

    void level(Distribution const& d, double low, double high) {
        family_.level_draw = LevelDraw::continuous;
        family_.level_table = b_.table(d, low, high);
    }

    /// One entity a country; an arc of its nodes is hit (model C2.1).
    void hazards() {
        family_.fraction_table = b_.table(spec_.fraction, 0, 1);
        auto const latent =
            latent_knots_of(spec_.severity, spec_.copula_freedom, 0, 1);
        family_.latent_table = size_of(b_.model.latent) / latent_knots;
        b_.model.latent.insert(b_.model.latent.end(), latent.begin(),
                               latent.end());
        family_.common_share =
            static_cast<float>(std::sqrt(spec_.copula_correlation));
        family_.own_share =
            static_cast<float>(std::sqrt(1 - spec_.copula_correlation));
        if (spec_.copula_freedom > 0) {
            family_.chi_table = b_.add_table(quantile_knots(
                inverse_chi_scale(spec_.copula_freedom), 0, infinity));
        }
        std::map<std::uint32_t, Rows> by_country;
        for (auto const i : b_.select.nodes(spec_.target, spec_.location)) {
            by_country[b_.network.nodes[i].country].push_back(i);
        }
        for (auto const& [c, nodes] : by_country) {
            auto const& country = b_.network.countries[c];
            if (nodes.size() > most_members) {
                spec_.location.fail(
                    "", fmt::format("selects {} nodes of {} (a natural hazard "
                                    "can choose among {} of a country)",
                                    nodes.size(), country.id, most_members));
            }
            auto const rate = country.natural_hazard_rate >= 0
                                  ? country.natural_hazard_rate
                                  : spec_.rate;
            // The event is in one region: of a node that stands in several
            // it takes what stands there (model C2.2).
            std::vector<double> shares;
            for (auto const i : nodes) {
                shares.push_back(1.0 / std::min(b_.network.nodes[i].sites,
                                                country.hazard_regions));
            }
            add_entity(country.id, rate).node_set = b_.node_set(nodes, shares);
        }
    }

    /// Each plant burns by itself (model C2.2).
    void accidents() {
        for (auto const i : b_.select.nodes(spec_.target, spec_.location)) {
            auto const& node = b_.network.nodes[i];
            add_entity(node.id, spec_.rate * node.sites).node_set =
                b_.node_set({i}, {1.0 / node.sites});
        }
    }

    /// One network of computers a node, however many plants: `sites` do not
    /// count (model C2.2).
    void outages() {
        for (auto const i : b_.select.nodes(spec_.target, spec_.location)) {
            add_entity(b_.network.nodes[i].id, spec_.rate).node_set =
                b_.node_set({i});
        }
    }

    /// All plants of a firm fail together; a node without firm fails alone.
    void vendors() {
        std::map<std::uint32_t, Rows> by_firm;
        Rows alone;
        for (auto const i : b_.select.nodes(spec_.target, spec_.location)) {
            auto const firm = b_.network.whole_firm(b_.network.nodes[i].firm);
            (firm == none ? alone : by_firm[firm]).push_back(i);
        }
        for (auto const& [firm, nodes] : by_firm) {
            add_entity(b_.network.firms[firm].id, spec_.rate).node_set =
                b_.node_set(nodes);
        }
        for (auto const i : alone) {
            add_entity(b_.network.nodes[i].id, spec_.rate).node_set = i;
        }
    }

    void routes() {
        level(spec_.pass, 0, 1);
        family_.delay_table = b_.table_or_none(spec_.delay_weeks, 0, 104);
        for (auto const r :
             b_.select.routes(spec_.target.routes, spec_.location)) {
            auto const& id = b_.network.routes[r].id;
            auto const slot =
                b_.slots.add(friction_slot(), spec_.name + ":" + id, "logistic",
                             id, b_.select.on_route(r));
            auto& entity = add_entity(id, spec_.rate);
            entity.first_slot = slot;
            entity.slots = 1;
            entity.route = r;
            b_.delayed_routes.push_back(r);
        }
    }

    /// One entity a product; `demand_row` holds a handle until the rows are
    /// made (compile.cpp).
    void surges() {
        level(spec_.surge, -1, infinity);
        std::map<std::uint32_t, Rows> by_product;
        for (auto const s : b_.select.sinks(spec_.target, spec_.location)) {
            by_product[b_.network.final_demand[s].product].push_back(s);
        }
        for (auto const& [p, sinks] : by_product) {
            add_entity(b_.network.products[p].id, spec_.rate).demand_row =
                b_.demand.add(sinks);
        }
    }

    void blockade() {
        level(spec_.pass, 0, 1);
        auto const region = b_.select.countries(spec_.target.countries,
                                                spec_.location, "countries");
        auto const what = sender_of(spec_.target.countries);
        auto const slot =
            b_.slots.add(quantity_slot({}), spec_.name, "blockade", what,
                         b_.select.border(region));
        auto& entity = add_entity(what, 0);
        entity.first_slot = slot;
        entity.slots = 1;
        entity.node_set =
            b_.node_set(b_.select.nodes(spec_.target, spec_.location));
    }

    /// Policy families: one entity for each combination of `split`.
    void controls() {
        set_level();
        auto const splits = [&](char const* by) {
            return std::count(spec_.split.begin(), spec_.split.end(), by) > 0;
        };
        bool const by_exporter = splits("exporter"),
                   by_importer = splits("importer"),
                   by_product = splits("product");
        std::map<Rows, Rows> combinations;
        for (auto const l : b_.select.trade(spec_.target, spec_.location)) {
            auto const& link = b_.network.links[l];
            combinations[{by_exporter ? b_.select.exporter(link) : none,
                          by_importer ? b_.select.importer(link) : none,
                          by_product ? b_.select.product(link) : none}]
                .push_back(l);
        }
        auto const first = b_.slots.size();
        for (auto const& [key, links] : combinations) {
            add_control(key, links);
        }
        Rows slots(b_.slots.size() - first);
        std::iota(slots.begin(), slots.end(), first);
        warn_of_idle_denial(b_, spec_, slots);
    }

    void set_level() {
        if (spec_.type == FamilyType::export_ban ||
            spec_.type == FamilyType::import_ban) {
            level(spec_.pass, 0, 1);
        } else if (spec_.type == FamilyType::entity_list) {
            family_.level_draw = LevelDraw::continuous;
            auto const& batch = spec_.batch;
            double const share = spec_.listed_share_per_entity;
            family_.level_table = b_.add_table(quantile_knots(
                [&](double p, double complement) {
                    return share * batch.quantile(p, complement);
                },
                0, 1));
        } else if (spec_.type == FamilyType::tariff) {
            family_.level_draw = LevelDraw::discrete;
            auto const list = discrete_thresholds(spec_.tariff_probabilities);
            family_.first_level = b_.add_thresholds(list);
            family_.levels = size_of(list);
        }
    }

    void add_control(Rows const& key, Rows const& links) {
        auto const& countries = b_.network.countries;
        auto const from = key[0] == none ? sender_of(spec_.target.exporters)
                                         : countries[key[0]].id;
        auto const to = key[1] == none ? sender_of(spec_.target.importers)
                                       : countries[key[1]].id;
        auto const goods = key[2] == none ? sender_of(spec_.target.products)
                                          : b_.network.products[key[2]].id;
        auto const what = fmt::format("{}>{}:{}", from, to, goods);
        bool const at_importer = spec_.type == FamilyType::import_ban ||
                                 spec_.type == FamilyType::tariff;
        auto& entity = add_entity(what, spec_.rate);
        auto const add = [&](Slot const& slot, Rows const& scope) {
            auto const index = b_.slots.add(
                slot, spec_.name + ":" + what,
                family_names()[static_cast<std::size_t>(spec_.type)],
                at_importer ? to : from, scope);
            entity.first_slot = entity.slots ? entity.first_slot : index;
            ++entity.slots;
        };
        switch (spec_.type) {
            case FamilyType::tariff:
                for (auto const& [elasticity, scope] :
                     by_elasticity(b_.network, links)) {
                    add(tariff_slot(spec_.tariffs, elasticity, 1), scope);
                }
                break;
            case FamilyType::entity_list:
                add(listing_slot(spec_.strictness, spec_.chill, spec_.leakage),
                    links);
                break;
            case FamilyType::licence: {
                auto slot = b_.licence_slot(spec_.licence);
                set_leakage(slot, spec_.leakage);
                add(slot, links);
                break;
            }
            default:
                add(quantity_slot(spec_.leakage), links);
        }
    }

    ModelBuilder& b_;
    FamilySpec const& spec_;
    Family family_{};
    std::vector<double> rates_;
};
}  // namespace

void compile_families(ModelBuilder& b) {
    double room = 0;
    std::uint32_t id = 0;
    for (auto const& spec : b.campaign.families) {
        room += FamilyCompiler{b, spec, ++id}();
        if (room > most_events) {
            spec.location.fail("rate",
                               fmt::format("a world would need room for {:.0f} "
                                           "candidate events (at most {})",
                                           room, most_events));
        }
    }
    // A multiple of 4, so that rows of the list stay aligned.
    b.model.event_capacity = (static_cast<std::uint32_t>(room) + 3) / 4 * 4;
    b.model.world.world_active = b.model.family.empty() ? 0 : 1;
}
}  // namespace chokepoint
