#include "host/campaign/toml/distribution_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
using Kind = Distribution::Kind;

class DistributionReader {
  public:
    DistributionReader(toml::table const& table,
                       SourceLocation const& location,
                       std::string const& key)
        : table_{table}, origin_{location}, key_{key} {}

    Distribution operator()(Bounds range) {
        Distribution d;
        d.kind = kind();
        auto const& keys = distribution_keys(d.kind);
        if (!keys.empty()) {
            d.first = number(keys[0]);
            d.second = keys.size() > 1 ? number(keys[1]) : 0;
        }
        if (d.kind == Kind::mixture) {
            d.of.push_back(
                read_distribution(get("of"), origin_, key_ + ".of", range));
        }
        if (d.kind == Kind::discrete || d.kind == Kind::empirical) {
            d.values = numbers("values");
        }
        if (d.kind == Kind::discrete) {
            d.probabilities = numbers("probabilities");
        }
        refuse_other_keys();
        check(d);
        return d;
    }

  private:
    [[noreturn]] void fail(std::string const& what) {
        // Nested keys have no place of their own: use the outer key's.
        auto const outer = key_.substr(0, key_.find('.'));
        origin_.fail(outer, key_ == outer
                                ? what
                                : key_.substr(outer.size() + 1) + ": " + what);
    }

    toml::node const& get(std::string const& name) {
        asked_.push_back(name);
        auto const* node = table_.get(name);
        if (!node) {
            fail(fmt::format("key '{}' is missing", name));
        }
        return *node;
    }

    Kind kind() {
        auto const& node = get("distribution");
        auto const word = node.value<std::string>().value_or("");
        auto const& names = distribution_names();
        auto const found = std::find(names.begin(), names.end(), word);
        if (found == names.end()) {
            fail(fmt::format("distribution '{}' is not known (one of: {}{})",
                             word, fmt::join(names, ", "),
                             nearest_hint(word, names)));
        }
        return static_cast<Kind>(found - names.begin());
    }

    double value_of(std::string const& name, toml::node const& node) {
        auto const value = node.value<double>();
        if (!node.is_number() || !std::isfinite(*value)) {
            fail(fmt::format("{} is not a finite number", name));
        }
        return *value;
    }

    double number(std::string const& name) { return value_of(name, get(name)); }

    std::vector<double> numbers(std::string const& name) {
        auto const* list = get(name).as_array();
        if (!list || list->empty()) {
            fail(fmt::format("{} must be a list of numbers, not empty", name));
        }
        std::vector<double> values;
        for (auto&& element : *list) {
            values.push_back(value_of(name, element));
        }
        return values;
    }

    void refuse_other_keys() {
        for (auto&& [key, node] : table_) {
            std::string const name{key.str()};
            if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
                fail(fmt::format(
                    "unknown key '{}' (this distribution has: "
                    "{}{})",
                    name, fmt::join(asked_, ", "), nearest_hint(name, asked_)));
            }
        }
    }

    void need(bool ok, char const* what) {
        if (!ok) {
            fail(what);
        }
    }

    void check(Distribution& d) {
        switch (d.kind) {
            case Kind::uniform:
                return need(d.first <= d.second, "needs low <= high");
            case Kind::beta:
                return need(d.first >= 0.05 && d.second >= 0.05 &&
                                d.first <= 1e4 && d.second <= 1e4,
                            "needs a and b from 0.05 to 10000");
            case Kind::lognormal:
                return need(d.first > 0 && d.second >= 0 && d.second <= 5,
                            "needs median > 0 and log_sd from 0 to 5");
            case Kind::negative_binomial:
                return need(d.first > 0 && d.second > 0 && d.first <= 1e5,
                            "needs mean > 0 (to 100000) and size > 0");
            case Kind::mixture:
                return need(d.second >= 0 && d.second <= 1,
                            "needs atom_probability from 0 to 1");
            case Kind::discrete:
                return sort_values(d);
            case Kind::empirical:
                return std::sort(d.values.begin(), d.values.end());
            case Kind::constant:
                return;
        }
    }

    void sort_values(Distribution& d) {
        auto const& p = d.probabilities;
        need(p.size() == d.values.size(),
             "needs as many probabilities as values");
        need(std::all_of(p.begin(), p.end(), [](double v) { return v >= 0; }) &&
                 std::abs(std::accumulate(p.begin(), p.end(), 0.0) - 1) < 1e-9,
             "needs probabilities >= 0 that sum to 1");
        need(std::is_sorted(d.values.begin(), d.values.end()),
             "needs values in ascending order");
    }

    toml::table const& table_;
    SourceLocation const& origin_;
    std::string key_;
    Names asked_;
};
}  // namespace

Distribution read_distribution(toml::node const& node,
                               SourceLocation const& location,
                               std::string const& key,
                               Bounds range) {
    auto const outer = key.substr(0, key.find('.'));
    Distribution d;
    if (node.is_number()) {
        d = Distribution::constant(*node.value<double>());
    } else if (auto const* table = node.as_table()) {
        d = DistributionReader{*table, location, key}(range);
    } else {
        location.fail(outer,
                      "needs a number or a distribution, such as "
                      "{ distribution = \"beta\", a = 2, b = 2 }");
    }
    bool const below = d.lowest() < range.low;
    bool const above = std::isfinite(d.highest()) && d.highest() > range.high;
    if (below || above) {
        location.fail(
            outer, fmt::format("gives {} (needed: {} to {}{}{})",
                               below ? d.lowest() : d.highest(), range.low,
                               range.high, *range.unit ? " " : "", range.unit));
    }
    return d;
}
}  // namespace chokepoint
