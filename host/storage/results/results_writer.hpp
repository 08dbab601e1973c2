/// \file results_writer.hpp
/// What a ResultsFile holds. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/storage/output/partial_file.hpp"
#include "host/storage/results/loss_datasets.hpp"
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
    /// Does it fill HDF5 chunks of `size` scenarios, but for the run's last?
    bool on_chunk_borders(Chunk const& chunk, std::uint32_t size) const;
    /// Pack datasets with several threads, past HDF5's own filters.
    /// \param which  indices of `losses`, on whose borders the chunk lies
    void write_packed(ChunkLosses const& losses,
                      std::vector<std::size_t> const& which);
    /// Write one dataset through HDF5, wherever the chunk begins and ends.
    void write_plain(ChunkLosses const& losses, std::size_t which);
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
    };
    std::vector<Stored> stored;  ///< [losses]
    Handle weights;
    std::vector<Chunk> written;
    std::optional<WorkerTeam> team;  ///< made for the first chunk
};
}  // namespace chokepoint
