#include "kernels/engine/chunk_span.hpp"

#include <map>

namespace chokepoint {
namespace {
/// Columns first to first + n of each row.
template <class T>
std::vector<T> columns_of(T const* rows,
                          std::size_t count,
                          std::size_t columns,
                          std::size_t first,
                          std::size_t n) {
    std::vector<T> part;
    part.reserve(count * n);
    for (std::size_t row = 0; row < count; ++row) {
        auto const* const begin = rows + row * columns + first;
        part.insert(part.end(), begin, begin + n);
    }
    return part;
}
}  // namespace

std::vector<ChunkSpan> join_chunks(std::vector<Chunk> const& chunks,
                                   std::size_t most_parts) {
    std::vector<ChunkSpan> spans;
    std::map<std::uint32_t, std::size_t> last;  // span of a package
    for (auto const& chunk : chunks) {
        auto const found = last.find(chunk.package);
        if (found != last.end()) {
            auto& span = spans[found->second];
            auto const end = span.whole.first_scenario + span.whole.scenarios;
            if (chunk.first_scenario == end && span.parts.size() < most_parts) {
                span.whole.scenarios += chunk.scenarios;
                span.parts.push_back(chunk);
                continue;
            }
        }
        last[chunk.package] = spans.size();
        spans.push_back({chunk, {chunk}});
    }
    return spans;
}

ChunkLosses losses_of_part(ChunkSpan const& span,
                           std::size_t part,
                           float const* value,
                           std::size_t value_rows,
                           std::int32_t const* count,
                           std::size_t count_rows) {
    auto const& chunk = span.parts.at(part);
    auto const first = static_cast<std::size_t>(chunk.first_scenario -
                                                span.whole.first_scenario);
    auto const columns = std::size_t{span.whole.scenarios};
    return {chunk,
            columns_of(value, value_rows, columns, first, chunk.scenarios),
            columns_of(count, count_rows, columns, first, chunk.scenarios)};
}
}  // namespace chokepoint
