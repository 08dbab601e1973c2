#include "host/study/tables/erosion_tables.hpp"

#include "host/statistics/risk.hpp"
#include "host/statistics/weighted_shares.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
namespace {
/// One kind of leverage of all packages.
class ErosionTables {
  public:
    ErosionTables(std::string const& group,
                  std::string const& what,
                  ResultsDescription const& d)
        : index_{group + "/erosion_index", "1",
                 "share of the " + what +
                     " that is gone at a date, mean of "
                     "all worlds (NaN: there was none)",
                 axes(d)},
          half_gone_{group + "/half_gone", "1",
                     "share of worlds where more than half of the " + what +
                         " is gone at a date",
                     axes(d)} {}

    void add(Indices const& at,
             std::vector<float> const& start,
             std::vector<float> const& now,
             double least,
             std::vector<double> const& weights) {
        std::vector<float> index;
        std::vector<double> kept_weights;
        bool any = false;
        for (std::size_t s = 0; s < now.size(); ++s) {
            bool const kept = double{start[s]} >= least;
            any = any || kept;
            if (kept) {
                index.push_back(1 - now[s] / start[s]);
            } else if (!weights.empty()) {
                index.push_back(0);  // rows say which replicate a world is of
            }
            if (!weights.empty()) {
                kept_weights.push_back(kept ? weights[s] : 0);
            }
        }
        if (!any) {
            return;
        }
        index_.set(at, mean(Sample{index, kept_weights}));
        half_gone_.set(at, share_above(index, 0.5, kept_weights));
    }

    void write(ResultsFile& results) const {
        index_.write(results);
        half_gone_.write(results);
    }

  private:
    static std::vector<Axis> axes(ResultsDescription const& d) {
        return {{"package", d.package.size()},
                {"leverage", d.mechanisms.leverage.size()},
                {"date", d.mechanisms.date.size()},
                bound_axis()};
    }

    NumberTable index_, half_gone_;
};
}  // namespace

void write_erosion(ResultsFile& results, ResultsReader const& reader) {
    auto const& d = reader.description();
    auto const dates = d.mechanisms.date.size();
    auto const weights = reader.weights();
    for (std::string const name : {"leverage", "market_leverage"}) {
        auto const dataset = "/losses/" + name;
        if (!reader.has(dataset)) {
            continue;
        }
        ErosionTables tables{"/summary/" + name,
                             name == "leverage" ? "leverage through inputs"
                                                : "leverage through the market",
                             d};
        for (std::uint32_t p = 0; p < d.package.size(); ++p) {
            std::vector<float> start;
            reader.for_each_column(
                dataset, p,
                [&](std::uint32_t column, std::vector<float>&& values) {
                    auto const pair = column / dates, date = column % dates;
                    if (date == 0) {
                        start = values;
                    }
                    tables.add({p, pair, date}, start, values,
                               least_leverage *
                                   d.mechanisms.leverage_value_added[pair],
                               weights);
                });
        }
        tables.write(results);
    }
}
}  // namespace chokepoint
