#include "host/study/tables/risk_tables.hpp"

#include "host/statistics/exceedance.hpp"
#include "host/statistics/risk.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
namespace {
char const money[] = "million USD";

std::vector<Axis> with(std::vector<Axis> axes, std::vector<Axis> const& more) {
    axes.insert(axes.end(), more.begin(), more.end());
    return axes;
}
}  // namespace

RiskTables::RiskTables(std::string const& group,
                       std::string const& what,
                       std::vector<Axis> const& leading)
    : mean_{group + "/mean", money, "expected " + what,
            with(leading, {bound_axis()})},
      value_at_risk_{
          group + "/value_at_risk", money,
          what + " that is not exceeded with this probability",
          with(leading, {{"level", risk_levels.size()}, bound_axis()})},
      tail_mean_{
          group + "/tail_value_at_risk", money,
          "mean " + what + " beyond value at risk (NaN: fewer than 200 worlds)",
          with(leading, {{"level", risk_levels.size()}, bound_axis()})} {}

void RiskTables::add(Indices const& at, Sample const& sample) {
    mean_.set(at, mean(sample));
    for (std::size_t i = 0; i < risk_levels.size(); ++i) {
        auto const place = joined(at, {i});
        value_at_risk_.set(place, value_at_risk(sample, risk_levels[i]));
        if (enough_tail(sample, risk_levels[i])) {
            tail_mean_.set(place, tail_value_at_risk(sample, risk_levels[i]));
        }
    }
}

void RiskTables::write(ResultsFile& results) const {
    mean_.write(results);
    value_at_risk_.write(results);
    tail_mean_.write(results);
}

CurveTable::CurveTable(std::string const& path,
                       std::string const& what,
                       std::vector<Axis> const& leading)
    : loss_{path, money, what + " that one world in so many exceeds",
            with(leading,
                 {{"return_period", return_periods.size()}, bound_axis()})} {}

void CurveTable::add(Indices const& at, Sample const& sample) {
    auto const curve = exceedance_curve(
        sample, {return_periods.begin(), return_periods.end()});
    for (std::size_t i = 0; i < curve.size(); ++i) {
        loss_.set(joined(at, {i}), curve[i]);
    }
}
}  // namespace chokepoint
