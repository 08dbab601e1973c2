/// \file key_rows.hpp
/// Every key as a row of the reference: a walker of the key lists
/// (campaign_keys.hpp), beside the reader and the writer.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/campaign_keys.hpp"
#include "host/campaign/toml/compliance_keys.hpp"
#include "host/campaign/toml/event_keys.hpp"
#include "host/campaign/toml/measure_keys.hpp"
#include "host/campaign/toml/mechanism_keys.hpp"

namespace chokepoint::test {
/// As people read it: 16,777,216, 10⁶, −0.3, LN(4, 0.5), Beta(1, 4).
std::string in_words(double value);
std::string in_words(Distribution const& value);
std::string in_words(Names const& list);
/// "[J: 13–52]", or nothing.
std::string in_words(Grade grade, std::string const& source);

struct KeyRow {
    std::string name, meaning;
    std::string range;     ///< allowed values and unit
    std::string standard;  ///< the default, or "required"
    std::string grade;     ///< of the default
    bool selects = false, required = false;

    std::string graded() const;  ///< default and grade
};

class KeyRows {
  public:
    static constexpr bool reading() { return false; }

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
        add(key, span(key, range), in_words(static_cast<double>(field)));
    }
    template <class Number>
    void operator()(Key const& key,
                    std::optional<Number> const& field,
                    std::string const& empty_word,
                    Bounds range) {
        auto const word = "`\"" + empty_word + "\"`";
        add(key, span(key, range) + ", or " + word,
            field ? in_words(static_cast<double>(*field)) : word);
    }
    template <class AnyKey, class T, class... More>
    void required(AnyKey const& key, T const& field, More const&... more) {
        (*this)(key, field, more...);
        rows.back().required = true;
        rows.back().standard = "required";
    }
    template <class Fields>
    void table(Key const& key, Fields const&) {
        add(key, "a table, `{ KEY = VALUE }`", "");
    }
    void choice(Key const& key, std::string const& field, Names const& words);
    template <class Enum>
    void choice(Key const& key, Enum const& field, Names const& words) {
        choice(key, words[static_cast<std::size_t>(field)], words);
    }
    void choices(Key const& key, Names const& field, Names const& words);
    void all_or_list(Key const& key, Names const& field);

    std::vector<KeyRow> rows;

  private:
    static std::string span(Key const& key, Bounds range);
    void add(Key const& key,
             std::string const& range,
             std::string const& standard);
};

/// The keys of a section or an entry as it stands.
template <class Spec>
std::vector<KeyRow> rows_of(Spec spec) {
    KeyRows rows;
    list_keys(rows, spec);
    return rows.rows;
}
}  // namespace chokepoint::test
