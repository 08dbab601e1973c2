/// \file engine_cpu_level.cpp
/// Compiled once per instruction set, with the flags of that set. Every
/// function it uses is always inlined (platform.cuh), so that nothing of it
/// can be linked into code for a lesser machine; a test looks at the symbols.
#include <type_traits>

#include "kernels/engine/cpu_level.hpp"
#include "kernels/portable/twin.cuh"

#define CHOKEPOINT_JOIN2(a, b) a##b
#define CHOKEPOINT_JOIN(a, b) CHOKEPOINT_JOIN2(a, b)
#define CHOKEPOINT_TEXT2(a) #a
#define CHOKEPOINT_TEXT(a) CHOKEPOINT_TEXT2(a)

namespace chokepoint {
namespace {
template <class P>
void march(ModelView const& model,
           TileLayout const& layout,
           char* slab,
           TileJob const& job) {
    TileState<P> const tile{layout, slab, 0};
    march_tile(model, tile, job, SoloTeam{}, NoObserver{});
}

template <class P>
constexpr CpuMarch march_of() {
    return {Lanes<P>::stride, march<P>};
}
}  // namespace

CpuLevel CHOKEPOINT_JOIN(cpu_level_, CHOKEPOINT_LEVEL)() {
    using One = Pack<CHOKEPOINT_LANES>;
    using Two = std::conditional_t<CHOKEPOINT_WIDE, Twin<One>, One>;
    using Four =
        std::conditional_t<CHOKEPOINT_WIDE, Wide<CHOKEPOINT_LANES>, One>;
    return {CHOKEPOINT_TEXT(CHOKEPOINT_LEVEL), CHOKEPOINT_LEVEL_TEXT,
            march_of<One>(), march_of<Two>(), march_of<Four>()};
}
}  // namespace chokepoint
