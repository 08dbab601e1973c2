#include "host/campaign/reference/section_rows.hpp"
#include "host/cli/commands/commands.hpp"
#include "host/cli/commands/schema_json.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/terminal.hpp"

namespace chokepoint {
void add_schema(CLI::App& app, Action& chosen) {
    auto* const command = app.add_subcommand(
        "schema",
        "JSON Schema of campaigns, for editors: completion, units, ranges");
    command->callback([&chosen] {
        chosen = [] {
            write_out(schema_json(section_rows()));
            return exit_done;
        };
    });
}
}  // namespace chokepoint
