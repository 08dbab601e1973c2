#include "host/study/worlds/same_worlds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
std::size_t const most_shown = 60;  ///< characters of a value in a message

std::string shown(std::optional<std::string> const& value) {
    if (!value) {
        return "not there";
    }
    return value->size() > most_shown ? value->substr(0, most_shown) + "..."
                                      : *value;
}

class WorldComparison {
  public:
    WorldComparison(ResultsReader const& a, ResultsReader const& b)
        : a_{a},
          b_{b},
          keys_a_{effective_keys(a.description().campaign)},
          keys_b_{effective_keys(b.description().campaign)} {}

    std::vector<KeyDifference> operator()() const {
        auto const& a = a_.description();
        auto const& b = b_.description();
        require("program_version", a.program_version, b.program_version,
                "run one of them again with the other's program");
        require("campaign.seed", a.seed, b.seed, "run one again with --seed");
        require("campaign.scenarios", a.scenarios, b.scenarios,
                "run one again with --scenarios");
        require("campaign.weeks", a.weeks, b.weeks,
                "run one again with --weeks");
        require("network_sha256", a.network_sha256, b.network_sha256,
                "stocks and idle capacity can differ by [[adjust]]");
        // Order counts: the place of a family numbers its stream.
        require("order of [[family]]", fmt::format("{}", entries(keys_a_)),
                fmt::format("{}", entries(keys_b_)), "write them in one order");
        std::vector<KeyDifference> allowed;
        for (auto const& difference : key_differences(keys_a_, keys_b_)) {
            auto const& key = difference.key;
            if (key.section == "world" || key.section == "family" ||
                key.section == "event") {
                require(key.path(), shown(difference.a), shown(difference.b),
                        "sweep compares rates and events on the same draws");
            }
            bool const says_nothing =
                key.section == "campaign" || key.section == "metrics" ||
                key.section == "output" || key.section == "engine" ||
                key.key == "description";
            if (!says_nothing) {
                allowed.push_back(difference);
            }
        }
        require_same_trade();
        require("country", fmt::format("{}", fmt::join(a.country, ", ")),
                fmt::format("{}", fmt::join(b.country, ", ")), "");
        if (a_.weights() != b_.weights()) {
            auto const says = [](ResultsReader const& reader) {
                return reader.weights().empty() ? "of a plain run"
                                                : "chosen by screening";
            };
            refuse("[sampling] worlds", says(a_), says(b_),
                   "a screened run chooses by what its own pilot loses: run "
                   "both with method = \"plain\"");
        }
        return allowed;
    }

  private:
    template <class T>
    void require(std::string const& key,
                 T const& a,
                 T const& b,
                 char const* instead) const {
        if (a != b) {
            refuse(key, fmt::format("{}", a), fmt::format("{}", b), instead);
        }
    }

    [[noreturn]] void refuse(std::string const& key,
                             std::string const& a,
                             std::string const& b,
                             std::string const& instead) const {
        throw InputError{fmt::format(
            "{}: does not hold the same worlds as {}: {} is {} here, {} there "
            "(needed: the same seed, worlds, weeks, [world], [[family]], "
            "[[event]], network and program; measures, packages, reserves and "
            "stocks may differ{}{})",
            b_.path(), a_.path(), key, b, a, instead.empty() ? "" : "; ",
            instead)};
    }

    static std::string entries(std::vector<EffectiveKey> const& keys) {
        std::string names;
        for (auto const& key : keys) {
            if (key.section == "family" && key.key == "name") {
                names += (names.empty() ? "" : ", ") + key.entry;
            }
        }
        return names;
    }

    /// Policy families count the trade between countries that they split by:
    /// links that a campaign adds would number their targets anew.
    void require_same_trade() const {
        bool const splits = std::any_of(
            keys_a_.begin(), keys_a_.end(), [](EffectiveKey const& key) {
                return key.section == "family" && key.key == "split" &&
                       key.value != "[]";
            });
        if (!splits) {
            return;
        }
        auto const a = trade_added(keys_a_), b = trade_added(keys_b_);
        for (auto const& difference : key_differences(a, b)) {
            require(difference.key.path() +
                        " (adds trade, by which a "
                        "[[family]] splits its targets)",
                    shown(difference.a), shown(difference.b), "");
        }
    }

    /// The entries that add links, by the keys that say which.
    static std::vector<EffectiveKey> trade_added(
        std::vector<EffectiveKey> const& keys) {
        std::map<std::string, std::map<std::string, std::string>> entry;
        for (auto const& key : keys) {
            entry[key.section + '.' + key.entry][key.key] = key.value;
        }
        std::vector<EffectiveKey> kept;
        for (auto const& key : keys) {
            auto const& values = entry[key.section + '.' + key.entry];
            auto const is = [&](char const* name, char const* value) {
                auto const found = values.find(name);
                return found != values.end() && found->second == value;
            };
            bool const measure = key.section == "measure" &&
                                 (is("type", "\"engagement\"") ||
                                  is("type", "\"preclusive_buying\""));
            // Refill for one country comes from those who serve it anyway.
            bool const reserve = key.section == "reserve" &&
                                 !is("refill_rate", "0") &&
                                 values.count("countries") > 0 &&
                                 !one_country(values.at("countries"));
            static std::set<std::string> const deciding{
                "type",      "senders",   "exporters",
                "importers", "countries", "products"};
            if ((measure || reserve) && deciding.count(key.key) > 0) {
                kept.push_back(key);
            }
        }
        return kept;
    }

    static bool one_country(std::string const& list) {
        return list != "[]" && list.find(',') == list.npos &&
               list.find("bloc:") == list.npos && list.find('!') == list.npos &&
               list != "[\"all\"]";
    }

    ResultsReader const& a_;
    ResultsReader const& b_;
    std::vector<EffectiveKey> keys_a_, keys_b_;
};
}  // namespace

std::vector<KeyDifference> require_same_worlds(ResultsReader const& a,
                                               ResultsReader const& b) {
    return WorldComparison{a, b}();
}
}  // namespace chokepoint
