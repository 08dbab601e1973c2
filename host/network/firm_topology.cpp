#include "host/network/firm_topology.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/network/counted_random.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
CountedRandom stream(GenerateOptions const& options, Purpose purpose) {
    return {options.seed, static_cast<std::uint64_t>(purpose)};
}

template <class T>
bool contains(std::vector<T> const& values, T const& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// Preferential attachment: with a chance of `newcomer_share` any member is
/// chosen, else one in proportion to its choices so far. Members may enter at
/// any time; drawing takes constant time.
class PreferentialChoice {
  public:
    void enter(std::uint32_t member) { members_.push_back(member); }
    void count(std::uint32_t member) { chosen_.push_back(member); }

    std::uint32_t draw(CountedRandom& random, double newcomer_share) const {
        bool const any = random.uniform() < newcomer_share || chosen_.empty();
        auto const& from = any ? members_ : chosen_;
        return from[random.below(from.size())];
    }

  private:
    std::vector<std::uint32_t> members_, chosen_;
};

/// Countries fall off as 1, 1/2, 1/3, ... (Zipf).
class CountryChoice {
  public:
    explicit CountryChoice(std::uint32_t countries) {
        double sum = 0;
        for (std::uint32_t c = 0; c < countries; ++c) {
            sum += 1.0 / (c + 1);
            cumulative_.push_back(sum);
        }
    }
    std::uint32_t draw(CountedRandom& random) const {
        double const u = random.uniform() * cumulative_.back();
        auto const found =
            std::upper_bound(cumulative_.begin(), cumulative_.end(), u);
        return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(
            found - cumulative_.begin(), cumulative_.size() - 1));
    }

  private:
    std::vector<double> cumulative_;
};

class Grower {
  public:
    explicit Grower(GenerateOptions const& options)
        : options_{options},
          countries_{options.countries},
          random_{stream(options, Purpose::suppliers)} {}

    FirmTopology operator()() {
        auto const links = static_cast<std::uint64_t>(
            std::llround(options_.nodes * options_.links_per_node));
        // One link to final demand a node, on average, and for each that needs
        // one: the rest is between firms.
        links_left_ = links - options_.nodes;
        make_firms();
        make_recipes();
        enter_firms();
        thicken();
        sell_to_final_demand();
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            auto& s = t_.suppliers[i];
            std::sort(s.begin(), s.end());  // nodes are numbered by product
            std::sort(t_.final_buyers[i].begin(), t_.final_buyers[i].end());
        }
        return std::move(t_);
    }

  private:
    void make_firms() {
        auto const nodes = options_.nodes;
        t_.products = options_.products;
        t_.raw_products = std::max(1u, t_.products / 8);
        t_.suppliers.resize(nodes);
        t_.final_buyers.resize(nodes);
        auto random = stream(options_, Purpose::firms);
        for (std::uint64_t i = 0; i < nodes; ++i) {
            t_.product.push_back(
                static_cast<std::uint32_t>(i * t_.products / nodes));
            t_.country.push_back(countries_.draw(random));
            t_.size.push_back(
                std::exp(options_.size_spread *
                         std::max(random.normal(), smallest_firm)));
        }
    }

    /// Products use earlier ones, popular ones more; with loops some use later
    /// ones too.
    void make_recipes() {
        auto random = stream(options_, Purpose::recipes);
        double const cooked =
            1 - static_cast<double>(t_.raw_products) / t_.products;
        // Of few producers some are chosen twice: about so many differ.
        constexpr double distinct = 0.6;
        double const producers =
            static_cast<double>(options_.nodes) / t_.products;
        double const suppliers = std::max(
            1.0, std::min(options_.suppliers_per_input, distinct * producers));
        double const mean =
            std::max(1.0, static_cast<double>(links_left_) / options_.nodes /
                              suppliers / std::max(cooked, 0.5));
        PreferentialChoice earlier;
        t_.recipe.resize(t_.products);
        for (std::uint32_t p = 0; p < t_.products; ++p) {
            auto const size =
                p < t_.raw_products
                    ? 0u
                    : static_cast<std::uint32_t>(mean + random.uniform());
            add_inputs(p, std::min(size, p), earlier, random);
            bool const backwards = options_.loops == Loops::allowed &&
                                   p + 1 < t_.products &&
                                   random.uniform() < backward_share;
            if (backwards) {
                t_.recipe[p].push_back(p + 1 +
                                       random.below(t_.products - p - 1));
            }
            earlier.enter(p);
        }
    }

    void add_inputs(std::uint32_t product,
                    std::uint32_t size,
                    PreferentialChoice& earlier,
                    CountedRandom& random) {
        constexpr double newcomer_share = 0.5;
        auto& recipe = t_.recipe[product];
        while (recipe.size() < size) {
            auto const input = earlier.draw(random, newcomer_share);
            if (!contains(recipe, input)) {
                recipe.push_back(input);
                earlier.count(input);
            }
        }
    }

    /// Firms enter one by one and choose among those that are there; the
    /// first firm of each product is there from the start.
    void enter_firms() {
        choice_.resize(t_.products);
        std::vector<std::uint32_t> order, founders;
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            bool const first = i == 0 || t_.product[i] != t_.product[i - 1];
            (first ? founders : order).push_back(i);
            if (first) {
                choice_[t_.product[i]].enter(i);
            }
        }
        auto random = stream(options_, Purpose::entry);
        for (auto i = order.size(); i > 1; --i) {
            std::swap(order[i - 1], order[random.below(i)]);
        }
        std::uint64_t needed = 0;  // one supplier for every input
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            needed += t_.recipe[t_.product[i]].size();
        }
        extra_left_ = links_left_ > needed ? links_left_ - needed : 0;
        for (auto const i : founders) {
            choose_suppliers(i);
        }
        for (auto const i : order) {
            choose_suppliers(i);
            choice_[t_.product[i]].enter(i);
        }
    }

    void choose_suppliers(std::uint32_t buyer) {
        double const spread = 2 * (options_.suppliers_per_input - 1);
        for (auto const input : t_.recipe[t_.product[buyer]]) {
            add_supplier(buyer, input);
            auto more =
                static_cast<std::uint64_t>(spread * random_.uniform() + 0.5);
            for (more = std::min(more, extra_left_); more > 0; --more) {
                extra_left_ -= add_supplier(buyer, input) ? 1 : 0;
            }
        }
    }

    /// \return whether a new supplier was found (and a link was left)
    bool add_supplier(std::uint32_t buyer, std::uint32_t input) {
        if (links_left_ == 0) {
            return false;
        }
        auto const supplier =
            choice_[input].draw(random_, options_.newcomer_share);
        if (contains(t_.suppliers[buyer], supplier)) {
            return false;
        }
        t_.suppliers[buyer].push_back(supplier);
        choice_[input].count(supplier);
        --links_left_;
        return true;
    }

    /// Place the links that are left: larger firms look for more suppliers.
    void thicken() {
        auto const wanted = links_left_;
        constexpr std::uint64_t patience = 200;
        for (auto tries = patience * (wanted + 1); links_left_ > 0 && tries > 0;
             --tries) {
            auto const buyer = larger_of_two(0);
            auto const& recipe = t_.recipe[t_.product[buyer]];
            if (!recipe.empty()) {
                add_supplier(buyer, recipe[random_.below(recipe.size())]);
            }
        }
        if (links_left_ > 0) {
            auto const links = static_cast<std::uint64_t>(
                std::llround(options_.nodes * options_.links_per_node));
            throw InputError{fmt::format(
                "generate: {} links do not fit {} nodes of {} products; {} do "
                "(fewer links per node, more nodes or fewer products are "
                "needed)",
                links, options_.nodes, t_.products, links - links_left_)};
        }
    }

    std::uint32_t larger_of_two(std::uint32_t first) {
        auto const a = first + random_.below(options_.nodes - first);
        auto const b = first + random_.below(options_.nodes - first);
        return t_.size[a] < t_.size[b] ? b : a;
    }

    /// Every node sells, directly or through its buyers, to final demand.
    void sell_to_final_demand() {
        auto random = stream(options_, Purpose::final_demand);
        std::uint64_t left = options_.nodes;
        std::vector<bool> reaches(options_.nodes, false);
        std::vector<bool> has_buyers(options_.nodes, false);
        for (auto const& suppliers : t_.suppliers) {
            for (auto const supplier : suppliers) {
                has_buyers[supplier] = true;
            }
        }
        auto const sell = [&](std::uint32_t node) {
            t_.final_buyers[node].push_back(countries_.draw(random));
            --left;
            mark_suppliers(node, reaches);
        };
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            if (!has_buyers[i]) {
                sell(i);
            }
        }
        for (auto i = options_.nodes; i-- > 0;) {
            if (!reaches[i]) {
                sell(i);
            }
        }
        // The rest goes to the later half of the products, then anywhere.
        constexpr std::uint64_t patience = 50;
        for (auto tries = patience * left; left > 0 && tries > 0; --tries) {
            auto const node = larger_of_two(options_.nodes / 2);
            auto const country = countries_.draw(random);
            if (!contains(t_.final_buyers[node], country)) {
                t_.final_buyers[node].push_back(country);
                --left;
            }
        }
        for (auto i = options_.nodes; i-- > 0 && left > 0;) {
            for (std::uint32_t c = 0; c < options_.countries && left > 0; ++c) {
                if (!contains(t_.final_buyers[i], c)) {
                    t_.final_buyers[i].push_back(c);
                    --left;
                }
            }
        }
    }

    /// All that feed `node` reach final demand if it does.
    void mark_suppliers(std::uint32_t node, std::vector<bool>& reaches) const {
        std::vector<std::uint32_t> open;
        auto const visit = [&](std::uint32_t i) {
            if (!reaches[i]) {
                reaches[i] = true;
                open.push_back(i);
            }
        };
        visit(node);
        while (!open.empty()) {
            auto const i = open.back();
            open.pop_back();
            std::for_each(t_.suppliers[i].begin(), t_.suppliers[i].end(),
                          visit);
        }
    }

    /// Firms are cut off below, in standard deviations: flows stay numbers.
    static constexpr double smallest_firm = -2;
    /// Products that use a later one, if loops are allowed.
    static constexpr double backward_share = 0.3;

    FirmTopology t_;
    GenerateOptions const& options_;
    CountryChoice countries_;
    CountedRandom random_;
    std::uint64_t links_left_ = 0;            ///< between firms, to be placed
    std::uint64_t extra_left_ = 0;            ///< beyond one supplier an input
    std::vector<PreferentialChoice> choice_;  ///< [products] of suppliers
};
}  // namespace

FirmTopology grow_firms(GenerateOptions const& options) {
    return Grower{options}();
}
}  // namespace chokepoint
