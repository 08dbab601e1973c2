/// \file campaign.cpp
/// The bytes are a campaign; its networks are those of `configs/networks` that
/// are small.
#include "host/campaign/toml/effective_toml.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
/// What `check --effective` prints is the same campaign.
void require_round_trip(std::string const& path) {
    auto const written = effective_toml(load_campaign(path));
    auto const again = effective_toml(parse_campaign(written, path));
    if (again != written) {
        throw Finding{"the effective campaign reads as another one:\n" +
                      written + "\n----\n" + again};
    }
}
}  // namespace

Verdict campaign(std::string const& bytes) {
    auto const path = (scratch() / "campaign.toml").string();
    put(path, bytes);
    auto const verdict = run_program({"check", path, "--backend=cpu"});
    if (verdict == Verdict::accepted) {
        require_round_trip(path);
    }
    return verdict;
}
}  // namespace chokepoint::fuzz
