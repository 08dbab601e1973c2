/// \file sample_run.hpp
/// A small run with made-up losses: any word of it can be computed again.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/storage/results/results_description.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint::test {
/// Two packages, three countries (one name with an accent), two horizons, one
/// further cell of nodes, two families.
inline ResultsDescription sample_description(std::uint64_t scenarios) {
    ResultsDescription d;
    d.program_version = "0.1.0";
    d.git_commit = "abcdef012345";
    d.backend = "cpu";
    d.device = "AVX2, 2 threads";
    d.campaign = "[campaign]\nname = \"caf\u00e9\"\n";
    d.network_sha256 = std::string(64, '0');
    d.compiled_sha256 = std::string(64, 'c');
    d.seed = 0xffffffffffffffffu;
    d.scenarios = scenarios;
    d.weeks = 104;
    d.package = {"none", "export ban"};
    d.country = {"TWN", "C\u00f4te d'Ivoire", "rest-of-world"};
    d.node_cell = d.country;
    d.node_cell.push_back("product:gallium");
    d.sink_cell = d.country;
    d.product = {"gallium", "wafers"};
    d.node = {"TWN-wafers", "CIV-gallium", "ROW-gallium", "ROW-wafers"};
    d.family = {"NAT", "CYB"};
    d.family_id = {1, 3};
    d.measure = {"ban", "quota"};
    d.horizon = {52, 104};
    return d;
}

/// Of the model only the sizes of what such a run writes.
inline ModelView sample_sizes() {
    ModelView m{};
    m.metrics.node_cell.size = 4;
    m.metrics.sink_cell.size = 3;
    m.metrics.horizons = 2;
    m.network.countries = 3;
    m.family.size = 2;
    return m;
}

inline OutputLayout sample_layout() {
    return OutputLayout{sample_sizes()};
}

/// Quarters: exact in float, and in the text of a table.
inline float sample_value(std::uint32_t row,
                          std::uint32_t package,
                          std::uint64_t scenario) {
    auto const mixed = (scenario + 1) * 2654435761u + row * 40503u + package;
    return static_cast<float>(mixed % 100000) / 4;
}

inline std::int32_t sample_count(std::uint32_t row,
                                 std::uint32_t package,
                                 std::uint64_t scenario) {
    auto const layout = sample_layout();
    if (row == layout.family_mask()) {  // some masks have their highest bit
        return static_cast<std::int32_t>(0x80000005u + scenario % 7);
    }
    return static_cast<std::int32_t>((scenario * 31 + row * 7 + package) %
                                     1000) -
           1;
}

inline ChunkLosses sample_losses(std::uint32_t package,
                                 std::uint64_t first,
                                 std::uint32_t scenarios) {
    auto const layout = sample_layout();
    ChunkLosses losses{{package, first, scenarios}, {}, {}};
    for (std::uint32_t row = 0; row < layout.float_rows(); ++row) {
        for (std::uint32_t s = 0; s < scenarios; ++s) {
            losses.value.push_back(sample_value(row, package, first + s));
        }
    }
    for (std::uint32_t row = 0; row < layout.integer_rows(); ++row) {
        for (std::uint32_t s = 0; s < scenarios; ++s) {
            losses.count.push_back(sample_count(row, package, first + s));
        }
    }
    return losses;
}

/// A folder of its own that goes away with the test.
class ScratchFolder {
  public:
    ScratchFolder() {
        auto pattern =
            (std::filesystem::temp_directory_path() / "chokepoint-test-XXXXXX")
                .string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string operator/(std::string const& name) const {
        return path_ + "/" + name;
    }
    std::string const& path() const { return path_; }
    std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator{path_},
                          std::filesystem::directory_iterator{}));
    }

  private:
    std::string path_;
};
}  // namespace chokepoint::test
