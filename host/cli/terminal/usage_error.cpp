#include "host/cli/terminal/usage_error.hpp"

#include <fmt/format.h>

#include <vector>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
using Names = std::vector<std::string>;

Names command_names(CLI::App const& app) {
    Names names;
    for (auto const* command : app.get_subcommands({})) {
        names.push_back(command->get_name());
    }
    return names;
}

/// The deepest subcommand that was named.
CLI::App const& deepest(CLI::App const& app) {
    auto const named = app.get_subcommands();
    return named.empty() ? app : deepest(*named.front());
}

std::string path_of(CLI::App const& app) {
    auto const* parent = app.get_parent();
    return parent ? path_of(*parent) + " " + app.get_name() : "chokepoint";
}

/// Options as they are written: "--seed", "-o".
Names option_names(CLI::App const& app) {
    Names names;
    for (auto const* option : app.get_options()) {
        for (auto const& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
        for (auto const& name : option->get_snames()) {
            names.push_back("-" + name);
        }
    }
    return names;
}

/// CLI11 says why over several lines; the first one holds the reason.
std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}
}  // namespace

std::string usage_message(CLI::App const& app, CLI::ParseError const& error) {
    auto const& command = deepest(app);
    auto const path = path_of(command);
    auto const see = fmt::format("see {} --help", path);
    auto const place =
        command.get_parent() ? path.substr(path.find(' ') + 1) + ": " : "";
    auto const unexpected = app.remaining(true);
    auto const commands = command_names(command);
    for (auto const& word : unexpected) {
        if (word.size() > 1 && word[0] == '-') {
            auto const name = word.substr(0, word.find('='));
            return fmt::format("{}unknown option '{}' ({}{})", place, name, see,
                               nearest_hint(name, option_names(command)));
        }
        if (!commands.empty()) {
            return fmt::format("{}unknown command '{}' (one of: {}{})", place,
                               word, fmt::join(commands, ", "),
                               nearest_hint(word, commands));
        }
        return fmt::format("{}unexpected argument '{}' ({})", place, word, see);
    }
    if (!commands.empty()) {
        return fmt::format("{}a command is needed (one of: {}; {})", place,
                           fmt::join(commands, ", "), see);
    }
    return fmt::format("{}{} ({})", place, first_line(error.what()), see);
}

std::string no_empty_name(std::string const& value) {
    return value.empty() ? "is empty (name a file or folder, or leave the "
                           "option out)"
                         : "";
}
}  // namespace chokepoint
