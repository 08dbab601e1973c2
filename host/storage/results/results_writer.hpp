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
struct ResultsFile::Writer {
    Writer(OutputClaim given_claim,
           ResultsDescription const& given,
           StorageOptions const& storage_options);

    void write_attributes();
    void write_axes();
    void write_mechanism_axes();
    void create_losses();
    bool on_chunk_borders(Chunk const& chunk, std::uint32_t size) const;
    void write_packed(ChunkLosses const& losses,
                      std::vector<std::size_t> const& which);
    void write_plain(ChunkLosses const& losses, std::size_t which);
    void require_all_scenarios();

    ResultsDescription description;
    StorageOptions options;
    OutputClaim claim;
    PartialFile partial;
    Hdf5File file;
    std::vector<LossDataset> losses;
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
