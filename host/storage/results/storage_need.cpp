#include "host/storage/results/storage_need.hpp"

#include <algorithm>

#include "host/storage/results/loss_datasets.hpp"

namespace chokepoint {
namespace {
// What deflate level 1 leaves, measured on the campaigns of outputs/README.md,
// "What a run takes": losses are noise in their lower bytes, weeks and masks
// are small numbers.
double const real_share = 0.55;
double const integer_share = 0.1;
}  // namespace

StorageNeed storage_need(ResultsDescription const& description,
                         StorageOptions const& options,
                         std::uint64_t chunk) {
    std::uint64_t const packages = description.package.size();
    std::uint64_t const worlds = description.scenarios;
    StorageNeed need;
    double usual = 0;
    std::uint64_t largest = 0;
    for (auto const& dataset : loss_datasets(description)) {
        auto const columns = dataset.rows.size();
        std::uint64_t const size = chunk_scenarios(columns, worlds);
        auto const bytes = size * columns * word_bytes;
        auto const stored = packages * ((worlds - 1) / size + 1) * bytes;
        need.words += columns;
        need.whole_bytes += stored;
        auto const used = packages * worlds * columns * word_bytes;
        usual += options.deflate_level == 0 ? static_cast<double>(stored)
                 : dataset.word == Word::real
                     ? real_share * static_cast<double>(used)
                     : integer_share * static_cast<double>(used);
        // Packages take turns: where chunks of the run do not fill those of
        // HDF5, each package has one begun.
        if (chunk < worlds && chunk % size != 0) {
            need.filling_bytes += packages * bytes;
        } else {
            largest = std::max<std::uint64_t>(largest, bytes);
        }
    }
    need.usual_bytes = static_cast<std::uint64_t>(usual);
    // Others are filled and packed at once, by each thread one.
    need.filling_bytes += 2 * std::max(options.threads, 1u) * largest;
    return need;
}
}  // namespace chokepoint
