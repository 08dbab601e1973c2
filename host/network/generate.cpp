#include "host/network/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "host/network/counted_random.hpp"
#include "host/network/firm_flows.hpp"
#include "host/network/firm_topology.hpp"
#include "host/network/input_error.hpp"
#include "host/network/ranges.hpp"

namespace chokepoint {
namespace {
constexpr std::uint32_t most_nodes = 10'000'000;

void need(bool ok,
          char const* option,
          double value,
          std::string const& needed) {
    if (!ok) {
        throw InputError{fmt::format("generate: {} = {}: must be {}", option,
                                     value, needed)};
    }
}

void check_options(GenerateOptions const& o) {
    need(o.nodes >= 2 && o.nodes <= most_nodes, "nodes", o.nodes,
         fmt::format("2 to {}", most_nodes));
    need(o.links_per_node >= 2 && o.links_per_node <= 1000, "links_per_node",
         o.links_per_node, "2 to 1000");
    need(o.countries >= 1 && o.countries <= 1000, "countries", o.countries,
         "1 to 1000");
    need(o.products >= 2 && o.products <= o.nodes, "products", o.products,
         "2 to the number of nodes");
    need(o.suppliers_per_input >= 1 && o.suppliers_per_input <= 100,
         "suppliers_per_input", o.suppliers_per_input, "1 to 100");
    need(o.newcomer_share > 0 && o.newcomer_share <= 1, "newcomer_share",
         o.newcomer_share, "> 0 and <= 1");
    need(o.size_spread >= 0 && o.size_spread <= 3, "size_spread", o.size_spread,
         "0 to 3");
    auto const share = [](char const* option, double value, double high) {
        need(value >= 0 && value <= high, option, value,
             fmt::format("0 to {}", high));
    };
    share("critical_share", o.critical_share, 1);
    share("important_share", o.important_share, 1);
    share("bundle_share", o.bundle_share, 1);
    share("capital_share", o.capital_share, 1);
    constexpr double rounding = 1e-9;
    auto const sum =
        o.critical_share + o.important_share + o.bundle_share + o.capital_share;
    need(sum <= 1 + rounding, "sum of the class shares", sum, "0 to 1");
    share("importance", o.importance, 1);
    share("lead_time_share", o.lead_time_share, 1);
    share("caution", o.caution, range::caution.high);
    share("priority_share", o.priority_share, 1);
    need(o.routes <= 1000, "routes", o.routes, "0 to 1000");
}

/// Digits that number `count` things from 0.
int digits(std::size_t count) {
    return static_cast<int>(std::to_string(count - 1).size());
}

class Generator {
  public:
    explicit Generator(GenerateOptions const& options)
        : options_{options},
          topology_{grow_firms(options)},
          flows_{balance_flows(topology_, options)} {}

    SupplyNetwork operator()() {
        name_places();
        make_products();
        make_nodes();
        make_inputs();
        make_links();
        make_final_demand();
        return std::move(network_);
    }

  private:
    void name_places() {
        for (std::uint32_t c = 0; c < options_.countries; ++c) {
            Country country;
            country.id = fmt::format("C{:0{}}", c, digits(options_.countries));
            country.name = fmt::format("Country {}", c);
            network_.countries.push_back(std::move(country));
        }
        for (std::uint32_t r = 0; r < options_.routes; ++r) {
            network_.routes.push_back(
                {fmt::format("R{:0{}}", r, digits(options_.routes)),
                 fmt::format("Route {}", r)});
        }
    }

    void make_products() {
        constexpr std::array<char const*, 5> stages{"refine", "material", "fab",
                                                    "assembly", "final"};
        auto const cooked = topology_.products - topology_.raw_products;
        for (std::uint32_t p = 0; p < topology_.products; ++p) {
            Product product;
            product.id = fmt::format("p{:0{}}", p, digits(topology_.products));
            product.name = fmt::format("Product {}", p);
            product.stage = p < topology_.raw_products
                                ? "mine"
                                : stages[(p - topology_.raw_products) *
                                         stages.size() / cooked];
            product.group = "synthetic";
            network_.products.push_back(std::move(product));
        }
    }

    void make_nodes() {
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            Producer p;
            p.country = topology_.country[i];
            p.product = topology_.product[i];
            p.id = fmt::format(
                "{}:{}:f{:0{}}", network_.countries[p.country].id,
                network_.products[p.product].id, i, digits(options_.nodes));
            p.value_added = flows_.value_added[i];
            p.priority_share = options_.priority_share;
            network_.nodes.push_back(std::move(p));
        }
    }

    /// All producers of a product use an input alike.
    Input draw_use(CountedRandom& random) const {
        auto const& o = options_;
        constexpr std::uint32_t most_cover_weeks = 12, most_lead_weeks = 8;
        Input u;
        double const class_word = random.uniform();
        std::array const share{o.critical_share, o.important_share,
                               o.bundle_share, o.capital_share};
        double sum = 0;
        std::uint32_t k = 0;
        while (k < share.size() && class_word >= (sum += share[k])) {
            ++k;
        }
        u.input_class = static_cast<InputClass>(k);
        u.importance = o.importance;
        u.cover_weeks = 1 + random.below(most_cover_weeks);
        u.caution = o.caution;
        bool const travels = random.uniform() < o.lead_time_share;
        auto const lead_weeks = 1 + random.below(most_lead_weeks);
        u.lead_time_weeks = travels ? lead_weeks : 0;
        return u;
    }

    void make_inputs() {
        CountedRandom random{options_.seed,
                             static_cast<std::uint64_t>(Purpose::inputs)};
        std::vector<std::map<std::uint32_t, Input>> use(topology_.products);
        for (std::uint32_t p = 0; p < topology_.products; ++p) {
            for (auto const input : topology_.recipe[p]) {
                use[p][input] = draw_use(random);
            }
        }
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            auto last = none;
            for (auto const supplier : topology_.suppliers[i]) {
                auto const product = topology_.product[supplier];
                if (product != last) {  // suppliers are sorted by product
                    Input u = use[topology_.product[i]].at(product);
                    u.buyer = i;
                    u.product = product;
                    network_.inputs.push_back(u);
                    last = product;
                }
            }
        }
    }

    void add_link(std::uint32_t supplier,
                  bool to_final_demand,
                  std::uint32_t buyer,
                  double flow) {
        Link l;
        l.supplier = supplier;
        l.to_final_demand = to_final_demand;
        l.buyer = buyer;
        l.flow = flow;
        l.alternate_weight = flow;
        auto const from = topology_.country[supplier];
        auto const to = to_final_demand ? buyer : topology_.country[buyer];
        l.priority = from == to ? 0 : 1;
        // Neighbours on the list of countries trade by land.
        auto const apart = from < to ? to - from : from - to;
        if (apart > 1 && options_.routes > 0) {
            l.routes.push_back((from + to) % options_.routes);
        }
        network_.links.push_back(std::move(l));
    }

    void make_links() {
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            for (std::size_t k = 0; k < topology_.suppliers[i].size(); ++k) {
                add_link(topology_.suppliers[i][k], false, i,
                         flows_.input[i][k]);
            }
        }
        for (std::uint32_t i = 0; i < options_.nodes; ++i) {
            for (std::size_t k = 0; k < topology_.final_buyers[i].size(); ++k) {
                add_link(i, true, topology_.final_buyers[i][k],
                         flows_.final[i][k]);
            }
        }
    }

    void make_final_demand() {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (auto const& l : network_.links) {
            if (l.to_final_demand) {
                pairs.emplace_back(l.buyer, topology_.product[l.supplier]);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        for (auto const& [country, product] : pairs) {
            FinalDemand f;
            f.country = country;
            f.product = product;
            network_.final_demand.push_back(f);
        }
    }

    GenerateOptions const& options_;
    FirmTopology topology_;
    FirmFlows flows_;
    SupplyNetwork network_;
};
}  // namespace

SupplyNetwork generate_network(GenerateOptions const& given) {
    auto options = given;
    if (options.products == 0) {
        options.products = std::clamp(static_cast<std::uint32_t>(std::sqrt(
                                          static_cast<double>(options.nodes))),
                                      2u, std::max(2u, options.nodes));
    }
    check_options(options);
    return Generator{options}();
}
}  // namespace chokepoint
