#include "host/campaign/mechanisms/reserves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/campaign/model/augmented_network.hpp"
#include "host/campaign/model/buyer_groups.hpp"
#include "host/campaign/selection/reserve_cells.hpp"

namespace chokepoint {
namespace {
template <class T>
std::uint32_t size_of(std::vector<T> const& v) {
    return static_cast<std::uint32_t>(v.size());
}

class ReserveCompiler {
  public:
    explicit ReserveCompiler(ModelBuilder& b) : b_{b} {}

    void operator()(ReserveCell const& cell) {
        auto const& spec = b_.campaign.reserves[cell.reserve];
        auto const users = buyer_groups(
            b_, only(cell.product, b_.network.products.size()), cell.countries);
        Reserve reserve{};
        add_users(spec, cell, users, reserve);
        reserve.trigger = spec.trigger == "shortage" ? ReserveTrigger::shortage
                          : spec.trigger == "price"  ? ReserveTrigger::price
                                                     : ReserveTrigger::off;
        reserve.start = static_cast<float>(spec.weeks);
        reserve.target = static_cast<float>(spec.target_weeks);
        reserve.rate = static_cast<float>(spec.release_rate);
        reserve.refill = static_cast<float>(spec.refill_rate);
        reserve.release_below = static_cast<float>(spec.release_below);
        reserve.release_price =
            static_cast<float>(std::log(spec.release_price));
        reserve.refill_tension = static_cast<float>(spec.refill_tension);
        reserve.use = sum_receipts(b_.model.network, users);
        reserve.sink = spec.refill_rate > 0 ? refill_sink(spec, cell) : none;
        reserve.market = market_of(spec, cell, users);
        reserve.bit = static_cast<std::uint32_t>(cell.reserve);
        b_.model.reserve.push_back(reserve);
        b_.model.reserve_name.push_back(cell.name);
    }

  private:
    void add_users(ReserveSpec const& spec,
                   ReserveCell const& cell,
                   Rows const& users,
                   Reserve& reserve) {
        auto& pool = b_.model.reserve_group;
        reserve.first = size_of(pool);
        for (auto const g : users) {
            auto& user = b_.model.reserve_user[g];
            if (user.reserve != none) {
                spec.location.fail(
                    "countries",
                    fmt::format(
                        "{} of {} is in reserve '{}' already (a buyer draws on "
                        "one reserve a product)",
                        b_.network.products[cell.product].id,
                        b_.network.countries[country_of_group(b_, g)].id,
                        b_.model.reserve_name[user.reserve]));
            }
            user = {size_of(b_.model.reserve), size_of(pool), 1};
            pool.push_back(g);
        }
        reserve.last = size_of(pool);
        reserve.first_user = reserve.first;
        reserve.last_user = reserve.last;
        bool const for_all = spec.users_products.empty() &&
                             spec.users_stages.empty() &&
                             spec.users_firms.empty();
        if (!for_all) {
            keep_priority_users(spec, users, reserve);
        }
    }

    void keep_priority_users(ReserveSpec const& spec,
                             Rows const& users,
                             Reserve& reserve) {
        Selector priority;
        priority.products = spec.users_products;
        priority.stages = spec.users_stages;
        priority.firms = spec.users_firms;
        auto const nodes = b_.select.nodes(priority, spec.location);
        auto& pool = b_.model.reserve_group;
        reserve.first_user = size_of(pool);
        for (auto const g : users) {
            auto const owner = b_.model.network.group[g].owner;
            bool const draws =
                g < b_.model.network.first_sink &&
                std::binary_search(nodes.begin(), nodes.end(), owner);
            b_.model.reserve_user[g].draws = draws ? 1 : 0;
            if (draws) {
                pool.push_back(g);
            }
        }
        reserve.last_user = size_of(pool);
        if (reserve.first_user == reserve.last_user) {
            spec.location.fail("",
                               "no user of the product in these countries "
                               "matches users_products, users_stages and "
                               "users_firms");
        }
    }

    /// Group of the sink that the campaign has added for this cell.
    std::uint32_t refill_sink(ReserveSpec const& spec,
                              ReserveCell const& cell) const {
        auto const row =
            added_sink(b_.network, SinkKind::reserve, spec.name, cell.product);
        return row == none ? none : b_.model.network.first_sink + row;
    }

    /// The price that a price trigger watches: of the first user that has one.
    std::uint32_t market_of(ReserveSpec const& spec,
                            ReserveCell const& cell,
                            Rows const& users) const {
        for (auto const g : users) {
            if (!b_.model.group_market.empty() &&
                b_.model.group_market[g] != none) {
                return b_.model.group_market[g];
            }
        }
        if (spec.trigger == "price") {
            spec.location.fail(
                "trigger",
                fmt::format("price: {} has no price (needed: a [[market]] "
                            "with it)",
                            b_.network.products[cell.product].id));
        }
        return none;
    }

    ModelBuilder& b_;
};
}  // namespace

void compile_reserves(ModelBuilder& b) {
    auto const cells = reserve_cells(b.campaign, b.network);
    if (cells.empty()) {
        return;
    }
    b.model.reserve_user.assign(b.model.network.group.size(),
                                ReserveUser{none, none, 0});
    ReserveCompiler compile_cell{b};
    for (auto const& cell : cells) {
        compile_cell(cell);
    }
}
}  // namespace chokepoint
