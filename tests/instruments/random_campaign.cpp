#include "tests/instruments/random_campaign.hpp"

#include <algorithm>
#include <iostream>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "tests/instruments/random_keys.hpp"
#include "tests/support/random/random_network.hpp"

namespace chokepoint::test {
namespace {
NamePools pools_of(SupplyNetwork const& network) {
    Names countries, products, stages, firms, nodes, pairs;
    for (auto const& c : network.countries) {
        countries.push_back(c.id);
        pairs.push_back(c.id + ">" + network.countries[0].id);
        pairs.push_back(network.countries[1].id + ">" + c.id);
    }
    for (auto const& p : network.products) {
        products.push_back(p.id);
        stages.push_back(p.stage);
    }
    for (auto const& f : network.firms) {
        firms.push_back(f.id);
    }
    for (auto const& n : network.nodes) {
        nodes.push_back(n.id);
    }
    Names parties = countries;
    parties.insert(parties.end(), {"bloc:PACT", "!C1"});
    Names goods = products;
    goods.insert(goods.end(), {"group:even", "all", "!p0"});
    NamePools pools;
    for (char const* key :
         {"countries", "exporters", "importers", "senders", "allies", "region",
          "from_countries", "to_countries", "split", "sender", "target"}) {
        pools.of[key] = parties;
    }
    for (char const* key : {"products", "direct_products", "crowded_out",
                            "users_products", "denial_products"}) {
        pools.of[key] = goods;
    }
    for (char const* key : {"against", "leave_one_out", "denial", "reactor"}) {
        pools.of[key] = countries;
    }
    for (char const* key : {"stages", "operators", "users_stages"}) {
        pools.of[key] = stages;
    }
    pools.of["firms"] = pools.of["users_firms"] = firms;
    pools.of["nodes"] = nodes;
    pools.of["routes"] = {"strait", "canal"};
    pools.of["leverage"] = pools.of["flows"] = pairs;
    pools.of["groups"] = {"even", "odd"};
    pools.of["like"] = {"JPN", "KOR", "TWN", "NLD", "IND"};
    return pools;
}

template <class Spec>
void fill(std::vector<Spec>& specs,
          RandomKeys& keys,
          Dice& dice,
          char const* letter,
          std::uint32_t most) {
    auto const many = dice.below(most + 1);
    for (std::uint32_t k = 0; k < many; ++k) {
        Spec spec{};
        spec.name = letter + std::to_string(k);
        list_keys(keys, spec);
        specs.push_back(spec);
    }
}

template <class Spec>
Names names_of(std::vector<Spec> const& specs) {
    Names names;
    for (auto const& s : specs) {
        names.push_back(s.name);
    }
    return names;
}

/// What independent draws would contradict too often.
void make_consistent(MeasureSpec& m, Dice& dice) {
    auto& a = m.allied;
    if (a.allies.empty()) {
        a.firm_obedience = false;
        a.members_needed = 0;
    }
    a.members_needed = std::min(a.members_needed, dice.below(3));
    if (m.senders.size() != 1 && dice.chance(0.9)) {
        m.exit.loss_hazard = 0;
    }
    if (m.type == MeasureType::preclusive_buying) {
        m.senders = {dice.chance(0.5) ? "C0" : "C1"};
    }
    if (m.type == MeasureType::financial_sanction && m.target.firms.empty()) {
        m.target.countries = {dice.chance(0.5) ? "C0" : "C1"};
    }
}

void add_measures(Campaign& c, Dice& dice, NamePools& pools, RandomKeys& keys) {
    auto const many = 1 + dice.below(8);
    auto& menu = pools.of["measures"];
    for (std::uint32_t k = 0; k < many; ++k) {
        auto spec = default_measure(static_cast<MeasureType>(
            dice.below(static_cast<std::uint32_t>(measure_names().size()))));
        spec.name = "m" + std::to_string(k);
        list_keys(keys, spec);
        make_consistent(spec, dice);
        c.measures.push_back(spec);
        if (spec.type <= MeasureType::licence &&
            spec.type != MeasureType::logistic) {
            menu.push_back(spec.name);
        }
        // What lifts and follows comes after its measure.
        if (has_slots(spec.type)) {
            pools.of["lifts"].push_back(spec.name);
        }
        pools.of["follows"] = pools.of["lifts"];
        pools.of["follows"].insert(pools.of["follows"].end(), 4 * many, "");
    }
}

void add_package(Campaign& c, Dice& dice, RandomKeys& keys) {
    PackageSpec p;
    p.name = "k" + std::to_string(c.packages.size());
    list_keys(keys, p);
    p.measures.clear();
    for (auto const& m : c.measures) {
        auto const& leader = m.exit.follows;
        if (dice.chance(0.7) &&
            (leader.empty() ||
             std::count(p.measures.begin(), p.measures.end(), leader) > 0)) {
            p.measures.push_back(m.name);
        }
    }
    if (p.sender.empty() || p.target.empty()) {
        p.sender.clear(), p.target.clear(), p.allies.clear();
    }
    c.packages.push_back(p);
}

/// Remove the entry of this name, and what refers to it.
template <class Spec>
bool remove(std::vector<Spec>& specs, std::string const& name) {
    auto const before = specs.size();
    specs.erase(std::remove_if(specs.begin(), specs.end(),
                               [&](auto const& s) { return s.name == name; }),
                specs.end());
    return specs.size() < before;
}
void forget(Names& names, std::string const& name) {
    names.erase(std::remove(names.begin(), names.end(), name), names.end());
}

/// Drop what a message of the compiler complains about.
bool drop(Campaign& c, std::string const& message) {
    auto const begins = [&](char const* section) {
        return message.find(std::string{"["} + section + "]") !=
               std::string::npos;
    };
    auto const at = message.find("] '");
    auto const name =
        at == std::string::npos
            ? std::string{}
            : message.substr(at + 3, message.find('\'', at + 3) - at - 3);
    if (begins("measure") && remove(c.measures, name)) {
        for (auto& m : c.measures) {
            if (auto* const relief = std::get_if<ReliefTerms>(&m.terms)) {
                forget(relief->lifts, name);
            }
            m.exit.follows = m.exit.follows == name ? "" : m.exit.follows;
        }
        for (auto& r : c.retaliations) {
            forget(r.measures, name);
        }
        for (auto& p : c.packages) {
            forget(p.measures, name);
        }
        return true;
    }
    if (begins("family") && remove(c.families, name)) {
        for (auto& p : c.packages) {
            p.families = {"all"};
        }
        return true;
    }
    if (begins("reserve") && remove(c.reserves, name)) {
        for (auto& p : c.packages) {
            p.reserves = {"all"};
        }
        return true;
    }
    if (begins("metrics")) {
        auto const horizons = c.metrics.horizons;
        c.metrics = MetricsOptions{};
        c.metrics.horizons = horizons;
        return true;
    }
    if (begins("world")) {
        c.world = WorldOptions{};
        return true;
    }
    if (begins("compliance")) {
        return c.compliance.empty() ? false : (c.compliance.clear(), true);
    }
    if (begins("package")) {
        for (auto& p : c.packages) {
            if (p.name == name) {
                auto kept = p.measures;
                p = PackageSpec{};
                p.name = name;
                p.measures = kept;
                return true;
            }
        }
        return false;
    }
    return remove(c.events, name) || remove(c.growth, name) ||
           remove(c.markets, name) || remove(c.retaliations, name);
}
}  // namespace

SupplyNetwork random_campaign_network(std::uint64_t seed) {
    Dice dice{seed ^ 0x6e65740000000000u};
    RandomNetworkSize size;
    size.countries = 2 + dice.below(4);
    size.products = 2 + dice.below(5);
    size.nodes = size.products + dice.below(20);
    auto network = random_network(dice.word(), size);
    network.firms = {{"ALPHA", "Alpha", 0}, {"BETA", "Beta", 1}};
    char const* stages[] = {"mine", "material", "tool", "fab"};
    for (auto& p : network.products) {
        p.stage = stages[dice.below(4)];
        p.group = dice.chance(0.5) ? "even" : "odd";
        p.dual_use = dice.chance(0.3);
        p.tariff_elasticity = dice.between(0, 6);
    }
    for (auto& n : network.nodes) {
        n.firm = dice.chance(0.3) ? dice.below(2) : none;
        n.spare_capacity = dice.chance(0.2) ? 0 : n.spare_capacity;
    }
    for (auto& i : network.inputs) {
        i.cover_weeks = dice.chance(0.1) ? 0 : i.cover_weeks;
    }
    network.countries[0].blocs = network.countries.back().blocs = {"PACT"};
    return network;
}

Campaign random_campaign(std::uint64_t seed, SupplyNetwork const& network) {
    Dice dice{seed};
    Campaign c;
    c.header.network = ".";
    c.header.name = "random";
    c.header.seed = dice.word() >> 2;
    c.header.weeks = 4 + static_cast<std::int32_t>(dice.below(49));
    auto pools = pools_of(network);
    RandomKeys keys{dice, pools, c.header.weeks};
    if (dice.chance(0.4)) {
        list_keys(keys, c.model);
        if (c.model.mode != Mode::ario) {
            c.model.order_rule = OrderRule::fixed;  // else it is refused
        }
    }
    if (dice.chance(0.5)) {
        list_keys(keys, c.world);
    }
    auto const families = dice.below(5);
    for (std::uint32_t k = 0; k < families; ++k) {
        auto spec = default_family(static_cast<FamilyType>(
            dice.below(static_cast<std::uint32_t>(family_names().size()))));
        spec.name = "f" + std::to_string(k);
        list_keys(keys, spec);
        // The highest multiplier and tension make a hundredfold of it.
        spec.rate = std::min(spec.rate, 20.0);
        if (spec.type == FamilyType::blockade) {
            spec.target.countries = {"C0"};
        }
        c.families.push_back(spec);
    }
    auto const events = dice.below(3);
    for (std::uint32_t k = 0; k < events; ++k) {
        EventSpec spec;
        spec.type = static_cast<EventType>(dice.below(4));
        spec.name = "e" + std::to_string(k);
        list_keys(keys, spec);
        if (spec.type == EventType::blockade) {
            spec.target.countries = {"C0"};
        }
        c.events.push_back(spec);
    }
    add_measures(c, dice, pools, keys);
    for (auto const& country : network.countries) {
        if (dice.chance(0.3)) {
            ComplianceSpec spec;
            spec.country = spec.like = country.id;
            list_keys(keys, spec);
            c.compliance.push_back(spec);
        }
    }
    c.dynamics.on = dice.chance(0.6);
    if (c.dynamics.on) {
        list_keys(keys, c.dynamics);
        fill(c.growth, keys, dice, "g", 2);
    }
    list_keys(keys, c.prices);
    fill(c.markets, keys, dice, "s", 2);
    fill(c.reserves, keys, dice, "r", 2);
    for (auto& r : c.reserves) {
        r.target_weeks = std::max(r.weeks, r.target_weeks);
        if (c.markets.empty() && r.trigger == "price") {
            r.trigger = "shortage";
        }
    }
    if (!pools.of["measures"].empty()) {
        fill(c.retaliations, keys, dice, "t", 3);
    }
    pools.of["families"] = names_of(c.families);
    pools.of["reserves"] = names_of(c.reserves);
    c.packages.resize(1);
    c.packages[0].name = "none";
    add_package(c, dice, keys);
    if (dice.chance(0.5)) {
        add_package(c, dice, keys);
    }
    list_keys(keys, c.metrics);
    c.metrics.horizons = {c.header.weeks};
    return c;
}

std::optional<RandomTrial> random_trial(std::uint64_t seed) {
    auto const network = random_campaign_network(seed);
    auto campaign = random_campaign(seed, network);
    for (unsigned dropped = 0;; ++dropped) {
        auto const toml = effective_toml(campaign);
        try {
            return RandomTrial{
                toml, compile(parse_campaign(toml, "random.toml"), network),
                dropped};
        } catch (InputError const& e) {
            if (dropped == 60 || !drop(campaign, e.what())) {
                std::cout << "seed " << seed << ": " << e.what() << '\n';
                return std::nullopt;
            }
        }
    }
}
}  // namespace chokepoint::test
