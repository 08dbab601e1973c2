/// \file key_rows.hpp
/// Every key as a row of the reference: a walker of the key lists
/// (campaign_keys.hpp), beside the reader and the writer. The tables of
/// configs/README.md and the schema of campaigns come from it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/campaign_keys.hpp"
#include "host/campaign/toml/compliance_keys.hpp"
#include "host/campaign/toml/event_keys.hpp"
#include "host/campaign/toml/measure_keys.hpp"
#include "host/campaign/toml/mechanism_keys.hpp"

namespace chokepoint {
/// As people read it: 16,777,216, 10⁶, −0.3, LN(4, 0.5), Beta(1, 4).
std::string in_words(double value);
std::string in_words(Distribution const& value);
std::string in_words(Names const& list);
/// "[J: 13–52]", or nothing.
std::string in_words(Grade grade, std::string const& source);

/// What stands behind a key.
enum class KeyForm {
    boolean,
    text,
    number,
    distribution,    ///< or a number
    numbers,         ///< a list
    four,            ///< numbers, one a regime
    matrix,          ///< four rows of four
    number_or_word,  ///< one word
    choice,          ///< one of the words
    choices,         ///< a list of them
    names,           ///< a list of texts
    names_or_boolean,
    table  ///< with keys of its own
};

/// A key with what the reference says of it, in words and for programs.
struct KeyRow {
    std::string name, meaning;
    std::string range;     ///< allowed values and unit
    std::string standard;  ///< the default, or "required"
    std::string grade;     ///< of the default
    bool selects = false, required = false;

    KeyForm form = KeyForm::text;
    double low = 0, high = 0;  ///< of its numbers
    bool whole = false;        ///< its numbers are
    Names words{};             ///< that it may be
    /// The default, if it is one value and `standard` says no other.
    std::variant<std::monostate, bool, double, std::string> value{};
    std::vector<KeyRow> keys{};  ///< of a table

    /// Default and grade.
    std::string graded() const;
};

/// The walker: a row for each key it is shown.
class KeyRows {
  public:
    static constexpr bool reading() { return false; }

    /// A key with its field as it stands, and bounds of its numbers.
    void operator()(Key const& key, bool const& field);
    void operator()(Key const& key, std::string const& field);
    void operator()(Key const& key, Names const& field);
    void operator()(SelectorKey const& key, Names const& field);
    void operator()(Key const& key, Distribution const& field, Bounds range);
    void operator()(Key const& key,
                    std::vector<double> const& field,
                    Bounds range);
    void operator()(Key const& key,
                    std::vector<std::int32_t> const& field,
                    Bounds range);
    void operator()(Key const& key,
                    std::array<double, 4> const& field,
                    Bounds range);
    void operator()(Key const& key,
                    std::array<std::array<double, 4>, 4> const& field);
    template <class Number>
    void operator()(Key const& key, Number const& field, Bounds range) {
        add(key, KeyForm::number, span(key, range),
            in_words(static_cast<double>(field)), static_cast<double>(field));
        bound(range, std::is_integral_v<Number>);
    }
    template <class Number>
    void operator()(Key const& key,
                    std::optional<Number> const& field,
                    std::string const& empty_word,
                    Bounds range) {
        auto const word = "`\"" + empty_word + "\"`";
        add(key, KeyForm::number_or_word, span(key, range) + ", or " + word,
            field ? in_words(static_cast<double>(*field)) : word);
        bound(range, std::is_integral_v<Number>);
        rows.back().words = {empty_word};
    }
    /// One that must be there.
    template <class AnyKey, class T, class... More>
    void required(AnyKey const& key, T const& field, More const&... more) {
        (*this)(key, field, more...);
        rows.back().required = true;
        rows.back().standard = "required";
        rows.back().value = {};
    }
    /// A key with keys of its own.
    template <class Fields>
    void table(Key const& key, Fields fields) {
        add(key, KeyForm::table, "a table, `{ KEY = VALUE }`", "");
        KeyRows inner;
        list_keys(inner, fields);
        rows.back().keys = inner.rows;
    }
    /// One word of a list.
    void choice(Key const& key, std::string const& field, Names const& words);
    template <class Enum>
    void choice(Key const& key, Enum const& field, Names const& words) {
        choice(key, words[static_cast<std::size_t>(field)], words);
    }
    /// Several words of a list.
    void choices(Key const& key, Names const& field, Names const& words);
    /// true, false, or names.
    void all_or_list(Key const& key, Names const& field);

    std::vector<KeyRow> rows;

  private:
    static std::string span(Key const& key, Bounds range);
    void add(Key const& key,
             KeyForm form,
             std::string const& range,
             std::string const& standard,
             decltype(KeyRow::value) value = {});
    void bound(Bounds range, bool whole);
};

/// The keys of a section or an entry as it stands.
template <class Spec>
std::vector<KeyRow> rows_of(Spec spec) {
    KeyRows rows;
    list_keys(rows, spec);
    return rows.rows;
}
}  // namespace chokepoint
