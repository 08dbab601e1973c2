#include "host/storage/trace/trace_mechanisms.hpp"

#include <cmath>

#include "host/storage/trace/trace.hpp"
#include "host/storage/trace/trace_flows.hpp"

namespace chokepoint {
namespace {
struct State {
    char const* name;
    char const* units;
    char const* long_name;
    char const* axis;
    std::vector<float> TraceWeek::*values;
};

State const states[] = {
    {"long_run_capacity", "share of baseline",
     "capacity that a producer has built or lost, before damage", "node",
     &TraceWeek::growth},
    {"upkeep", "1",
     "share of a producer's tools that parts and service keep working", "node",
     &TraceWeek::upkeep},
    {"standing", "share of baseline", "standing of a producer with its buyers",
     "node", &TraceWeek::standing},
    {"price", "share of baseline", "price of a market", "market",
     &TraceWeek::log_price},
    {"reserve", "weeks of use", "content of a reserve", "reserve",
     &TraceWeek::reserve},
    {"exposure", "1",
     "share of the reactor's value added that measures of the other side "
     "block, smoothed over 8 weeks",
     "pair", &TraceWeek::pair_loss},
};

std::vector<float> joined(Trace const& trace, State const& state) {
    std::vector<float> values;
    for (auto const& week : trace.weeks) {
        auto const& row = week.*state.values;
        values.insert(values.end(), row.begin(), row.end());
    }
    return values;
}
}  // namespace

std::vector<float> market_prices(Trace const& trace) {
    std::vector<float> prices;
    for (auto const& week : trace.weeks) {
        for (auto const log_price : week.log_price) {
            prices.push_back(std::exp(log_price));
        }
    }
    return prices;
}

void write_mechanism_axes(Hdf5File& file, TraceDescription const& description) {
    file.write_scale("market", description.market,
                     "market with a price of its own");
    file.write_scale("reserve", description.reserve,
                     "reserve of a country or coalition");
    file.write_scale("pair", description.pair, "A>B: A answers measures of B");
}

void write_mechanism_states(Hdf5File const& file, Trace const& trace) {
    for (auto const& state : states) {
        auto const values = state.values == &TraceWeek::log_price
                                ? market_prices(trace)
                                : joined(trace, state);
        if (values.empty()) {
            continue;
        }
        if (values.size() !=
            trace.weeks.size() * file.size_of(state.axis, state.name)) {
            throw StorageError{file.target(), std::string{"the trace of '"} +
                                                  state.name +
                                                  "' does not fit its axis"};
        }
        file.write(std::string{"/weeks/"} + state.name, H5T_IEEE_F32LE,
                   {"week", state.axis}, state.units, state.long_name,
                   H5T_NATIVE_FLOAT, values.data());
    }
    if (file.has_axis("pair")) {
        std::vector<std::int32_t> answers;
        for (auto const& week : trace.weeks) {
            answers.push_back(week.retaliations);
        }
        file.write("/weeks/retaliations", H5T_STD_I32LE, {"week"}, "1",
                   "answers to measures until then", H5T_NATIVE_INT32,
                   answers.data());
    }
}
}  // namespace chokepoint
