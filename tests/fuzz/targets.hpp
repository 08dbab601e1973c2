/// \file targets.hpp
/// What the fuzzer feeds with made-up bytes: each target calls what the
/// program calls, and takes nothing but success or one clear error.
#pragma once

#include <string>
#include <vector>

namespace chokepoint::fuzz {
/// What became of an input.
enum class Verdict {
    accepted,  ///< the program would end with 0
    refused,   ///< with 2 and a clear message
};

/// \param bytes  an input, as the comment at the target says
/// \return what became of it; whatever else happens (another exception, a
///         crash, a leak, a hang) is a finding
using TargetFunction = Verdict(std::string const& bytes);

/// A campaign on the teaching network.
TargetFunction campaign;
/// One table of the teaching network, the others as they are.
TargetFunction table;
/// Texts after `--set`.
TargetFunction set;
/// Edits to a results file.
TargetFunction results;
/// A finished chunk of an interrupted run.
TargetFunction journal;
/// What stands where a trace is to be written.
TargetFunction trace;

struct Target {
    char const* name;
    TargetFunction* function;
};

/// All of them; the name is that of the folder in corpus/ too.
std::vector<Target> const& targets();
}  // namespace chokepoint::fuzz
