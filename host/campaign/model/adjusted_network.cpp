#include "host/campaign/model/adjusted_network.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/selection/selection.hpp"
#include "host/campaign/spec/adjustable_columns.hpp"

namespace chokepoint {
namespace {
template <class Row, std::size_t n>
AdjustableColumn<Row> const* find(AdjustableColumn<Row> const (&columns)[n],
                                  std::string const& name) {
    auto const at =
        std::find_if(std::begin(columns), std::end(columns),
                     [&](auto const& column) { return name == column.name; });
    return at == std::end(columns) ? nullptr : at;
}

/// One column in some rows.
template <class Row>
class Adjuster {
  public:
    Adjuster(Adjustment const& adjustment, AdjustableColumn<Row> const& column)
        : adjustment_{adjustment}, column_{column} {}

    /// \param who  what an error calls the row
    template <class Who>
    void operator()(Row& row, Who&& who) {
        double& value = row.*column_.value;
        double const now = adjustment_.scale * value + adjustment_.add;
        // A value that says "the campaign's" is in no range, and may stay.
        if (now != value && !column_.range.contains(now)) {
            adjustment_.location.fail(
                adjustment_.add == 0 ? "scale" : "add",
                fmt::format("{} of {} would be {} ({})", column_.name, who(),
                            now, column_.range.must_be(now)));
        }
        ++done_.rows;
        done_.mean_before += value;
        done_.mean_now += now;
        value = now;
    }

    AdjustedRows done() const {
        if (done_.rows == 0) {
            adjustment_.location.fail("inputs",
                                      "no selected producer buys one of them");
        }
        auto const n = static_cast<double>(done_.rows);
        return {done_.rows, done_.mean_before / n, done_.mean_now / n,
                column_.range.unit};
    }

  private:
    Adjustment const& adjustment_;
    AdjustableColumn<Row> const& column_;
    AdjustedRows done_;
};
}  // namespace

AdjustedRows adjust(Adjustment const& adjustment, SupplyNetwork& network) {
    if (adjustment.scale == 1 && adjustment.add == 0) {
        adjustment.location.fail(
            "", "changes nothing (needed: 'scale' other than 1, or 'add')");
    }
    Selection const select{network};
    auto const nodes = select.nodes(adjustment.target, adjustment.location);
    if (auto const* column = find(adjustable_node_columns, adjustment.column)) {
        if (!adjustment.inputs.empty()) {
            adjustment.location.fail(
                "inputs", fmt::format("{} is a column of producers, not of "
                                      "what they buy (leave 'inputs' out)",
                                      column->name));
        }
        Adjuster<Producer> change{adjustment, *column};
        for (auto const i : nodes) {
            change(network.nodes[i], [&] { return network.nodes[i].id; });
        }
        return change.done();
    }
    auto const* column = find(adjustable_input_columns, adjustment.column);
    auto const bought =
        select.products(adjustment.inputs, adjustment.location, "inputs");
    Adjuster<Input> change{adjustment, *column};
    for (auto& input : network.inputs) {
        if (bought[input.product] &&
            std::binary_search(nodes.begin(), nodes.end(), input.buyer)) {
            change(input, [&] {
                return fmt::format("{}'s {}", network.nodes[input.buyer].id,
                                   network.products[input.product].id);
            });
        }
    }
    return change.done();
}
}  // namespace chokepoint
