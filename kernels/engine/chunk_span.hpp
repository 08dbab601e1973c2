/// \file chunk_span.hpp
/// Chunks put together for a device: small ones cannot fill it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/engine/engine.hpp"

namespace chokepoint {
/// Chunks of one package whose worlds follow each other, marched as one.
struct ChunkSpan {
    Chunk whole;
    std::vector<Chunk> parts;  ///< in the order of their worlds
};

/// Put chunks together where the worlds of one begin where those of the last
/// of its package end. Spans are in the order of their first chunks.
/// \param most_parts  chunks in a span, >= 1
std::vector<ChunkSpan> join_chunks(std::vector<Chunk> const& chunks,
                                   std::size_t most_parts);

/// The losses of one part.
/// \param value, count  rows of the whole, one column a world
ChunkLosses losses_of_part(ChunkSpan const& span,
                           std::size_t part,
                           float const* value,
                           std::size_t value_rows,
                           std::int32_t const* count,
                           std::size_t count_rows);
}  // namespace chokepoint
