#include "host/study/run/screening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "host/statistics/sample.hpp"
#include "host/study/sampling/event_features.hpp"
#include "host/study/sampling/linear_score.hpp"
#include "host/study/tables/write_statistics.hpp"
#include "kernels/engine/engine_draw.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
static_assert(sampling_groups == replicates);

namespace {
std::size_t const worlds_a_task = 1024;

/// Loss of all countries within the last horizon, by scenario of the pilot.
class PilotLosses {
  public:
    PilotLosses(Study const& study, std::uint64_t worlds)
        : layout_{study.model.view()}, loss_(worlds) {}

    bool fits(ChunkLosses const& part) const {
        auto const end = part.chunk.first_scenario + part.chunk.scenarios;
        return part.chunk.package == 0 && end <= loss_.size() &&
               part.value.size() ==
                   std::size_t{layout_.float_rows()} * part.chunk.scenarios;
    }
    void add(ChunkLosses const& part) {
        auto const n = part.chunk.scenarios;
        for (std::size_t s = 0; s < n; ++s) {
            auto& sum = loss_.at(part.chunk.first_scenario + s);
            for (std::uint32_t c = 0; c < layout_.countries; ++c) {
                auto const row = layout_.value_added(c, layout_.horizons - 1);
                sum += double{part.value[std::size_t{row} * n + s]};
            }
        }
    }
    std::vector<double> const& loss() const { return loss_; }

  private:
    OutputLayout layout_;
    std::vector<double> loss_;
};

std::vector<Chunk> chunks_of_pilot(Campaign const& campaign) {
    std::vector<Chunk> chunks;
    auto const worlds = campaign.sampling.pilot;
    for (std::uint64_t first = 0; first < worlds;
         first += campaign.header.chunk) {
        chunks.push_back({0, first,
                          static_cast<std::uint32_t>(std::min<std::uint64_t>(
                              campaign.header.chunk, worlds - first))});
    }
    return chunks;
}

/// \return false if the observer interrupted
bool march_pilot(PilotLosses& losses,
                 Study const& study,
                 ChosenEngine const& chosen,
                 ChunkJournal& journal,
                 RunObserver const& observer) {
    auto const chunks = chunks_of_pilot(study.campaign);
    RunProgress progress;
    progress.chunks = chunks.size();
    progress.worlds = study.campaign.sampling.pilot;
    auto const count = [&](ChunkLosses const& part) {
        losses.add(part);
        ++progress.chunks_done;
        progress.worlds_done += part.chunk.scenarios;
        if (observer.progress) {
            observer.progress(progress);
        }
    };
    auto const finished = journal.finished();
    std::vector<Chunk> open;
    for (auto const& chunk : chunks) {
        bool const there = std::any_of(
            finished.begin(), finished.end(), [&](Chunk const& other) {
                return other.package == chunk.package &&
                       other.first_scenario == chunk.first_scenario &&
                       other.scenarios == chunk.scenarios;
            });
        if (there) {
            auto const part = journal.load(chunk);
            if (losses.fits(part)) {
                count(part);
                continue;
            }
        }
        open.push_back(chunk);
    }
    if (!open.empty()) {
        chosen.engine->run(
            open,
            [&](ChunkLosses const& part) {
                journal.store(part);
                count(part);
                return !(observer.interrupted && observer.interrupted());
            },
            observer.interrupted);
    }
    return progress.chunks_done == progress.chunks;
}

/// Calls `visit(i, features)` for scenarios first + i, several at once.
/// \return false if the observer interrupted
template <class Visit>
bool draw_worlds(Study const& study,
                 std::uint64_t first,
                 std::uint64_t worlds,
                 RunOptions const& options,
                 RunObserver const& observer,
                 Visit const& visit) {
    auto const view = study.model.view();
    EventFeatures const features{view.family.size, study.model.horizon.back()};
    WorkerTeam team{options.engine.threads};
    std::vector<WorldDraws> draw;
    for (unsigned t = 0; t < team.size(); ++t) {
        draw.emplace_back(view, 0);
    }
    std::atomic<bool> stopped{false};
    auto const tasks = (worlds + worlds_a_task - 1) / worlds_a_task;
    team.share(tasks, [&](unsigned worker, std::size_t task) {
        auto const end =
            std::min<std::uint64_t>(worlds, (task + 1) * worlds_a_task);
        for (auto i = task * worlds_a_task; i < end && !stopped; ++i) {
            visit(i, features(draw[worker](first + i)));
        }
        if (observer.interrupted && observer.interrupted()) {
            stopped = true;
        }
    });
    return !stopped;
}
}  // namespace

std::uint64_t drawn_worlds(Campaign const& campaign) {
    return campaign.sampling.draws * campaign.header.scenarios;
}

std::string pilot_output(std::string const& output) {
    return output + ".pilot";
}

std::optional<ScreenedWorlds> screen_worlds(Study const& study,
                                            ChosenEngine const& chosen,
                                            ChunkJournal& journal,
                                            RunOptions const& options,
                                            RunObserver const& observer) {
    auto const& sampling = study.campaign.sampling;
    auto const pilot_worlds = sampling.pilot;
    PilotLosses marched{study, pilot_worlds};
    if (!march_pilot(marched, study, chosen, journal, observer)) {
        return std::nullopt;
    }
    auto const [least, most] =
        std::minmax_element(marched.loss().begin(), marched.loss().end());
    if (*least == *most && observer.warning) {
        observer.warning(
            fmt::format("[sampling]: all {} worlds of the pilot lose the same: "
                        "nothing is learnt from it, and worlds are chosen "
                        "evenly (a larger pilot, or method = \"plain\")",
                        pilot_worlds));
    }
    std::vector<std::vector<double>> features(pilot_worlds);
    auto const keep = [&](std::uint64_t i, std::vector<double>&& of_world) {
        features[i] = std::move(of_world);
    };
    if (!draw_worlds(study, 0, pilot_worlds, options, observer, keep)) {
        return std::nullopt;
    }
    LinearScore const score_of{features, marched.loss()};
    PilotWorlds pilot{{}, marched.loss()};
    for (auto const& of_world : features) {
        pilot.score.push_back(score_of(of_world));
    }
    std::vector<double> score(drawn_worlds(study.campaign));
    auto const rate = [&](std::uint64_t i, std::vector<double> const& f) {
        score[i] = score_of(f);
    };
    if (!draw_worlds(study, pilot_worlds, score.size(), options, observer,
                     rate)) {
        return std::nullopt;
    }
    return choose_worlds(score, pilot_worlds, pilot,
                         study.campaign.header.scenarios,
                         {attribution_level, 1 - 1 / sampling.return_period});
}
}  // namespace chokepoint
