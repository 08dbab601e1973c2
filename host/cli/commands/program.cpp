#include "host/cli/commands/program.hpp"

#include <exception>
#include <sstream>
#include <string>

#include "host/cli/commands/commands.hpp"
#include "host/cli/terminal/exit_code.hpp"
#include "host/cli/terminal/messages.hpp"
#include "host/cli/terminal/terminal.hpp"
#include "host/cli/terminal/usage_error.hpp"
#include "host/network/input_error.hpp"
#include "host/storage/hdf5/storage_error.hpp"
#include "host/version.hpp"

namespace chokepoint {
namespace {
int fail(std::string const& message, int code) {
    tell_error(message, code);
    return code;
}

/// Do what the command line asks for. \return exit code
int act(CLI::App& app, Action const& chosen, int argc, char** argv) {
    try {
        app.parse(argc, argv);
    } catch (CLI::Success const& asked) {  // --help, --version
        std::ostringstream text;
        auto const code = app.exit(asked, text, text);
        write_out(text.str());
        return code;
    }
    return chosen();
}
}  // namespace

int run_program(int argc, char** argv) {
    set_message_form(MessageForm::text);
    CLI::App app{
        "Stress tests of semiconductor and critical-mineral supply networks "
        "under economic statecraft",
        "chokepoint"};
    app.set_version_flag(
        "--version",
        std::string{"chokepoint "} + program_version + " (" + git_commit + ")");
    app.require_subcommand(1);
    app.footer(
        "\nExit codes: 0 done, 1 failed while running, 2 bad input or "
        "usage, 130 interrupted.\nchokepoint COMMAND --help says more.");
    Action chosen;
    add_run(app, chosen);
    add_merge(app, chosen);
    add_sweep(app, chosen);
    add_check(app, chosen);
    add_replay(app, chosen);
    add_report(app, chosen);
    add_compare(app, chosen);
    add_rank(app, chosen);
    add_criticality(app, chosen);
    add_bench(app, chosen);
    add_network(app, chosen);
    add_schema(app, chosen);
    add_info(app, chosen);
    try {
        auto const code = act(app, chosen, argc, argv);
        finish_out();
        return code;
    } catch (CLI::ParseError const& error) {
        return fail(usage_message(app, error), exit_bad_input);
    } catch (InputError const& error) {
        return fail(error.what(), exit_bad_input);
    } catch (WrongFileError const& error) {
        return fail(error.what(), exit_bad_input);
    } catch (std::bad_alloc const&) {
        return fail("not enough memory", exit_failed);
    } catch (std::exception const& error) {
        return fail(error.what(), exit_failed);
    }
}
}  // namespace chokepoint
