#include "host/cli/commands/bench_json.hpp"

#include <nlohmann/json.hpp>

#include "host/version.hpp"

namespace chokepoint {
std::string bench_json(std::vector<BenchResult> const& results,
                       BenchOptions const& options) {
    using Json = nlohmann::ordered_json;
    auto cases = Json::array();
    for (auto const& r : results) {
        cases.push_back(Json{{"network", r.network},
                             {"nodes", r.nodes},
                             {"links", r.links},
                             {"inputs", r.groups},
                             {"worlds", r.worlds},
                             {"tile_bytes", r.tile_bytes},
                             {"lanes", r.lanes},
                             {"tiles_in_flight", r.tiles_in_flight},
                             {"link_steps_per_s", r.link_steps_per_s},
                             {"slowest", r.slowest},
                             {"fastest", r.fastest}});
    }
    auto const& first = results.front();
    Json const all{{"program_version", program_version},
                   {"git_commit", git_commit},
                   {"backend", first.backend},
                   {"device", first.device},
                   {"weeks", options.weeks},
                   {"repeats", options.repeats},
                   {"mechanisms", options.mechanisms},
                   {"link_steps_per_s", first.link_steps_per_s},
                   {"cases", std::move(cases)}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}
}  // namespace chokepoint
