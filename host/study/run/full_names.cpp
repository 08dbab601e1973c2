#include "host/study/run/full_names.hpp"

#include <string>
#include <vector>

namespace chokepoint {
namespace {
template <class Rows>
std::vector<std::string> names_of(Rows const& rows) {
    std::vector<std::string> names;
    for (auto const& row : rows) {
        names.push_back(row.name);
    }
    return names;
}
}  // namespace

void write_full_names(ResultsFile& results, Study const& study) {
    results.write_scale("country_name", names_of(study.network.countries),
                        "what the countries are called, as /country");
    results.write_scale("product_name", names_of(study.network.products),
                        "what the products are called, as /product");
}
}  // namespace chokepoint
