#include "host/network/specific_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/network/group_key.hpp"
#include "host/network/input_error.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
namespace {
using Rows = std::vector<std::uint32_t>;

/// [nodes] the first node of the firm, or the node itself if it has none.
Rows makers(SupplyNetwork const& network) {
    Rows first_of_firm(network.firms.size(), none), maker;
    for (std::uint32_t i = 0; i < network.nodes.size(); ++i) {
        auto const firm = network.nodes[i].firm;
        if (firm == none) {
            maker.push_back(i);
            continue;
        }
        if (first_of_firm[firm] == none) {
            first_of_firm[firm] = i;
        }
        maker.push_back(first_of_firm[firm]);
    }
    return maker;
}

/// An input that has specific parts, with its links in table order.
struct Bought {
    std::uint32_t input;
    Rows links;
};

/// In the order of inputs.
std::vector<Bought> bought_as_parts(SupplyNetwork const& network) {
    std::vector<Bought> bought;
    GroupMap<std::size_t> index;
    for (std::uint32_t i = 0; i < network.inputs.size(); ++i) {
        auto const& u = network.inputs[i];
        if (u.specific_share > 0) {
            index.emplace(group_key(u.buyer, u.product, u.part), bought.size());
            bought.push_back({i, {}});
        }
    }
    if (bought.empty()) {
        return bought;
    }
    for (std::uint32_t i = 0; i < network.links.size(); ++i) {
        auto const& l = network.links[i];
        if (l.to_final_demand) {
            continue;
        }
        auto const found = index.find(
            group_key(l.buyer, network.nodes[l.supplier].product, l.part));
        if (found != index.end()) {
            bought[found->second].links.push_back(i);
        }
    }
    return bought;
}

/// What an input buys of one maker.
struct Part {
    std::uint32_t maker;
    double share;  ///< of the flow of the input
};

class Splitter {
  public:
    explicit Splitter(SupplyNetwork const& network)
        : given_{network}, out_{network}, maker_{makers(network)} {}

    SupplyNetwork operator()() {
        keep_bundle_weights();
        for (auto const& bought : bought_as_parts(given_)) {
            split(bought);
        }
        return std::move(out_);
    }

  private:
    /// A bundle that loses a part of an input to groups of its own weighs its
    /// inputs as before: weights that are not given become the whole flows.
    void keep_bundle_weights() {
        std::vector<bool> splits(given_.nodes.size(), false);
        for (auto const& u : given_.inputs) {
            if (u.specific_share > 0 && u.input_class == InputClass::bundle) {
                splits[u.buyer] = true;
            }
        }
        GroupMap<double> flow;
        for (auto const& l : given_.links) {
            if (!l.to_final_demand && splits[l.buyer]) {
                flow[group_key(l.buyer, given_.nodes[l.supplier].product,
                               l.part)] += l.flow;
            }
        }
        for (auto& u : out_.inputs) {
            if (splits[u.buyer] && u.input_class == InputClass::bundle &&
                u.bundle_weight < 0) {
                u.bundle_weight = flow[group_key(u.buyer, u.product, u.part)];
            }
        }
    }

    void split(Bought const& bought) {
        Input const row = given_.inputs[bought.input];
        auto& rest = out_.inputs[bought.input];
        rest.specific_share = 0;
        rest.specific_breadth = Input{}.specific_breadth;
        auto const parts = large_makers(bought);
        if (parts.empty()) {
            return;
        }
        bool const pool =
            row.specific_share < 1 ||
            std::any_of(
                bought.links.begin(), bought.links.end(), [&](std::uint32_t l) {
                    return given_.links[l].flow > 0 && !is_made_by(parts, l);
                });
        add_inputs(bought.input, row, parts, pool);
        for (auto const l : bought.links) {
            split_link(l, row.specific_share, parts, pool);
        }
    }

    /// Makers with a part of their own, in the order of their links; `share`
    /// of the flow of the input.
    std::vector<Part> large_makers(Bought const& bought) const {
        std::vector<Part> parts;
        double total = 0;
        for (auto const l : bought.links) {
            auto const maker = maker_[given_.links[l].supplier];
            auto part = std::find_if(
                parts.begin(), parts.end(),
                [&](Part const& known) { return known.maker == maker; });
            if (part == parts.end()) {
                part = parts.insert(parts.end(), {maker, 0});
            }
            part->share += given_.links[l].flow;
            total += given_.links[l].flow;
        }
        for (auto& part : parts) {
            part.share /= total;
        }
        parts.erase(
            std::remove_if(parts.begin(), parts.end(),
                           [](Part const& part) {
                               return !(part.share > smallest_maker_share);
                           }),
            parts.end());
        return parts;
    }

    bool is_made_by(std::vector<Part> const& parts, std::uint32_t l) const {
        auto const maker = maker_[given_.links[l].supplier];
        return std::any_of(parts.begin(), parts.end(), [&](Part const& part) {
            return part.maker == maker;
        });
    }

    /// The row stays what is bought of anybody; if nothing is left of that,
    /// it becomes the first part.
    void add_inputs(std::uint32_t at,
                    Input row,
                    std::vector<Part> const& parts,
                    bool pool) {
        row.input_class = InputClass::important;
        double const breadth = row.specific_breadth;
        row.specific_share = 0;
        row.specific_breadth = Input{}.specific_breadth;
        bool taken = pool;
        for (auto const& part : parts) {
            row.part = part.maker;
            row.importance = std::min(1.0, breadth * part.share);
            if (taken) {
                out_.inputs.push_back(row);
            } else {
                out_.inputs[at] = row;
                taken = true;
            }
        }
    }

    /// The first piece takes the row of the link, the others come last.
    void split_link(std::uint32_t l,
                    double share,
                    std::vector<Part> const& parts,
                    bool pool) {
        auto const& whole = given_.links[l];
        bool const split = is_made_by(parts, l);
        std::vector<Link> pieces;
        if (pool && (!split || share < 1)) {
            pieces.push_back(whole);
            if (split) {
                pieces.back().flow -= whole.flow * share;
                pieces.back().alternate_weight -=
                    whole.alternate_weight * share;
            }
        }
        for (auto const& part : parts) {
            auto piece = whole;
            piece.part = part.maker;
            bool const own = maker_[whole.supplier] == part.maker;
            piece.flow = own ? whole.flow * share : 0;
            piece.alternate_weight *= share;
            // Without flow and weight it carries nothing, ever: left out,
            // unless its row would stay empty.
            if (own || piece.alternate_weight > 0 ||
                (pieces.empty() && !split)) {
                pieces.push_back(piece);
            }
        }
        out_.links[l] = pieces.front();
        out_.links.insert(out_.links.end(), pieces.begin() + 1, pieces.end());
    }

    SupplyNetwork const& given_;
    SupplyNetwork out_;
    Rows maker_;
};
}  // namespace

SupplyNetwork split_specific_parts(SupplyNetwork const& network) {
    return Splitter{network}();
}

void check_specific_parts(SupplyNetwork const& network,
                          RowName const& row_name) {
    auto const fail = [&](std::uint32_t input, std::string const& why) {
        throw InputError{fmt::format("{}: column 'specific_share' = '{}': {}",
                                     row_name(Table::inputs, input),
                                     network.inputs[input].specific_share,
                                     why)};
    };
    auto const bought = bought_as_parts(network);
    auto const maker = bought.empty() ? Rows{} : makers(network);
    for (auto const& b : bought) {
        auto const& u = network.inputs[b.input];
        auto const& input = network.products[u.product].id;
        if (u.input_class == InputClass::capital ||
            u.input_class == InputClass::none) {
            fail(b.input,
                 fmt::format(
                     "an input of class {} never limits output, nor "
                     "could its parts (must be CRITICAL, IMPORTANT "
                     "or BUNDLE; nearest: a share of 0)",
                     u.input_class == InputClass::none ? "NONE" : "CAPITAL"));
        }
        bool const one_maker =
            !b.links.empty() &&
            std::all_of(b.links.begin(), b.links.end(), [&](std::uint32_t l) {
                return maker[network.links[l].supplier] ==
                       maker[network.links[b.links.front()].supplier];
            });
        if (u.specific_share >= 1 && one_maker) {
            fail(b.input,
                 fmt::format("'{}' buys '{}' of one maker only, and a share "
                             "of 1 needs a second supplier (a link, if only "
                             "with a flow of 0; nearest: a share below 1)",
                             network.nodes[u.buyer].id, input));
        }
    }
}

std::string part_name(SupplyNetwork const& network,
                      std::uint32_t product,
                      std::uint32_t part) {
    auto const& id = network.products[product].id;
    if (part == none) {
        return id;
    }
    auto const& maker = network.nodes[part];
    return id + '!' +
           (maker.firm == none ? maker.id : network.firms[maker.firm].id);
}
}  // namespace chokepoint
