/// \file results_writer.hpp
/// What a ResultsFile holds. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/storage/output/partial_file.hpp"
#include "host/storage/results/loss_datasets.hpp"
#include "host/storage/results/loss_packer.hpp"
#include "host/storage/results/results_file.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
/// The partial file, its datasets, and which scenarios they hold so far.
struct ResultsFile::Writer {
    /// Make the file with attributes, axes and empty loss datasets.
    /// \throw StorageError if it cannot be made
    Writer(OutputClaim given_claim,
           ResultsDescription const& given,
           StorageOptions const& storage_options);

    /// What the file says of itself, at its root.
    void write_attributes();
    /// Scales in the root: package, scenario, country, horizon and so on, those
    /// of mechanisms among them.
    void write_axes();
    /// Scales of the mechanisms in use, the value added behind leverage, and
    /// the sides of the packages.
    void write_mechanism_axes();
    /// Datasets of losses, empty, in HDF5 chunks of scenarios; weights of 1.
    void create_losses();
    /// Deal losses to the HDF5 chunks that they lie in, and write those that
    /// are full: packed by several threads, past HDF5's own filters, wherever
    /// chunks of the engine begin and end.
    void write(ChunkLosses const& chunk_losses);
    /// \throw StorageError naming the first scenario that a package lacks
    void require_all_scenarios();

    ResultsDescription description;
    StorageOptions options;
    OutputClaim claim;
    PartialFile partial;
    Hdf5File file;
    std::vector<LossDataset> losses;
    /// A dataset of losses in the file.
    struct Stored {
        Handle dataset;
        std::uint32_t chunk;  ///< scenarios
        /// HDF5 chunks begun, by package and number.
        std::map<std::pair<std::uint32_t, std::uint64_t>, LossPacker> open{};
    };
    std::vector<Stored> stored;  ///< [losses]
    Handle weights;
    std::vector<Chunk> written;
    std::optional<WorkerTeam> team;  ///< made for the first chunk
};
}  // namespace chokepoint
