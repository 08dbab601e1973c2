#include <atomic>
#include <cstdlib>
#include <future>

#include "kernels/engine/beside.hpp"
#include "kernels/engine/cpu_level.hpp"
#include "kernels/engine/engine.hpp"
#include "kernels/engine/packed_network.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
/// Levels that this build has and this machine can run, best first.
std::vector<CpuLevel> runnable_levels() {
    std::vector<CpuLevel> levels;
#if defined(CHOKEPOINT_HAS_v4)
    if (__builtin_cpu_supports("x86-64-v4")) {
        levels.push_back(cpu_level_v4());
    }
#endif
#if defined(CHOKEPOINT_HAS_v3)
    if (__builtin_cpu_supports("x86-64-v3")) {
        levels.push_back(cpu_level_v3());
    }
#endif
#if defined(CHOKEPOINT_HAS_v2)
    if (__builtin_cpu_supports("x86-64-v2")) {
        levels.push_back(cpu_level_v2());
    }
#endif
    levels.push_back(cpu_level_baseline());
    return levels;
}

CpuLevel choose_level(std::string const& wanted) {
    auto const levels = runnable_levels();
    if (wanted.empty()) {
        return levels.front();
    }
    std::string known;
    for (auto const& level : levels) {
        if (level.name == wanted) {
            return level;
        }
        known += (known.empty() ? "" : ", ") + std::string{level.name};
    }
    throw EngineError{"CPU level '" + wanted +
                      "' is not available here (available: " + known + ")"};
}

struct FreeSlab {
    void operator()(char* slab) const { std::free(slab); }
};
using Slab = std::unique_ptr<char, FreeSlab>;

Slab make_slab(std::size_t bytes) {
    auto* const slab = static_cast<char*>(std::aligned_alloc(128, bytes));
    if (!slab) {
        throw EngineError{"not enough memory for the state of one tile (" +
                          std::to_string(bytes) +
                          " bytes a thread; use fewer threads)"};
    }
    return Slab{slab};
}

/// All cores; the tiles of a chunk are handed out one by one.
class CpuEngine : public Engine {
  public:
    CpuEngine(ModelView const& model, EngineOptions const& options)
        : model_{model},
          level_{choose_level(options.level)},
          layout_{model, false},
          output_{model},
          team_{options.threads} {
        for (unsigned t = 0; t < team_.size(); ++t) {
            slabs_.push_back(make_slab(tile_bytes()));
        }
    }

    using Engine::run;
    void run(std::vector<Chunk> const& chunks,
             ChunkSink const& finished,
             StopRequest const& stop) override {
        std::future<bool> writing;
        for (auto const& chunk : chunks) {
            std::atomic<bool> stopped{false};
            auto losses = std::make_shared<ChunkLosses>(
                march_chunk(chunk, stop, stopped));
            if ((writing.valid() && !writing.get()) || stopped) {
                return;
            }
            writing = beside([losses, &finished] { return finished(*losses); });
        }
        if (writing.valid()) {
            writing.get();
        }
    }

    std::string device() const override {
        return std::string{level_.description} + ", " +
               std::to_string(slabs_.size()) +
               (slabs_.size() == 1 ? " thread" : " threads");
    }
    std::size_t tile_bytes() const override { return layout_.bytes(lanes()); }
    unsigned lanes() const override { return widest().lanes; }
    InFlight in_flight(std::uint32_t, std::size_t) const override {
        return {slabs_.size(), 2};  // one chunk is marched, one is written
    }
    std::string notice() const override { return team_.shortfall(); }

  private:
    /// Orders that shift and savings keep many values at hand: with four
    /// registers each they do not fit, and more worlds a tile are more whose
    /// suppliers fail.
    CpuMarch const& widest() const {
        return model_.view.network.habit.size ? level_.two : level_.four;
    }

    /// Wide tiles unless they are too few to keep all threads busy.
    CpuMarch const& march_for(std::uint32_t scenarios) const {
        return scenarios >= slabs_.size() * lanes() ? widest() : level_.one;
    }

    /// \param stopped  set if `stop` said so; the losses are then incomplete
    ChunkLosses march_chunk(Chunk const& chunk,
                            StopRequest const& stop,
                            std::atomic<bool>& stopped) {
        ChunkLosses losses{chunk, {}, {}};
        losses.value.resize(std::size_t{output_.float_rows()} *
                            chunk.scenarios);
        losses.count.resize(std::size_t{output_.integer_rows()} *
                            chunk.scenarios);
        LossRows const rows{losses.value.data(), losses.count.data(),
                            chunk.scenarios, chunk.scenarios};
        auto const& march = march_for(chunk.scenarios);
        auto const tiles = (chunk.scenarios + march.lanes - 1) / march.lanes;
        team_.share(tiles, [&](unsigned worker, std::size_t tile) {
            if (stopped || (stop && stop())) {
                stopped = true;
                return;
            }
            march.march(model_.view, layout_, slabs_[worker].get(),
                        {chunk.package, chunk.first_scenario, rows,
                         static_cast<std::uint32_t>(tile) * march.lanes});
        });
        return losses;
    }

    PackedModel model_;
    CpuLevel level_;
    TileLayout layout_;
    OutputLayout output_;
    WorkerTeam team_;
    std::vector<Slab> slabs_;  ///< [worker]
};
}  // namespace

std::unique_ptr<Engine> make_cpu_engine(ModelView const& model,
                                        EngineOptions const& options) {
    return std::make_unique<CpuEngine>(model, options);
}

std::vector<std::string> cpu_levels() {
    std::vector<std::string> names;
    for (auto const& level : runnable_levels()) {
        names.push_back(level.name);
    }
    return names;
}
}  // namespace chokepoint
