/// \file trace.cpp
/// What stands where `replay` writes its trace. The first byte chooses: the
/// bytes as they are, as the trace or as what an earlier run left of one;
/// edits to a trace; edits to a results file.
#include "tests/fuzz/file_edits.hpp"
#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
std::string replayed(std::string const& to) {
    run_program({"replay", sound_results(), "--scenario=0", "-o", to, "--csv",
                 (scratch() / "world").string()});
    return contents(to);
}
}  // namespace

Verdict trace(std::string const& bytes) {
    static auto const sound = replayed((scratch() / "sound-trace.h5").string());
    auto const out = (scratch() / "trace.h5").string();
    auto const partial = out + ".partial";
    std::filesystem::remove(out);
    std::filesystem::remove(partial);
    ByteReader reader{bytes};
    auto const mode = reader.below(4);
    auto const& there = mode == 1 ? partial : out;
    if (mode < 2) {
        put(there, reader.rest());
    } else {
        put(there, mode == 2 ? sound : contents(sound_results()));
        edit_file(there, reader);
    }
    auto const before = contents(there);
    auto const verdict =
        run_program({"replay", sound_results(), "--scenario=0", "-o", out,
                     "--csv", (scratch() / "world").string()});
    if (verdict == Verdict::refused) {
        if (contents(there) != before) {
            throw Finding{"what was not to be replaced is another"};
        }
    } else if (contents(out).find("chokepoint-trace") == std::string::npos) {
        throw Finding{"no trace was written"};
    } else if (mode != 1 &&
               before.find("chokepoint-trace") == std::string::npos) {
        throw Finding{"what is no trace was replaced"};
    }
    return verdict;
}
}  // namespace chokepoint::fuzz
