#include "host/study/worlds/world_losses.hpp"

#include <algorithm>
#include <numeric>

#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
std::vector<std::uint32_t> countries_of(ResultsDescription const& d,
                                        std::vector<std::string> const& names) {
    std::vector<std::uint32_t> countries(d.country.size());
    std::iota(countries.begin(), countries.end(), 0u);
    if (!names.empty()) {
        countries.clear();
        for (auto const& name : names) {
            countries.push_back(
                index_of(name, d.country, "--country", "country"));
        }
    }
    return countries;
}

std::vector<double> world_losses(ResultsReader const& reader,
                                 std::uint32_t package,
                                 std::vector<std::uint32_t> const& countries,
                                 std::uint32_t horizon) {
    auto const& d = reader.description();
    std::vector<double> loss(d.scenarios);
    reader.for_each_column(
        "/losses/value_added", package,
        [&](std::uint32_t column, std::vector<float>&& values) {
            auto const country = column / d.horizon.size();
            if (column % d.horizon.size() != horizon ||
                std::count(countries.begin(), countries.end(), country) == 0) {
                return;
            }
            for (std::size_t s = 0; s < values.size(); ++s) {
                loss[s] += double{values[s]};
            }
        });
    return loss;
}
}  // namespace chokepoint
