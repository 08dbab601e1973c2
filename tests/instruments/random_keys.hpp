/// \file random_keys.hpp
/// Random values for every key of a campaign (campaign_keys.hpp): a
/// walker of the key lists, as the reader and the writer are.
#pragma once

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/campaign/toml/campaign_keys.hpp"
#include "host/campaign/toml/compliance_keys.hpp"
#include "host/campaign/toml/event_keys.hpp"
#include "host/campaign/toml/measure_keys.hpp"
#include "host/campaign/toml/mechanism_keys.hpp"
#include "tests/support/dice.hpp"

namespace chokepoint::test {
/// Names that the text keys of one network and campaign may have.
struct NamePools {
    /// By key; a key that is not here keeps its default.
    std::map<std::string, Names> of;
    double narrow = 0.2;  ///< chance that a selector names anything
};

/// Draws extremes, defaults and everything between, within the bounds.
class RandomKeys {
  public:
    RandomKeys(Dice& dice, NamePools const& names, std::int32_t weeks)
        : dice_{dice}, names_{names}, weeks_{weeks} {}

    static constexpr bool reading() { return false; }

    void operator()(char const*, bool& field) { field = dice_.chance(0.5); }
    void operator()(char const* key, std::string& field) {
        if (auto const* pool = pool_of(key)) {
            field = one_of(*pool);
        }
    }
    void operator()(char const*, double& field, Bounds range) {
        field = number(field, range);
    }
    void operator()(char const*, std::int32_t& field, Bounds range) {
        field = static_cast<std::int32_t>(integer(field, range));
    }
    void operator()(char const*, std::uint32_t& field, Bounds range) {
        field = static_cast<std::uint32_t>(integer(field, range));
    }
    void operator()(char const*, std::uint64_t& field, Bounds range) {
        field = static_cast<std::uint64_t>(integer(field, range));
    }
    void operator()(char const* key, std::vector<std::string>& field) {
        if (auto const* pool = pool_of(key)) {
            if (dice_.chance(names_.narrow)) {
                field = some_of(*pool);
            }
        }
    }
    void operator()(char const*, std::vector<double>& field, Bounds range) {
        if (range.high > 1) {  // tariffs; probabilities must sum to 1
            for (auto& v : field) {
                v = number(v, range);
            }
        }
    }
    void operator()(char const*, std::vector<std::int32_t>&, Bounds) {}
    void operator()(char const*, std::array<double, 4>& field, Bounds range) {
        for (auto& v : field) {
            v = number(v, {range.low, std::min(range.high, 20.0)});
        }
    }
    void operator()(char const*, std::array<std::array<double, 4>, 4>& field);
    void operator()(char const*, Distribution& field, Bounds range);
    void operator()(char const*,
                    std::optional<double>& field,
                    char const*,
                    Bounds range) {
        field = dice_.chance(0.5) ? std::optional<double>{}
                                  : number(range.low, range);
    }
    void operator()(char const*,
                    std::optional<std::int32_t>& field,
                    char const*,
                    Bounds range) {
        if (dice_.chance(0.6)) {
            field = static_cast<std::int32_t>(integer(range.low, range));
        }
    }
    template <class T, class... More>
    void required(char const* key, T& field, More const&... more) {
        if constexpr (std::is_same_v<T, std::vector<std::string>>) {
            if (auto const* pool = pool_of(key)) {
                field = some_of(*pool);
                return;
            }
        }
        (*this)(key, field, more...);
    }
    template <class Fields>
    void table(char const*, Fields& fields) {
        list_keys(*this, fields);
    }
    void choice(char const*, std::string& field, Names const& words) {
        field = one_of(words);
    }
    template <class Enum>
    void choice(char const*, Enum& field, Names const& words) {
        field = static_cast<Enum>(
            dice_.below(static_cast<std::uint32_t>(words.size())));
    }
    void choices(char const*, Names& field, Names const& words) {
        field.clear();
        for (auto const& w : words) {
            if (dice_.chance(0.5)) {
                field.push_back(w);
            }
        }
    }
    void all_or_list(char const* key, Names& field) {
        if (dice_.chance(0.3)) {
            field = {"all"};
        } else {
            (*this)(key, field);
        }
    }

  private:
    Names const* pool_of(char const* key) const {
        auto const at = names_.of.find(key);
        return at == names_.of.end() || at->second.empty() ? nullptr
                                                           : &at->second;
    }
    std::string one_of(Names const& pool) {
        return pool[dice_.below(static_cast<std::uint32_t>(pool.size()))];
    }
    Names some_of(Names const& pool);
    double number(double usual, Bounds range);
    double integer(double usual, Bounds range);

    Dice& dice_;
    NamePools const& names_;
    std::int32_t weeks_;
};
}  // namespace chokepoint::test
