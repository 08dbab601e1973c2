#include "host/campaign/reference/key_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace chokepoint {
namespace {
std::string raised(int exponent) {
    static char const* const digits[] = {"⁰", "¹", "²", "³", "⁴",
                                         "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (char const c : std::to_string(exponent)) {
        text += digits[c - '0'];
    }
    return text;
}

std::string code(std::string const& text) {
    return "`" + text + "`";
}

std::string code_list(Names const& words) {
    std::string text;
    for (auto const& word : words) {
        text += (text.empty() ? "" : ", ") + code(word);
    }
    return text;
}

template <class Numbers>
std::string number_list(Numbers const& numbers) {
    std::string text;
    for (auto const n : numbers) {
        text += (text.empty() ? "" : ", ") + in_words(static_cast<double>(n));
    }
    return text;
}
}  // namespace

std::string in_words(double value) {
    constexpr double many = 10000, huge = 1e6, beyond_digits = 1e15;
    if (value < 0) {
        return "−" + in_words(-value);
    }
    if (value >= huge) {
        auto const exponent = static_cast<int>(std::floor(std::log10(value)));
        auto const factor = value / std::pow(10, exponent);
        if (factor == 1) {
            return "10" + raised(exponent);
        }
        if (value >= beyond_digits) {
            return fmt::format("{:.3g}·10{}", factor, raised(exponent));
        }
    }
    auto text = fmt::format("{}", value);
    if (value >= many) {
        for (auto i = static_cast<int>(text.size()) - 3; i > 0; i -= 3) {
            text.insert(static_cast<std::size_t>(i), ",");
        }
    }
    return text;
}

std::string in_words(Distribution const& d) {
    using Kind = Distribution::Kind;
    auto const first = in_words(d.first), second = in_words(d.second);
    switch (d.kind) {
        case Kind::constant:
            return first;
        case Kind::uniform:
            return "uniform " + first + "–" + second;
        case Kind::beta:
            return "Beta(" + first + ", " + second + ")";
        case Kind::lognormal:
            return "LN(" + first + ", " + second + ")";
        case Kind::negative_binomial:
            return "negative binomial (mean " + first + ", size " + second +
                   ")";
        case Kind::mixture:
            return first + " with probability " + second + ", else " +
                   in_words(d.of.front());
        default:
            return distribution_names()[static_cast<std::size_t>(d.kind)];
    }
}

std::string in_words(Names const& list) {
    if (list.empty()) {
        return "none";
    }
    std::string text;
    for (auto const& word : list) {
        text += (text.empty() ? "[\"" : ", \"") + word + '"';
    }
    return code(text + "]");
}

std::string in_words(Grade grade, std::string const& source) {
    static char const* const letters[] = {"", "P", "D", "J"};
    return grade == Grade::none
               ? ""
               : fmt::format("[{}{}{}]",
                             letters[static_cast<std::size_t>(grade)],
                             source.empty() ? "" : ": ", source);
}

std::string KeyRow::graded() const {
    return standard + (grade.empty() ? "" : " ") + grade;
}

void KeyRows::add(Key const& key,
                  KeyForm form,
                  std::string const& range,
                  std::string const& standard,
                  decltype(KeyRow::value) value) {
    KeyRow row;
    row.form = form;
    if (!*key.default_words) {
        row.value = std::move(value);
    }
    row.name = key.name;
    row.meaning = key.meaning;
    row.range = *key.range_words ? key.range_words : range;
    row.standard = *key.default_words ? key.default_words : standard;
    row.grade = in_words(key.grade, key.source);
    rows.push_back(row);
}

void KeyRows::bound(Bounds range, bool whole) {
    rows.back().low = range.low;
    rows.back().high = range.high;
    rows.back().whole = whole;
}

std::string KeyRows::span(Key const& key, Bounds range) {
    std::string const unit = *key.unit_words ? key.unit_words : range.unit;
    auto const text = in_words(range.low) + "–" + in_words(range.high);
    if (unit == "week") {
        return "week " + text;
    }
    return text + (unit.empty() ? "" : " ") + unit;
}

void KeyRows::operator()(Key const& key, bool const& field) {
    add(key, KeyForm::boolean, "", code(field ? "true" : "false"), field);
}

void KeyRows::operator()(Key const& key, std::string const& field) {
    add(key, KeyForm::text, "",
        field.empty() ? "empty" : code('"' + field + '"'));
}

void KeyRows::operator()(Key const& key, Names const& field) {
    add(key, KeyForm::names, "", in_words(field));
}

void KeyRows::operator()(SelectorKey const& key, Names const&) {
    add(key, KeyForm::names, "names", "all");
    rows.back().selects = true;
}

void KeyRows::operator()(Key const& key,
                         Distribution const& field,
                         Bounds range) {
    add(key, KeyForm::distribution, "distribution, " + span(key, range),
        in_words(field));
    bound(range, false);
}

void KeyRows::operator()(Key const& key,
                         std::vector<double> const& field,
                         Bounds range) {
    add(key, KeyForm::numbers, "each " + span(key, range), number_list(field));
    bound(range, false);
}

void KeyRows::operator()(Key const& key,
                         std::vector<std::int32_t> const& field,
                         Bounds range) {
    add(key, KeyForm::numbers, "each " + span(key, range), number_list(field));
    bound(range, true);
}

void KeyRows::operator()(Key const& key,
                         std::array<double, 4> const& field,
                         Bounds range) {
    auto const same = std::count(field.begin(), field.end(), field[0]) == 4;
    add(key, KeyForm::four, "four, each " + span(key, range),
        same ? in_words(field[0]) : number_list(field));
    bound(range, false);
}

void KeyRows::operator()(Key const& key,
                         std::array<std::array<double, 4>, 4> const& field) {
    std::string text;
    for (auto const& row : field) {
        text += (text.empty() ? "[[" : ", [") + number_list(row) + "]";
    }
    add(key, KeyForm::matrix, "", code(text + "]"));
    bound(share, false);
}

void KeyRows::choice(Key const& key,
                     std::string const& field,
                     Names const& words) {
    add(key, KeyForm::choice, code_list(words), code(field), field);
    rows.back().words = words;
}

void KeyRows::choices(Key const& key, Names const& field, Names const& words) {
    add(key, KeyForm::choices, "list of " + code_list(words), in_words(field));
    rows.back().words = words;
}

void KeyRows::all_or_list(Key const& key, Names const& field) {
    add(key, KeyForm::names_or_boolean, "`true`, or a list", in_words(field));
}
}  // namespace chokepoint
