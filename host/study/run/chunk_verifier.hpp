/// \file chunk_verifier.hpp
/// Were these losses computed without a fault? For devices whose memory has no
/// error correction.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Marches some worlds of each chunk again on the CPU and compares bits.
class ChunkVerifier {
  public:
    /// \param model    must stay alive while this does
    /// \param package  names, for the message
    /// \param tiles    of each chunk that are marched again, >= 1; all, if the
    ///                 chunk has no more
    /// \param lanes    worlds in a tile
    /// \param device   what marched the chunks, for the message
    /// \throw EngineError if the CPU has no memory for a tile
    ChunkVerifier(ModelView const& model,
                  std::vector<std::string> package,
                  std::uint32_t tiles,
                  std::uint32_t lanes,
                  std::string device,
                  EngineOptions const& options);

    /// \throw EngineError naming package, world, row and both words of the
    ///        first difference
    void operator()(ChunkLosses const& losses) const;

    /// The tiles of a chunk that are marched again: spread evenly, begun at a
    /// place that differs from chunk to chunk.
    static std::vector<std::uint32_t> tiles_of(Chunk const& chunk,
                                               std::uint32_t tiles,
                                               std::uint32_t lanes);

  private:
    void compare(ChunkLosses const& losses, ChunkLosses const& again) const;

    std::vector<std::string> package_;
    std::uint32_t tiles_, lanes_;
    std::string device_;
    std::unique_ptr<Engine> cpu_;
};
}  // namespace chokepoint
