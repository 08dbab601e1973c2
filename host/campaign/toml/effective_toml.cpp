/// \file effective_toml.cpp
/// The writing half of campaign_keys.hpp.
#include "host/campaign/toml/effective_toml.hpp"

#include <fmt/format.h>

#include "host/campaign/toml/campaign_keys.hpp"
#include "host/campaign/toml/compliance_keys.hpp"
#include "host/campaign/toml/event_keys.hpp"
#include "host/campaign/toml/measure_keys.hpp"
#include "host/campaign/toml/mechanism_keys.hpp"

namespace chokepoint {
namespace {
std::string quoted(std::string const& text) {
    std::string out = "\"";
    for (unsigned char const c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c < 0x20 || c == 0x7f) {
            out += fmt::format("\\u{:04x}", c);
        } else {
            out += static_cast<char>(c);
        }
    }
    return out + '"';
}

std::string value_of(bool v) {
    return v ? "true" : "false";
}
std::string value_of(std::string const& v) {
    return quoted(v);
}
std::string value_of(double v) {
    return fmt::format("{}", v);
}
std::string value_of(std::int32_t v) {
    return fmt::format("{}", v);
}
std::string value_of(std::uint32_t v) {
    return fmt::format("{}", v);
}
std::string value_of(std::uint64_t v) {
    return fmt::format("{}", v);
}

std::string value_of(std::array<double, 4> const& v);

template <class List>
std::string list_of(List const& values) {
    std::string out;
    for (auto const& v : values) {
        out += (out.empty() ? "" : ", ") + value_of(v);
    }
    return "[" + out + "]";
}

std::string value_of(std::vector<std::string> const& v) {
    return list_of(v);
}
std::string value_of(std::vector<double> const& v) {
    return list_of(v);
}
std::string value_of(std::vector<std::int32_t> const& v) {
    return list_of(v);
}
std::string value_of(std::array<double, 4> const& v) {
    return list_of(v);
}
std::string value_of(std::array<std::array<double, 4>, 4> const& v) {
    return list_of(v);
}

std::string value_of(Distribution const& d) {
    if (d.kind == Distribution::Kind::constant) {
        return value_of(d.first);
    }
    auto out = fmt::format(
        "{{ distribution = {}",
        quoted(distribution_names()[static_cast<std::size_t>(d.kind)]));
    auto const& keys = distribution_keys(d.kind);
    if (!keys.empty()) {
        out += fmt::format(", {} = {}, {} = {}", keys[0], d.first, keys[1],
                           d.second);
    }
    if (!d.of.empty()) {
        out += ", of = " + value_of(d.of.front());
    }
    if (!d.values.empty()) {
        out += ", values = " + value_of(d.values);
    }
    if (!d.probabilities.empty()) {
        out += ", probabilities = " + value_of(d.probabilities);
    }
    return out + " }";
}

class SectionWriter {
  public:
    explicit SectionWriter(std::string& out) : out_{out} {}

    static constexpr bool reading() { return false; }

    template <class T, class... More>
    void operator()(char const* key, T const& field, More const&...) {
        line(key, value_of(field));
    }
    template <class T>
    void operator()(char const* key,
                    std::optional<T> const& field,
                    char const* empty_word,
                    Bounds) {
        line(key, field ? value_of(*field) : quoted(empty_word));
    }
    template <class T, class... More>
    void required(char const* key, T const& field, More const&... more) {
        (*this)(key, field, more...);
    }
    template <class Fields>
    void table(char const* key, Fields const& fields) {
        std::string lines;
        SectionWriter write{lines};
        auto copy = fields;
        list_keys(write, copy);
        lines.pop_back();
        for (std::size_t i = 0; (i = lines.find('\n', i)) != lines.npos;) {
            lines.replace(i, 1, ", ");
        }
        line(key, "{ " + lines + " }");
    }
    void choice(char const* key, std::string const& field, Names const&) {
        line(key, quoted(field));
    }
    template <class Enum>
    void choice(char const* key, Enum const& field, Names const& names) {
        line(key, quoted(names[static_cast<std::size_t>(field)]));
    }
    void choices(char const* key, Names const& field, Names const&) {
        line(key, value_of(field));
    }
    void all_or_list(char const* key, Names const& field) {
        line(key, field == Names{"all"} ? "true" : value_of(field));
    }

  private:
    void line(char const* key, std::string const& value) {
        out_ += fmt::format("{} = {}\n", key, value);
    }

    std::string& out_;
};

template <class Section>
void write_section(std::string& out, char const* head, Section section) {
    out += fmt::format("{}{}\n", out.empty() ? "" : "\n", head);
    SectionWriter write{out};
    list_keys(write, section);
}

template <class Spec>
void write_entries(std::string& out,
                   char const* section,
                   std::vector<Spec> const& specs,
                   Names const& types) {
    for (auto spec : specs) {
        out += fmt::format("\n[[{}]]\nname = {}\n", section, quoted(spec.name));
        SectionWriter write{out};
        write.choice("type", spec.type, types);
        list_keys(write, spec);
    }
}

template <class Spec>
void write_named(std::string& out,
                 char const* section,
                 std::vector<Spec> const& specs) {
    for (auto spec : specs) {
        out += fmt::format("\n[[{}]]\nname = {}\n", section, quoted(spec.name));
        SectionWriter write{out};
        list_keys(write, spec);
    }
}
}  // namespace

std::string effective_toml(Campaign const& campaign) {
    std::string out;
    write_section(out, "[campaign]", campaign.header);
    write_section(out, "[model]", campaign.model);
    write_section(out, "[world]", campaign.world);
    write_named(out, "adjust", campaign.adjustments);
    write_entries(out, "family", campaign.families, family_names());
    write_entries(out, "event", campaign.events, event_names());
    write_entries(out, "measure", campaign.measures, measure_names());
    for (auto compliance : campaign.compliance) {
        out += fmt::format("\n[[compliance]]\ncountry = {}\n",
                           quoted(compliance.country));
        SectionWriter write{out};
        list_keys(write, compliance);
    }
    if (campaign.dynamics.on) {
        write_section(out, "[dynamics]", campaign.dynamics);
    }
    write_named(out, "growth", campaign.growth);
    if (!campaign.markets.empty() || campaign.metrics.costs) {
        write_section(out, "[prices]", campaign.prices);
    }
    write_named(out, "market", campaign.markets);
    write_named(out, "reserve", campaign.reserves);
    write_named(out, "retaliation", campaign.retaliations);
    for (auto package : campaign.packages) {
        if (!package.without.empty()) {
            continue;  // follows from `leave_one_out` of another one
        }
        out += fmt::format("\n[[package]]\nname = {}\n", quoted(package.name));
        SectionWriter write{out};
        list_keys(write, package);
    }
    write_section(out, "[metrics]", campaign.metrics);
    if (campaign.sampling.method != SamplingMethod::plain) {
        write_section(out, "[sampling]", campaign.sampling);
    }
    write_section(out, "[output]", campaign.output);
    write_section(out, "[engine]", campaign.engine);
    return out;
}
}  // namespace chokepoint
