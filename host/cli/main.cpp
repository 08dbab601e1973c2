/// \file main.cpp
/// The program: reads the command line, runs a subcommand, turns every error
/// into one line and an exit code.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>

#include "host/cli/commands.hpp"
#include "host/cli/usage_error.hpp"
#include "host/network/input_error.hpp"
#include "host/storage/storage_error.hpp"
#include "host/version.hpp"

namespace {
int fail(std::string const& message, int code) {
    std::fflush(stdout);
    fmt::print(stderr, "chokepoint: error: {}\n", message);
    return code;
}
}  // namespace

int main(int argc, char** argv) {
    using namespace chokepoint;
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
    add_check(app, chosen);
    add_replay(app, chosen);
    add_report(app, chosen);
    add_compare(app, chosen);
    add_rank(app, chosen);
    add_bench(app, chosen);
    add_network(app, chosen);
    add_info(app, chosen);
    try {
        app.parse(argc, argv);
        return chosen();
    } catch (CLI::Success const& help) {
        return app.exit(help);
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
