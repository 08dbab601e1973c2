/// \file sweep_cells.hpp
/// The grid of a sweep: keys of a campaign and the values they take.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace chokepoint {
/// "reserve.ores.weeks=4,8": a key as `--set` takes it, and its values.
struct SweptKey {
    std::string key;
    std::vector<std::string> values;  ///< as TOML, at least two
};

/// Read KEY=V1,V2,... . Commas within brackets, braces and quotes belong to a
/// value.
/// \throw InputError  "--over TEXT: ..." not of that form, a value that is
///        empty or there twice, a single one, or a key that would make other
///        worlds or no difference ([campaign], [metrics], [output], [engine])
SweptKey swept_key(std::string const& text);

/// One cell of the grid.
struct SweepCell {
    std::vector<std::string> values;     ///< [keys]
    std::vector<std::string> overrides;  ///< as `--set` takes them
    std::string file;  ///< name of its results, without folder
};

inline constexpr std::size_t most_cells = 1000;

/// Every combination of values, the last key fastest. Files are named after
/// keys and values, so that a larger grid finds the cells of a smaller one.
/// \throw InputError  a key twice, more than `most_cells`
std::vector<SweepCell> sweep_cells(std::vector<SweptKey> const& keys);
}  // namespace chokepoint
