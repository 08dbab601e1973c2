#include "host/study/run/main_source.hpp"

#include <algorithm>
#include <cmath>

#include "host/study/answers/stored_table.hpp"
#include "host/study/tables/number_table.hpp"

namespace chokepoint {
std::optional<MainSource> main_source(Study const& study,
                                      std::uint32_t node,
                                      std::uint32_t product) {
    auto const& n = study.model.network;
    std::vector<double> sold(study.network.countries.size());
    double all = 0;
    for (auto g = n.first_group[node]; g < n.first_group[node + 1]; ++g) {
        if (n.group_product[g] != product) {
            continue;
        }
        for (auto l = n.first_in[g]; l < n.first_in[g + 1]; ++l) {
            auto const& link = n.in_link[l];
            auto const supplier = link.fill_row / n.priority_classes;
            sold[study.network.nodes[supplier].country] += double{link.flow};
            all += double{link.flow};
        }
    }
    if (!(all > 0)) {
        return {};
    }
    auto const most = std::max_element(sold.begin(), sold.end());
    return MainSource{static_cast<std::uint32_t>(most - sold.begin()),
                      *most / all};
}

void write_main_sources(ResultsFile& results, Study const& study) {
    auto const reader = results.reader();
    std::string const lacked = "/attribution/first_lack_input";
    if (!reader.has(lacked)) {
        return;
    }
    StoredTable const input{reader, lacked};
    auto const packages = reader.description().package.size();
    auto const nodes = reader.description().node.size();
    std::vector<Axis> const axes{{"package", packages}, {"node", nodes}};
    NumberTable source{"/attribution/first_lack_source", "1",
                       "country that sells the node most of what it lacks, at "
                       "baseline: index into /country",
                       axes};
    NumberTable share{"/attribution/first_lack_source_share", "1",
                      "share of that country in what the node buys of it at "
                      "baseline",
                      axes};
    for (std::size_t p = 0; p < packages; ++p) {
        for (std::size_t i = 0; i < nodes; ++i) {
            auto const product = input.value({p, i});
            if (std::isnan(product)) {
                continue;
            }
            auto const from = main_source(study, static_cast<std::uint32_t>(i),
                                          static_cast<std::uint32_t>(product));
            if (from) {
                source.at({p, i}) = from->country;
                share.at({p, i}) = from->share;
            }
        }
    }
    source.write(results);
    share.write(results);
}
}  // namespace chokepoint
