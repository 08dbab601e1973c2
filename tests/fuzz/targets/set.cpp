/// \file set.cpp
/// Each line is what follows `--set` once.
#include <sstream>

#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
Verdict set(std::string const& bytes) {
    std::vector<std::string> arguments{"check", rich_campaign(),
                                       "--backend=cpu"};
    std::istringstream lines{bytes};
    for (std::string line; std::getline(lines, line);) {
        // The end of a C string is the end of an argument.
        arguments.push_back("--set=" + line.substr(0, line.find('\0')));
    }
    return run_program(arguments);
}
}  // namespace chokepoint::fuzz
