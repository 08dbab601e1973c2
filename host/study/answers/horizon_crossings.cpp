#include "host/study/answers/horizon_crossings.hpp"

#include <cmath>

#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/mechanism_tables.hpp"

namespace chokepoint {
namespace {
class CrossingFinder {
  public:
    explicit CrossingFinder(std::vector<std::int32_t> const& horizon)
        : horizon_{horizon} {}

    /// \param at  indices of the table before the horizon
    void operator()(std::string const& who,
                    StoredTable const& table,
                    Indices const& at) {
        std::size_t last = horizon_.size();  // telling horizon before
        double before = 0;
        for (std::size_t h = 0; h < horizon_.size(); ++h) {
            auto const d = table.estimate(joined(at, {h}));
            bool const tells = d.lower > 0 || d.upper < 0;
            if (!tells || std::isnan(d.value)) {
                continue;
            }
            if (last < horizon_.size() && before * d.value < 0) {
                auto const part = before / (before - d.value);
                auto const weeks = horizon_[h] - horizon_[last];
                found_.push_back({who, horizon_[last], horizon_[h], before,
                                  d.value, horizon_[last] + part * weeks});
            }
            last = h;
            before = d.value;
        }
    }

    std::vector<HorizonCrossing> const& found() const { return found_; }

  private:
    std::vector<std::int32_t> const& horizon_;
    std::vector<HorizonCrossing> found_;
};
}  // namespace

std::vector<HorizonCrossing> horizon_crossings(ResultsReader const& reader,
                                               std::uint32_t package,
                                               std::uint32_t base) {
    auto const& d = reader.description();
    CrossingFinder find{d.horizon};
    if (!reader.has("/policy/mean_difference")) {
        return {};
    }
    find("All countries", StoredTable{reader, "/policy/world_mean_difference"},
         {package, base});
    StoredTable const countries{reader, "/policy/mean_difference"};
    for (std::size_t c = 0; c < d.country.size(); ++c) {
        find(d.country[c], countries, {package, base, c});
    }
    if (base == 0 && reader.has("/policy/side_difference")) {
        StoredTable const sides{reader, "/policy/side_difference"};
        for (std::size_t s = 0; s < side_names.size(); ++s) {
            find(std::string{side_names[s]} + " (net)", sides, {package, s});
        }
    }
    return find.found();
}
}  // namespace chokepoint
