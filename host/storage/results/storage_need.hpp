/// \file storage_need.hpp
/// What the losses of a run will take, known before it starts.
#pragma once

#include <cstdint>

#include "host/storage/results/results_description.hpp"
#include "host/storage/results/results_file.hpp"

namespace chokepoint {
/// Of the losses of a run; the tables of its statistics are not in it.
struct StorageNeed {
    std::uint64_t words = 0;  ///< kept of one world under one package
    /// In the file without compression, bytes. HDF5 stores whole chunks: the
    /// last one may be longer than the worlds in it.
    std::uint64_t whole_bytes = 0;
    /// In the file as compression usually leaves them, bytes.
    std::uint64_t usual_bytes = 0;
    /// Memory for HDF5 chunks that are being filled, bytes: they are written
    /// when their last world has come.
    std::uint64_t filling_bytes = 0;
};

/// \param chunk  worlds of a package that come together, > 0
StorageNeed storage_need(ResultsDescription const& description,
                         StorageOptions const& options,
                         std::uint64_t chunk);
}  // namespace chokepoint
