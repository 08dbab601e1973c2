/// \file supply_network.hpp
/// A supply network in the analyst's terms: the tables of
/// configs/networks/README.md with names resolved to indices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/views/network_view.cuh"

namespace chokepoint {
/// A row of countries.csv.
struct Country {
    std::string id, name;
    std::vector<std::string> blocs;
    double gdp_busd = 0;              ///< billion USD a year, 0: not known
    double natural_hazard_rate = -1;  ///< events a year, < 0: not given
    /// Regions that no natural event hits together, >= 1.
    std::uint32_t hazard_regions = 1;
};

/// A row of products.csv.
struct Product {
    std::string id, name, stage;
    std::string group = "other";
    bool dual_use = false;
    double tariff_elasticity = 3;
    /// Share of its flow that scarce output serves first, 0: none.
    double first_served_share = 0;
};

/// A row of firms.csv: who owns producers, in whatever country they stand.
struct Firm {
    std::string id, name;
    std::uint32_t owner_country = 0;
    std::uint32_t parent = none;  ///< the firm whose site this is, else `none`
};

/// A row of routes.csv: a strait, canal or corridor that links pass.
struct Route {
    std::string id, name;
};

/// One producer.
struct Producer {
    std::string id;
    std::uint32_t country = 0, product = 0;
    std::uint32_t firm = none;
    double value_added = 0;  ///< million USD/week, >= 0
    double spare_capacity = 0.25;
    double overtime_max = 1;
    double overtime_weeks = 0;  ///< 0: that of the campaign
    double cycle_weeks = 0;     ///< 0: no work in process
    double scrap_share = 0.25;  ///< of the work in process, where it is cut
    double bundle_floor = 0;
    double priority_share = 0;
    std::uint32_t sites = 1;  ///< plants, >= 1
    bool latent = false;
};

/// How a producer uses an input product. Weeks of baseline use.
struct Input {
    std::uint32_t buyer = 0;  ///< node
    std::uint32_t product = 0;
    InputClass input_class = InputClass::critical;
    double importance = 0.5;
    double bundle_weight = -1;  ///< < 0: share of the flow in the bundle
    double cover_weeks = 4;
    double adjustment_weeks = 5;
    double caution = 0;
    double lead_time_weeks = 0;
    double qualification_delay_weeks = 26;
    double qualification_ramp_weeks = 52;
    double resourcing_ceiling = 0.5;
    double supply_line = 0;
    double shift_share = 0;
    double design_out_share = 0;
    double design_out_delay_weeks = 26;
    double design_out_ramp_weeks = 52;
    double specific_share = 0;    ///< bought as parts that only one maker makes
    double specific_breadth = 3;  ///< output lost per share of a maker, > 0
    /// Parts of one maker (specific_parts.hpp): its first node, else `none`.
    std::uint32_t part = none;
};

/// Final demand of a country for a product, or a sink that a campaign adds
/// (augmented_network.hpp): its links name it by row and count in no baseline.
struct FinalDemand {
    std::uint32_t country = 0, product = 0;
    double postponed_share = 0;
    double qualification_delay_weeks = 4;
    double qualification_ramp_weeks = 8;
    double resourcing_ceiling = 1;
    double shift_share = 0;
    SinkKind kind = SinkKind::final_demand;
    std::string added_by{};  ///< [[reserve]] or [[measure]], else empty
};

/// Who sells to whom.
struct Link {
    std::uint32_t supplier = 0;  ///< node
    bool to_final_demand = false;
    std::uint32_t buyer = 0;  ///< node, or country if to_final_demand
    double flow = 0;          ///< million USD/week, >= 0
    double alternate_weight = 0;
    std::uint32_t priority = 0;  ///< 0 or 1
    std::vector<std::uint32_t> routes;
    /// Row of final_demand, of a sink that a campaign adds; else `none`.
    std::uint32_t sink = none;
    std::uint32_t part = none;  ///< as that of the Input that it serves
    std::string added_by{};     ///< [[reserve]] or [[measure]], else empty
};

/// Rows in table order. A checked network (load_network.hpp, or
/// `check(network)`) has: indices in range, one Input for every (buyer,
/// product) that links name, one FinalDemand for every sink, positive sales
/// of every node and positive receipts of every input and sink.
struct SupplyNetwork {
    std::vector<Country> countries;
    std::vector<Product> products;
    std::vector<Firm> firms;
    std::vector<Route> routes;
    std::vector<Producer> nodes;
    std::vector<Input> inputs;
    std::vector<FinalDemand> final_demand;
    std::vector<Link> links;

    /// The firm that decides: that of a site, else the firm itself, or `none`.
    std::uint32_t whole_firm(std::uint32_t firm) const {
        return firm == none || firms[firm].parent == none ? firm
                                                          : firms[firm].parent;
    }
};
}  // namespace chokepoint
