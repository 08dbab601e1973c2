#include "host/cli/tables/why_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/explain/answers/money.hpp"
#include "host/explain/plain_words.hpp"

namespace chokepoint {
AnswerTable why_table(Why const& why,
                      std::string const& whose,
                      std::int32_t horizon_weeks,
                      std::size_t most) {
    AnswerTable table;
    table.key = "why";
    table.title = fmt::format(
        "Each event taken away in turn: lost value added of {} within {} "
        "weeks, {{unit}}",
        whose, horizon_weeks);
    table.columns = {{"event", "event"},
                     {"family", "family"},
                     {"week", "week", Kind::week},
                     {"loss_without", "loss without it", Kind::money},
                     {"difference", "goes with it", Kind::money},
                     {"share", "of the loss", Kind::small}};
    table.unit = money_unit(why.loss);
    // People are not shown rows of nothing, but always some.
    std::size_t const fewest = 3;
    double const least_share = 1e-3;
    bool const for_people = most < why.events.size();
    for (auto const& event : why.events) {
        auto const rows = table.rows.size();
        bool const small = why.with(event) < least_share * why.loss;
        if (rows == most || (for_people && rows >= fewest && small)) {
            break;
        }
        table.add({event.what, event.family, static_cast<double>(event.week),
                   event.loss_without, why.with(event),
                   why.loss > 0 ? why.with(event) / why.loss : not_known});
    }
    auto const shown = table.rows.size();
    if (why.events.size() > shown) {
        double least = 0, largest = 0;
        for (auto i = shown; i < why.events.size(); ++i) {
            least = std::min(least, why.with(why.events[i]));
            largest = std::max(largest, why.with(why.events[i]));
        }
        table.notes.push_back(
            fmt::format("and {} with {} to {} {} each (--format json: all)",
                        counted(why.events.size() - shown, "event"),
                        money(least, table.unit), money(largest, table.unit),
                        table.unit.name));
    }
    return table;
}
}  // namespace chokepoint
