/// \file section_reader.hpp
/// Reads the keys of one TOML table and complains about the rest.
#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/campaign/spec/type_names.hpp"
#include "host/campaign/toml/key.hpp"
#include "host/campaign/toml/toml_library.hpp"

namespace chokepoint {
/// "FILE:LINE" of a node, or "--set KEY" if an override put it there.
std::string place_of(toml::node const& node,
                     std::string const& file,
                     std::string const& dotted_key);

/// The reading half of campaign_keys.hpp. A key that the table lacks leaves
/// its field as it is. `finish` refuses keys that nobody asked for.
class SectionReader {
  public:
    /// \param path    dotted path for overrides, e.g. "family.accidents"
    /// \param location  filled with the places of the keys; used in messages
    SectionReader(toml::table const& table,
                  std::string const& file,
                  std::string const& path,
                  SourceLocation& location);

    static constexpr bool reading() { return true; }

    /// \throw InputError wrong type or out of range
    void operator()(char const* key, bool& field);
    void operator()(char const* key, std::string& field);
    void operator()(char const* key, double& field, Bounds range);
    void operator()(char const* key, std::int32_t& field, Bounds range);
    void operator()(char const* key, std::uint32_t& field, Bounds range);
    void operator()(char const* key, std::uint64_t& field, Bounds range);
    void operator()(char const* key, std::vector<std::string>& field);
    void operator()(char const* key, std::vector<double>& field, Bounds range);
    void operator()(char const* key,
                    std::vector<std::int32_t>& field,
                    Bounds range);
    void operator()(char const* key,
                    std::array<double, 4>& field,
                    Bounds range);
    void operator()(char const* key,
                    std::array<std::array<double, 4>, 4>& field);
    void operator()(char const* key, Distribution& field, Bounds range);
    /// A number, or the word that stands for "empty".
    void operator()(char const* key,
                    std::optional<double>& field,
                    char const* empty_word,
                    Bounds range);
    void operator()(char const* key,
                    std::optional<std::int32_t>& field,
                    char const* empty_word,
                    Bounds range);

    /// A table within the section; its keys are listed by list_keys.
    template <class Fields>
    void table(char const* key, Fields& fields) {
        if (auto const* inner = inner_table(key)) {
            SourceLocation location = origin_;
            location.title += fmt::format(": {}", key);
            SectionReader read{*inner, file_, path_ + "." + key, location};
            list_keys(read, fields);
            read.finish();
        }
    }

    /// One word of a list, several of them, or true / false / a list.
    void choice(char const* key, std::string& field, Names const& names);
    /// \throw InputError wrong type, or a word that is none of `names`
    void choices(char const* key,
                 std::vector<std::string>& field,
                 Names const& names);
    /// true becomes {"all"}, false an empty list.
    void all_or_list(char const* key, std::vector<std::string>& field);
    /// A word becomes the enumerator at its place in `names`.
    template <class Enum>
    void choice(char const* key, Enum& field, Names const& names) {
        auto word = names[static_cast<std::size_t>(field)];
        choice(key, word, names);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == word) {
                field = static_cast<Enum>(i);
            }
        }
    }

    /// The key must be there.
    template <class T, class... More>
    void required(char const* key, T& field, More const&... more) {
        require_key(key);
        (*this)(key, field, more...);
    }

    /// \throw InputError a key that was not asked for, with the nearest one
    void finish();

  private:
    toml::node const* find(char const* key);
    toml::table const* inner_table(char const* key);
    void require_key(char const* key);
    [[noreturn]] void wrong_type(char const* key,
                                 toml::node const& node,
                                 std::string const& needed);
    double number(char const* key, toml::node const& node, Bounds range);
    std::int64_t integer(char const* key, toml::node const& node, Bounds range);
    std::string text(char const* key, toml::node const& node);
    toml::array const& list(char const* key, toml::node const& node);
    void one_of(char const* key, std::string const& word, Names const& names);

    toml::table const& table_;
    std::string file_, path_;
    SourceLocation& origin_;
    Names asked_;
};
}  // namespace chokepoint
