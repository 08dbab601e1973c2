/// \file results_reader_state.hpp
/// What a ResultsReader holds. Private to this room.
#pragma once

#include <string>
#include <utility>

#include "host/storage/hdf5/hdf5_handle.hpp"
#include "host/storage/results/results_description.hpp"
#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// An open file; copies of a reader share it.
struct ResultsReader::Reader {
    Reader(Handle open_file,
           std::string file_path,
           ResultsDescription file_description)
        : file{std::move(open_file)},
          path{std::move(file_path)},
          description{std::move(file_description)} {}

    Handle file;
    std::string path;
    ResultsDescription description;
};
}  // namespace chokepoint
