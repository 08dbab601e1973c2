#include "host/study/tables/tail_dependence_table.hpp"

#include "host/statistics/risk.hpp"
#include "host/study/tables/write_statistics.hpp"

namespace chokepoint {
TailDependenceTable::TailDependenceTable(ResultsDescription const& d)
    : countries_{d.country},
      tails_(
          d.package.size(),
          std::vector<std::vector<Exceedances>>(
              d.country.size(), std::vector<Exceedances>(risk_levels.size()))) {
}

void TailDependenceTable::add(std::uint32_t package,
                              std::uint32_t country,
                              Sample const& sample,
                              std::vector<float> const& losses,
                              std::vector<double> const& weights) {
    for (std::size_t i = 0; i < risk_levels.size(); ++i) {
        if (!enough_tail(sample, risk_levels[i])) {
            continue;
        }
        auto found = find_exceedances(sample, losses, risk_levels[i], weights);
        // VaR 0: the worst worlds are, in part, worlds without a loss.
        if (found.value_at_risk > 0) {
            tails_[package][country][i] = std::move(found);
        }
    }
}

void TailDependenceTable::write(ResultsFile& results,
                                std::vector<double> const& weights) const {
    results.write_scale("other_country", countries_,
                        "country that another one is compared with");
    NumberTable table{
        tail_dependence_path,
        "1",
        "share of the worst worlds of a country that are among the worst ones "
        "of the other, lost value added within the last horizon (NaN: fewer "
        "than 200 worlds beyond the level, or a value at risk of 0)",
        {{"package", tails_.size()},
         {"country", countries_.size()},
         {"other_country", countries_.size()},
         {"level", risk_levels.size()},
         bound_axis()}};
    for (std::size_t p = 0; p < tails_.size(); ++p) {
        auto const& country = tails_[p];
        for (std::size_t a = 0; a < country.size(); ++a) {
            for (std::size_t b = a; b < country.size(); ++b) {
                for (std::size_t i = 0; i < risk_levels.size(); ++i) {
                    auto const both =
                        tail_dependence(country[a][i], country[b][i], weights);
                    table.set({p, a, b, i}, both);
                    table.set({p, b, a, i}, both);
                }
            }
        }
    }
    table.write(results);
}
}  // namespace chokepoint
