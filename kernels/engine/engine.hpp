/// \file engine.hpp
/// The doorway to the engine: chunks of scenarios in, rows of losses out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernels/views/campaign_view.cuh"
#include "kernels/views/output_layout.cuh"

namespace chokepoint {
/// A backend that is absent, too small or failing. Not the user's input.
class EngineError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Where worlds are marched.
enum class Backend { cpu, cuda };

/// One unit of work: consecutive scenarios under one package.
struct Chunk {
    std::uint32_t package;
    std::uint64_t first_scenario;
    std::uint32_t scenarios;
};

/// What a chunk gave; rows as OutputLayout says, `stride` = chunk.scenarios.
struct ChunkLosses {
    Chunk chunk;
    std::vector<float> value;         ///< [float_rows * scenarios]
    std::vector<std::int32_t> count;  ///< [integer_rows * scenarios]
};

/// Called once for each finished chunk, never by two threads at once, not
/// necessarily in order. Runs beside the computing of later chunks. Return
/// false to stop early; exceptions stop the run and reach the caller.
using ChunkSink = std::function<bool(ChunkLosses const&)>;

/// Asked now and then while chunks are marched, by any thread and by several
/// at once: true ends the run within about a second. Chunks that are not
/// finished are given up. May be empty: never.
using StopRequest = std::function<bool()>;

/// What a user may fix of an engine; no loss depends on it.
struct EngineOptions {
    unsigned threads = 0;      ///< CPU threads, 0: one for each usable CPU
    std::string level;         ///< CPU: force "v2", "v3", "v4" or "baseline"
    std::vector<int> devices;  ///< CUDA devices, empty: all that can march
    unsigned warps_per_block = 0;  ///< CUDA, at most; 0: chosen
    unsigned blocks = 0;           ///< CUDA tiles at once, 0: to fill a device
};

/// What a run holds at once.
struct InFlight {
    std::size_t tiles;   ///< whose state needs memory, of the device on CUDA
    std::size_t chunks;  ///< whose losses are in host memory
};

/// Marches chunks of one model on one backend.
class Engine {
  public:
    virtual ~Engine() = default;

    /// March every chunk. \throw EngineError what failed; chunks already
    /// given to `finished` stay good.
    virtual void run(std::vector<Chunk> const& chunks,
                     ChunkSink const& finished,
                     StopRequest const& stop) = 0;
    void run(std::vector<Chunk> const& chunks, ChunkSink const& finished) {
        run(chunks, finished, {});
    }

    /// For people: "AVX-512, 2 threads" or "NVIDIA H100 x 2".
    virtual std::string device() const = 0;
    /// Bytes of state of one tile, and the lanes in a tile.
    virtual std::size_t tile_bytes() const = 0;
    virtual unsigned lanes() const = 0;
    /// What a run of so many chunks of at most `largest_chunk` worlds holds.
    virtual InFlight in_flight(std::uint32_t largest_chunk,
                               std::size_t chunks) const = 0;
    /// For people, empty if all is as it should be: which threads could not
    /// be made, which devices cannot march this model, and why.
    virtual std::string notice() const = 0;
};

/// \param model  must stay alive while the engine lives
/// \throw EngineError if the backend is not built, or no device (or one of
///        those that options name) can march the model
std::unique_ptr<Engine> make_cpu_engine(ModelView const& model,
                                        EngineOptions const& options);
/// The same on CUDA devices.
std::unique_ptr<Engine> make_cuda_engine(ModelView const& model,
                                         EngineOptions const& options);

/// \return empty if the CUDA backend can run, else why it cannot
std::string cuda_unavailable();
/// \return one line per CUDA device
std::vector<std::string> cuda_devices();
/// \return CPU levels this build has and this machine can run, best first
std::vector<std::string> cpu_levels();

/// State of one world after a week, as the trace sees it.
struct TraceWeek {
    std::int32_t week;
    std::vector<float> output;     ///< [nodes] x, 1 = baseline
    std::vector<float> fill;       ///< [nodes * priority classes] phi
    std::vector<float> capacity;   ///< [nodes] k after damage
    std::vector<float> stock;      ///< [groups] s, weeks (sinks: 0)
    std::vector<float> order;      ///< [groups] O
    std::vector<float> receipts;   ///< [groups] r of this week, 1 = baseline
    std::vector<float> pass;       ///< [classes] P
    std::vector<float> slot_pass;  ///< [slots]
    std::vector<float> demand;     ///< [sinks] wanted, 1 = baseline
    float tension;
    std::int32_t regime;
    // Empty where the campaign does not use the mechanism.
    std::vector<float> growth{};     ///< [nodes] kappa eta
    std::vector<float> upkeep{};     ///< [nodes] eta
    std::vector<float> standing{};   ///< [nodes] chi
    std::vector<float> log_price{};  ///< [markets]
    std::vector<float> reserve{};    ///< [reserves] content, weeks
    std::vector<float> pair_loss{};  ///< [pairs] Lambda
    std::int32_t retaliations = 0;   ///< so far
};

/// A node that an event damages.
struct TraceHit {
    std::uint32_t node;
    float severity;  ///< share of its capacity lost at full effect, 0-1
};

/// One event that chance drew for a world, whether or not it took effect.
struct TraceEvent {
    std::uint32_t family, entity;
    std::int32_t start;
    float hold, recovery;
    float severity;  ///< of the node hit hardest
    float level, delay;
    std::uint32_t first_member, members;  ///< arc; members 0: whole set
    bool took_effect;
    float phase = 0;  ///< weeks of `start` that had passed when it began
    std::vector<TraceHit> hits{};
    /// What was decided if it is a licence and took effect: the approved share
    /// of value, or of a single application the weeks that it waits, -1: for
    /// ever.
    std::optional<float> licensed{};
};

/// What a package or a country does.
enum class ActionKind { measure, lift, answer, given_up };

/// What the package did in a world, and what came of it: a measure begins, is
/// lifted or given up, or a country answers one.
struct TraceAction {
    ActionKind kind;
    /// Of the model: measures, lifts and answers; `none` of those given up.
    std::uint32_t activation;
    std::uint32_t slot;
    std::uint32_t pair;       ///< which answers, else `none`
    std::uint32_t decision;   ///< answers by one decision share their number
    std::int32_t start, end;  ///< weeks; end may be `forever`
    float level;  ///< of the activation; of a licence what was decided
    float force;  ///< share of the bite that is realised, 0-1
    bool took_effect;
};

/// March one world with one lane and show every week (B9, drill-down). Same
/// bits as in a run. \return its losses
/// \param events   if not null: candidates of the list in order of drawing,
///                 then the events of weekly families that took effect
/// \param actions  if not null: actions, in order of time but for answers,
///                 which are told when they are decided
ChunkLosses trace_world(ModelView const& model,
                        std::uint32_t package,
                        std::uint64_t scenario,
                        std::function<void(TraceWeek const&)> const& week,
                        std::vector<TraceEvent>* events,
                        std::vector<TraceAction>* actions = nullptr);
}  // namespace chokepoint
