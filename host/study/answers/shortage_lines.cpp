#include "host/study/answers/shortage_lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
double const unknown = std::numeric_limits<double>::quiet_NaN();
char const lack_input[] = "/attribution/first_lack_input";
char const lack_source[] = "/attribution/first_lack_source";
char const lack_source_share[] = "/attribution/first_lack_source_share";

std::string name_at(std::vector<std::string> const& names, double index) {
    return std::isnan(index) || index < 0
               ? ""
               : names.at(static_cast<std::size_t>(index));
}

/// What a node lacks most often, and the usual source of that.
class Lacks {
  public:
    explicit Lacks(ResultsReader const& reader)
        : description_{reader.description()}, input_{reader, lack_input} {
        if (reader.has(lack_source)) {
            source_.emplace(reader, lack_source);
            share_.emplace(reader, lack_source_share);
        }
    }

    Lack operator()(std::uint32_t package, std::size_t node) const {
        Indices const at{package, node};
        Lack lack{name_at(description_.product, input_.value(at)), "", 0};
        if (source_) {
            lack.source = name_at(description_.country, source_->value(at));
            lack.source_share = share_->value(at);
        }
        return lack;
    }

    static bool known(ResultsReader const& reader) {
        return reader.has(lack_input);
    }

  private:
    ResultsDescription const& description_;
    StoredTable input_;
    std::optional<StoredTable> source_, share_;
};

/// Loss of all countries together in the worst worlds.
double tail_loss(ResultsReader const& reader, std::uint32_t package) {
    StoredTable const part{reader, "/attribution/country_contribution"};
    double sum = 0;
    for (std::size_t c = 0; c < reader.description().country.size(); ++c) {
        sum += part.value({package, c});
    }
    return sum;
}

/// 0: may drive the worst worlds. 1: they have it less often than others,
/// beyond luck, so that it does not, however much they lose. 2: they do not
/// have it.
int group(ChokepointLine const& line) {
    return !(line.loss > 0)                          ? 2
           : line.in_tail.upper < line.overall.value ? 1
                                                     : 0;
}

std::vector<ChokepointLine> frequencies(ResultsReader const& reader,
                                        std::uint32_t package,
                                        std::string const& list) {
    std::vector<ChokepointLine> lines;
    auto const path = "/attribution/" + list;
    if (!reader.has(path + "_in_tail")) {
        return lines;
    }
    StoredTable const in_tail{reader, path + "_in_tail"};
    StoredTable const overall{reader, path + "_overall"};
    auto const& node = reader.description().node;
    for (std::size_t i = 0; i < node.size(); ++i) {
        auto const tail = in_tail.estimate({package, i});
        auto const all = overall.estimate({package, i});
        lines.push_back({node[i],
                         {},
                         unknown,
                         unknown,
                         tail,
                         all,
                         all.value > 0 ? tail.value / all.value : unknown});
    }
    return lines;
}
}  // namespace

void sort_chokepoints(std::vector<ChokepointLine>& lines) {
    std::stable_sort(
        lines.begin(), lines.end(), [](auto const& a, auto const& b) {
            return group(a) != group(b) ? group(a) < group(b)
                                        : larger_or_known(a.loss, b.loss);
        });
}

std::vector<ChokepointLine> chokepoint_lines(ResultsReader const& reader,
                                             std::uint32_t package) {
    if (!Lacks::known(reader)) {
        auto lines = frequencies(reader, package, "first_shortage");
        for (auto& line : lines) {
            line.lack.known = false;
        }
        std::stable_sort(
            lines.begin(), lines.end(), [](auto const& a, auto const& b) {
                return larger_or_known(a.in_tail.value, b.in_tail.value);
            });
        return lines;
    }
    auto lines = frequencies(reader, package, "first_lack");
    StoredTable const loss{reader, "/attribution/first_lack_contribution"};
    Lacks const lacks{reader};
    auto const whole = tail_loss(reader, package);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].lack = lacks(package, i);
        lines[i].loss = loss.value({package, i});
        lines[i].share = whole > 0 ? lines[i].loss / whole : unknown;
    }
    sort_chokepoints(lines);
    return lines;
}

std::vector<StopLine> stop_lines(ResultsReader const& reader,
                                 std::uint32_t package,
                                 std::uint64_t scenario) {
    std::vector<StopLine> lines;
    std::set<std::int32_t> seen;
    auto const& d = reader.description();
    auto const add = [&](std::string const& list) {
        auto const path = "/world/" + list;
        if (!reader.has(path + "_node")) {
            return;
        }
        auto const node =
            reader.world_counts(path + "_node", package, scenario);
        auto const week =
            reader.world_counts(path + "_week", package, scenario);
        for (std::size_t k = 0; k < node.size(); ++k) {
            if (node[k] < 0 || !seen.insert(node[k]).second) {
                continue;
            }
            auto const i = static_cast<std::size_t>(node[k]);
            StopLine line{d.node.at(i), week[k], {}};
            line.lack.known = reader.has(path + "_input");
            if (line.lack.known) {
                auto const input =
                    reader.world_counts(path + "_input", package, scenario);
                line.lack.product = name_at(d.product, input[k]);
            }
            if (!line.lack.product.empty() && Lacks::known(reader)) {
                auto const usual = Lacks{reader}(package, i);
                if (usual.product == line.lack.product) {
                    line.lack = usual;
                }
            }
            lines.push_back(line);
        }
    };
    add("first_shortage");
    add("first_lack");
    std::stable_sort(
        lines.begin(), lines.end(),
        [](auto const& a, auto const& b) { return a.week < b.week; });
    return lines;
}
}  // namespace chokepoint
