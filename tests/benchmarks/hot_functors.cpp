/// \file hot_functors.cpp
/// How fast one thread runs each phase of a week, and whole weeks: items are
/// link-steps, so that phases and networks compare.
///
///     chokepoint_benchmarks --benchmark_filter=Receipts
///
/// A phase is repeated on the state of one week of an outage. The networks
/// are 0: the shipped one, else synthetic with so many nodes.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/generate.hpp"
#include "host/network/tables/load_network.hpp"
#include "kernels/engine/packed_network.hpp"
#include "kernels/portable/twin.cuh"
#include "kernels/week/march.cuh"

namespace chokepoint {
namespace {
#if defined(__AVX512F__)
using P = Wide<16>;
#elif defined(__AVX2__)
using P = Wide<8>;
#else
using P = Pack<4>;
#endif
using Core = Alone<CoreMarch>;
constexpr auto lanes = Lanes<P>::stride;
constexpr std::int32_t weeks = 20;

SupplyNetwork network_of(std::int64_t nodes) {
    if (nodes == 0) {
        return load_network(CHOKEPOINT_SOURCE_DIR
                            "/configs/networks/chips-and-minerals");
    }
    GenerateOptions options;
    options.nodes = static_cast<std::uint32_t>(nodes);
    return generate_network(options);
}

/// A country stops from the second week on, to the end.
CompiledModel model_of(SupplyNetwork const& network) {
    auto const text = fmt::format(
        "[campaign]\nnetwork = \"bench\"\nweeks = {}\n"
        "[[event]]\nname = \"outage\"\ntype = \"capacity\"\n"
        "countries = [\"{}\"]\nstart_week = 1\nhold_weeks = {}\n"
        "[[family]]\nname = \"accidents\"\ntype = \"plant_accident\"\n",
        weeks, network.countries.at(network.nodes.at(0).country).id, weeks);
    return compile(parse_campaign(text, "benchmark.toml"), network);
}

struct FreeSlab {
    void operator()(char* slab) const { std::free(slab); }
};

/// A tile that has marched all weeks of its model.
class MarchedTile {
  public:
    explicit MarchedTile(std::int64_t nodes)
        : model_{model_of(network_of(nodes))},
          packed_{model_.view()},
          layout_{view(), false},
          slab_{static_cast<char*>(
              std::aligned_alloc(128, layout_.bytes(lanes)))},
          tile_{layout_, slab_.get(), 0} {
        OutputLayout const output{view()};
        value_.resize(std::size_t{output.float_rows()} * lanes);
        count_.resize(std::size_t{output.integer_rows()} * lanes);
        march();
    }

    void march() {
        LossRows const rows{value_.data(), count_.data(), lanes, lanes};
        march_tile(view(), tile_, {0, 0, rows, 0}, SoloTeam{}, NoObserver{});
    }

    ModelView const& view() const { return packed_.view; }
    TileState<P> const& tile() const { return tile_; }
    std::int64_t link_steps() const {
        return std::int64_t{view().network.links} * lanes;
    }

  private:
    CompiledModel model_;
    PackedModel packed_;
    TileLayout layout_;
    std::unique_ptr<char, FreeSlab> slab_;
    TileState<P> tile_;
    std::vector<float> value_;
    std::vector<std::int32_t> count_;
};

/// Made once a network; each benchmark begins from a fresh march.
MarchedTile& marched_tile(benchmark::State const& state) {
    static std::map<std::int64_t, std::unique_ptr<MarchedTile>> tiles;
    auto& tile = tiles[state.range(0)];
    if (tile) {
        tile->march();
    } else {
        tile = std::make_unique<MarchedTile>(state.range(0));
    }
    return *tile;
}

/// Repeat one phase, all of its rows.
template <class Phase>
void repeat(benchmark::State& state, MarchedTile const& marched, Phase phase) {
    for (auto _ : state) {
        phase();
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * marched.link_steps());
}

template <class Kind>
void sourcing(benchmark::State& state) {
    auto const& marched = marched_tile(state);
    Sourcing<P, Kind> const source{marched.view(), marched.tile()};
    repeat(state, marched, [&] {
        for (std::uint32_t g = 0; g < marched.view().network.groups; ++g) {
            source(g);
        }
    });
}

template <class Kind>
void production(benchmark::State& state) {
    auto const& marched = marched_tile(state);
    Production<P, Kind> const produce{marched.view(), marched.tile()};
    repeat(state, marched, [&] {
        for (std::uint32_t i = 0; i < marched.view().network.nodes; ++i) {
            produce(i);
        }
    });
}

template <class Kind>
void receipts(benchmark::State& state) {
    auto const& marched = marched_tile(state);
    Receipts<P, Kind> const receive{marched.view(), marched.tile()};
    repeat(state, marched, [&] {
        for (std::uint32_t g = 0; g < marched.view().network.groups; ++g) {
            receive(g);
        }
    });
}

template <class Kind>
void metrics(benchmark::State& state) {
    auto const& marched = marched_tile(state);
    Metrics<P, Kind> const measure{marched.view(), marched.tile()};
    repeat(state, marched, [&] { measure(weeks - 1, SoloTeam{}); });
}

/// Sampling, all phases, metrics and losses: `weeks` weeks from the baseline.
void whole_weeks(benchmark::State& state) {
    auto& marched = marched_tile(state);
    for (auto _ : state) {
        marched.march();
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * marched.link_steps() * weeks);
}

void networks(benchmark::internal::Benchmark* b) {
    b->ArgName("nodes")->Arg(0)->Arg(142)->Arg(1428);
}
BENCHMARK_TEMPLATE(sourcing, Core)->Apply(networks);
BENCHMARK_TEMPLATE(production, Core)->Apply(networks);
BENCHMARK_TEMPLATE(receipts, Core)->Apply(networks);
BENCHMARK_TEMPLATE(metrics, Core)->Apply(networks);
BENCHMARK(whole_weeks)->Apply(networks)->Unit(benchmark::kMillisecond);
}  // namespace
}  // namespace chokepoint
