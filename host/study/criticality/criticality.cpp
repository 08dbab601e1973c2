#include "host/study/criticality/criticality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>

#include "host/campaign/compile/compile.hpp"
#include "host/campaign/selection/selection.hpp"
#include "host/network/dependence.hpp"
#include "host/network/input_error.hpp"
#include "kernels/engine/engine.hpp"
#include "kernels/engine/worker_team.hpp"

namespace chokepoint {
namespace {
/// Tries one stop after another on one network.
class StopTrial {
  public:
    StopTrial(Study const& study, StopPlan const& plan)
        : study_{study}, plan_{plan} {
        for (auto const& node : network().nodes) {
            value_added_ += node.value_added;
        }
        for (auto const& input : network().inputs) {
            if (input.input_class != InputClass::capital) {
                cover_[{input.buyer, input.product, input.part}] =
                    input.cover_weeks;
            }
        }
    }

    void operator()(ExporterStop& stop) const {
        auto const model = compile(with_stop(stop), network());
        auto const view = model.view();
        EngineOptions alone;
        alone.threads = 1;
        auto const engine = make_cpu_engine(view, alone);
        engine->run({Chunk{0, 0, 1}}, [&](ChunkLosses const& losses) {
            read(OutputLayout{view}, losses, stop);
            return true;
        });
        explain(stop);
    }

    /// Exporters that are large enough.
    std::vector<ExporterStop> candidates() const {
        SourceLocation option;
        option.section = "command line";
        option.title = "criticality";
        auto const chosen =
            Selection{network()}.products(plan_.products, option, "--product");
        std::vector<ExporterStop> stops;
        for (auto const p : rows_of(chosen)) {
            TradeMatrix const trade{network(), p, Flows::all};
            for (std::uint32_t c = 0; c < trade.countries(); ++c) {
                double const sales = trade.sold()[c];
                if (sales > 0 && sales >= plan_.least_share * trade.total()) {
                    ExporterStop stop;
                    stop.product = p;
                    stop.country = c;
                    stop.share = sales / trade.total();
                    stops.push_back(stop);
                }
            }
        }
        if (stops.empty()) {
            throw InputError{fmt::format(
                "--least-share {}: no country sells so much of what is chosen "
                "(choose a smaller share)",
                plan_.least_share)};
        }
        return stops;
    }

  private:
    SupplyNetwork const& network() const { return study_.network; }

    Campaign with_stop(ExporterStop const& stop) const {
        auto campaign = study_.campaign;
        EventSpec event;
        event.name = "stop";
        event.target.countries = {network().countries[stop.country].id};
        event.target.products = {network().products[stop.product].id};
        event.hold_weeks = plan_.hold_weeks;
        event.recovery_weeks = plan_.recovery_weeks;
        event.severity = plan_.severity;
        campaign.events = {event};
        return campaign;
    }

    void read(OutputLayout const& rows,
              ChunkLosses const& losses,
              ExporterStop& stop) const {
        // The first cells are the countries'.
        for (std::uint32_t c = 0; c < network().countries.size(); ++c) {
            double const lost = losses.value[rows.value_added(c, 0)];
            stop.loss += lost;
            if (lost > stop.bearer_loss) {
                stop.bearer_loss = lost;
                stop.bearer = c;
            }
        }
        stop.loss_share = stop.loss / (value_added_ * plan_.weeks);
        auto const node = losses.count[rows.lack_node(0)];
        if (node >= 0) {
            stop.first_node = static_cast<std::uint32_t>(node);
            stop.first_week = losses.count[rows.lack_week(0)];
            auto const lacked = losses.count[rows.lack_input(0)];
            stop.lacked =
                lacked < 0 ? none : static_cast<std::uint32_t>(lacked);
        }
    }

    /// Stocks behind the stop, and who could step in.
    void explain(ExporterStop& stop) const {
        auto const& n = network();
        double bought = 0, covered = 0, stopped = 0, spare = 0;
        for (auto const& link : n.links) {
            auto const& maker = n.nodes[link.supplier];
            if (maker.product != stop.product || !link.added_by.empty()) {
                continue;
            }
            if (maker.country != stop.country) {
                spare += link.flow * maker.spare_capacity;
                continue;
            }
            stopped += link.flow;
            auto const cover = cover_of(link, stop.product);
            if (cover >= 0) {
                bought += link.flow;
                covered += link.flow * cover;
            }
        }
        stop.cover_weeks = bought > 0
                               ? covered / bought
                               : std::numeric_limits<double>::quiet_NaN();
        stop.spare = spare / stopped;
    }

    /// Weeks of cover of who buys through a link; < 0: keeps no stock.
    double cover_of(Link const& link, std::uint32_t product) const {
        auto const found = link.to_final_demand
                               ? cover_.end()
                               : cover_.find({link.buyer, product, link.part});
        return found == cover_.end() ? -1 : found->second;
    }

    Study const& study_;
    StopPlan const& plan_;
    double value_added_ = 0;
    /// [buyer, product, part] weeks
    std::map<std::array<std::uint32_t, 3>, double> cover_;
};
}  // namespace

Campaign without_chance_and_policy(Campaign campaign, std::int32_t weeks) {
    campaign.header.weeks = weeks;
    campaign.header.scenarios = 1;
    campaign.families.clear();
    campaign.events.clear();
    campaign.measures.clear();
    campaign.compliance.clear();
    campaign.retaliations.clear();
    campaign.packages.resize(1);  // "none"
    // Tension at rest: nothing else of the world is left to chance.
    campaign.world.tension_start = 0;
    campaign.world.tension_noise = 0;
    MetricsOptions metrics;
    metrics.horizons = {weeks};
    metrics.location = campaign.metrics.location;
    campaign.metrics = metrics;
    return campaign;
}

std::vector<ExporterStop> exporter_stops(
    Study const& study,
    StopPlan const& plan,
    std::function<void(std::size_t, std::size_t)> const& progress) {
    StopTrial const trial{study, plan};
    auto stops = trial.candidates();
    std::mutex one_at_a_time;
    std::size_t done = 0;
    WorkerTeam team{plan.threads};
    team.share(stops.size(), [&](unsigned, std::size_t k) {
        trial(stops[k]);
        std::lock_guard<std::mutex> const lock{one_at_a_time};
        ++done;
        if (progress) {
            progress(done, stops.size());
        }
    });
    std::stable_sort(
        stops.begin(), stops.end(),
        [](auto const& a, auto const& b) { return a.loss > b.loss; });
    return stops;
}
}  // namespace chokepoint
