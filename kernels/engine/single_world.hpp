/// \file single_world.hpp
/// The memory of one world that is marched alone.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "kernels/engine/engine.hpp"
#include "kernels/views/tile_state.cuh"

namespace chokepoint {
/// A tile of one lane, and where it writes its losses. It stays where it is
/// made: the tile refers to its layout.
class SingleWorld {
  public:
    using P = Pack<1>;

    /// \param model   must stay alive
    /// \param traced  keep what only a trace shows
    /// \throw EngineError if there is no memory for one world
    SingleWorld(ModelView const& model, bool traced)
        : layout_{model, traced},
          slab_{static_cast<char*>(std::aligned_alloc(128, layout_.bytes(1))),
                std::free} {
        if (!slab_) {
            throw EngineError{"not enough memory for one world"};
        }
    }
    SingleWorld(SingleWorld const&) = delete;
    SingleWorld& operator=(SingleWorld const&) = delete;

    TileState<P> tile() const { return {layout_, slab_.get(), 0}; }

  private:
    TileLayout layout_;
    std::unique_ptr<char, void (*)(void*)> slab_;
};

/// Losses of one world with room for every row of a model.
inline ChunkLosses losses_of_one(ModelView const& model,
                                 std::uint32_t package,
                                 std::uint64_t scenario) {
    OutputLayout const output{model};
    ChunkLosses losses{{package, scenario, 1}, {}, {}};
    losses.value.resize(output.float_rows());
    losses.count.resize(output.integer_rows());
    return losses;
}
}  // namespace chokepoint
