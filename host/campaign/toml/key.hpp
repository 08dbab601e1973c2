/// \file key.hpp
/// What is said of a key of the campaign file where it is listed.
#pragma once

#include <cstdint>

#include "host/campaign/spec/grade.hpp"

namespace chokepoint {
/// Allowed values of a number, and its unit for messages.
struct Bounds {
    double low, high;
    char const* unit = "";
};

inline constexpr Bounds share{0, 1};
inline constexpr Bounds weeks_range{0, 5200, "weeks"};
inline constexpr Bounds memory_range{1, 5200, "weeks"};
inline constexpr Bounds jump_range{-8, 8};
inline constexpr Bounds tension_range{-3, 5};
inline constexpr std::int32_t longest_run = 2600;  ///< weeks, 50 years
inline constexpr Bounds start_range{0, longest_run, "week"};

/// A key and its row in the reference (configs/README.md). Type, bounds and
/// default follow from the field it is listed with; in words stands only what
/// these do not tell. Reader and writer see its name alone.
struct Key {
    constexpr Key(char const* name, char const* meaning = "")
        : name{name}, meaning{meaning} {}

    /// Allowed values; its unit; its default: each instead of what the field
    /// and its bounds say.
    constexpr Key allows(char const* words) const;
    constexpr Key in(char const* unit) const;
    constexpr Key otherwise(char const* words) const;
    /// Of the default: published, derived, judgement; where it comes from, or
    /// the range of other judgements.
    constexpr Key derived(char const* source = "") const;
    constexpr Key judged(char const* source = "") const;

    constexpr operator char const*() const { return name; }

    char const* name;
    char const* meaning;
    char const* range_words = "";
    char const* unit_words = "";
    char const* default_words = "";
    Grade grade = Grade::none;
    char const* source = "";
};

/// A list of names that selects rows of the network, all if it is empty.
struct SelectorKey : Key {
    constexpr SelectorKey(char const* name, char const* meaning = "")
        : Key{name, meaning} {}
};

constexpr Key Key::allows(char const* words) const {
    Key key = *this;
    key.range_words = words;
    return key;
}

constexpr Key Key::in(char const* unit) const {
    Key key = *this;
    key.unit_words = unit;
    return key;
}

constexpr Key Key::otherwise(char const* words) const {
    Key key = *this;
    key.default_words = words;
    return key;
}

constexpr Key Key::derived(char const* from) const {
    Key key = *this;
    key.grade = Grade::derived;
    key.source = from;
    return key;
}

constexpr Key Key::judged(char const* from) const {
    Key key = *this;
    key.grade = Grade::judgement;
    key.source = from;
    return key;
}
}  // namespace chokepoint
