/// \file results.cpp
/// The first byte chooses the command that reads a results file, the rest are
/// edits to it (file_edits.hpp).
#include <array>

#include "tests/fuzz/file_edits.hpp"
#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
Verdict results(std::string const& bytes) {
    static auto const sound = contents(sound_results());
    static std::array<std::vector<std::string>, 7> const commands{{
        {"report"},
        {"report", "--tail-dependence", "--all", "--horizon=8"},
        {"compare", "--packages=none,strict"},
        {"compare", "--country=ALP", "--rivals=BET"},
        {"rank"},
        {"replay", "--scenario=1", "--package=strict"},
        {"run", "--backend=cpu", "--threads=1", "--quiet"},
    }};
    ByteReader reader{bytes};
    auto command = commands[reader.below(commands.size())];
    auto const path = (scratch() / "edited.h5").string();
    put(path, sound);
    edit_file(path, reader);
    if (command[0] == "run") {  // over the edited file
        command.insert(command.end(), {rich_campaign(), "-o", path});
    } else {
        command.insert(command.begin() + 1, path);
    }
    if (command[0] == "replay") {
        auto const world = (scratch() / "world").string();
        command.insert(command.end(), {"-o", world + ".h5", "--csv", world});
    }
    return run_program(command);
}
}  // namespace chokepoint::fuzz
