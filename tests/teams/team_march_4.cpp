#include "tests/teams/team_march.hpp"

namespace chokepoint::test {
template ChunkLosses march_as_team<Pack<4>>(CompiledModel const&,
                                            Chunk const&,
                                            std::uint32_t);
}  // namespace chokepoint::test
