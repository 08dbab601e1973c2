#include "host/cli/commands/run_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "host/cli/tables/chokepoint_tables.hpp"
#include "host/cli/tables/loss_tables.hpp"
#include "host/cli/tables/sheet_format.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/explain/answers/answer_words.hpp"
#include "host/study/answers/policies.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
std::size_t const most_packages = 4;  ///< shown when the run has ended
}  // namespace

void print_run_answer(std::string const& results) {
    ResultsReader const reader{results};
    auto const& d = reader.description();
    auto const horizon = horizon_index(d, 0);
    auto const all = policies(d);
    LossTables const tables{reader, all, horizon};
    AnswerSheet sheet{"run",
                      results,
                      d.scenarios,
                      d.horizon[horizon],
                      answer_words(reader, {all, horizon, {}}),
                      {}};
    sheet.add(tables.head());
    for (std::size_t i = 0; i < std::min(all.size(), most_packages); ++i) {
        auto const p = all[i];
        sheet.add(tables.losses(p));
        if (tables.certain(p)) {
            sheet.add(first_stop_table({reader, p, {horizon, {}}}));
        }
    }
    if (all.size() > most_packages) {
        AnswerTable more;
        more.title = fmt::format("({} more packages: see the report)",
                                 all.size() - most_packages);
        sheet.add(more);
    }
    sheet.add(tables.differences());
    say("\n");
    print_sheet(sheet, "text");
    say("\nresults: {}\nnext:    chokepoint report {}\n", results, results);
}
}  // namespace chokepoint
