#include "host/campaign/toml/load_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

#include "host/campaign/spec/campaign_checks.hpp"
#include "host/campaign/spec/measure_checks.hpp"
#include "host/campaign/spec/mechanism_checks.hpp"
#include "host/campaign/spec/type_defaults.hpp"
#include "host/campaign/toml/campaign_keys.hpp"
#include "host/campaign/toml/compliance_keys.hpp"
#include "host/campaign/toml/event_keys.hpp"
#include "host/campaign/toml/measure_keys.hpp"
#include "host/campaign/toml/mechanism_keys.hpp"
#include "host/campaign/toml/overrides.hpp"
#include "host/campaign/toml/section_reader.hpp"
#include "host/campaign/toml/toml_library.hpp"
#include "host/campaign/toml/toml_mistakes.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/text_file.hpp"
#include "kernels/views/campaign_view.cuh"

namespace chokepoint {
namespace {
constexpr std::int32_t usual_horizons[] = {13, 26, 52, 104, 156, 208, 260};

template <class Spec>
Names names_of(std::vector<Spec> const& specs) {
    Names names;
    for (auto const& spec : specs) {
        names.push_back(spec.name);
    }
    return names;
}

Names const& section_names() {
    static Names const names{"campaign", "model",       "world",   "adjust",
                             "family",   "event",       "measure", "compliance",
                             "dynamics", "growth",      "prices",  "market",
                             "reserve",  "retaliation", "package", "metrics",
                             "sampling", "output",      "engine"};
    return names;
}

bool is_array_section(std::string const& name) {
    static Names const arrays{"adjust",      "family", "event",  "measure",
                              "compliance",  "growth", "market", "reserve",
                              "retaliation", "package"};
    return std::find(arrays.begin(), arrays.end(), name) != arrays.end();
}

class CampaignReader {
  public:
    CampaignReader(toml::table const& tree, std::string const& path)
        : tree_{tree} {
        campaign_.path = path;
    }

    Campaign operator()() {
        check_sections();
        read_header();
        read_section("model", campaign_.model);
        check_model(campaign_.model);
        read_section("world", campaign_.world);
        read_named("adjust", campaign_.adjustments);
        read_families();
        read_events();
        read_measures();
        read_compliance();
        read_mechanisms();
        read_packages();
        read_metrics();
        read_section("sampling", campaign_.sampling);
        check_sampling(campaign_);
        read_section("output", campaign_.output);
        read_section("engine", campaign_.engine);
        if (campaign_.output.file.empty()) {
            campaign_.output.file = campaign_.header.name + ".h5";
        }
        return std::move(campaign_);
    }

  private:
    std::string const& file() const { return campaign_.path; }

    void check_sections() const {
        for (auto&& [key, node] : tree_) {
            std::string const name{key.str()};
            auto const place = place_of(node, file(), name);
            auto const& known = section_names();
            if (std::find(known.begin(), known.end(), name) == known.end()) {
                throw InputError(fmt::format(
                    "{}: [{}]: unknown section (one of: {}{})", place, name,
                    fmt::join(known, ", "), nearest_hint(name, known)));
            }
            if (is_array_section(name) ? !node.is_array_of_tables()
                                       : !node.is_table()) {
                throw InputError(fmt::format(
                    "{}: [{}]: is not such a section (write {})", place, name,
                    is_array_section(name) ? "[[" + name + "]]"
                                           : "[" + name + "]"));
            }
        }
    }

    template <class Section>
    void read_section(char const* name, Section& section) {
        auto& location = section.location;
        location.title = fmt::format("[{}]", name);
        location.section = file();
        if (auto const* table = tree_[name].as_table()) {
            location.section = place_of(*table, file(), name);
            SectionReader read{*table, file(), name, location};
            list_keys(read, section);
            read.finish();
        }
    }

    void read_header() {
        auto& header = campaign_.header;
        namespace fs = std::filesystem;
        fs::path const path{file()};
        header.name = path.stem().string();
        read_section("campaign", header);
        if (header.network.empty()) {
            header.location.fail("",
                                 "key 'network' is missing (needed: the "
                                 "folder of the network's tables)");
        }
        campaign_.network_path =
            (path.parent_path() / header.network).lexically_normal().string();
        check_name(header.name, header.location);
    }

    /// Walk the entries of an array section. \param f  reads one entry: gets
    /// the table, its reader-to-be's location, and the set of names so far
    template <class F>
    void each_entry(char const* section, F&& f) {
        auto const* entries = tree_[section].as_array();
        std::set<std::string> names;
        for (std::size_t i = 0; entries && i < entries->size(); ++i) {
            auto const& table = *(*entries)[i].as_table();
            SourceLocation location;
            location.title = fmt::format("[{}]", section);
            location.section = place_of(table, file(), section);
            auto const name = f(table, location);
            if (!names.insert(name).second) {
                location.fail("name",
                              fmt::format("'{}' is taken (every {} needs "
                                          "its own name)",
                                          name, section));
            }
        }
    }

    /// Read `type`, start from the defaults of that type, then the rest.
    template <class Spec, class Enum, class Defaults>
    std::string read_typed(char const* section,
                           toml::table const& table,
                           SourceLocation& location,
                           Names const& types,
                           Defaults&& defaults,
                           std::vector<Spec>& specs) {
        auto const given = table["name"].value<std::string>();
        auto const type = table["type"].value<std::string>();
        auto const name = given ? *given : type.value_or("");
        if (!name.empty()) {
            location.title = fmt::format("[{}] '{}'", section, name);
        }
        SectionReader read{table, file(), std::string{section} + "." + name,
                           location};
        Enum kind{};
        std::string word;
        read.required(type_key, word);
        read.choice(type_key, kind, types);
        Spec spec = defaults(kind);
        spec.name = name;
        read(entry_name_key, spec.name);
        check_name(spec.name, location);
        list_keys(read, spec);
        read.finish();
        spec.location = location;
        specs.push_back(std::move(spec));
        return name;
    }

    void read_families() {
        each_entry("family",
                   [&](toml::table const& table, SourceLocation& location) {
                       auto const name = read_typed<FamilySpec, FamilyType>(
                           "family", table, location, family_names(),
                           default_family, campaign_.families);
                       check_family(campaign_.families.back());
                       return name;
                   });
        if (campaign_.families.size() > max_families) {
            campaign_.families.back().location.fail(
                "", fmt::format("{} families (at most {})",
                                campaign_.families.size(), max_families));
        }
    }

    void read_events() {
        each_entry("event", [&](toml::table const& table,
                                SourceLocation& location) {
            auto const name = read_typed<EventSpec, EventType>(
                "event", table, location, event_names(), default_event,
                campaign_.events);
            auto const& e = campaign_.events.back();
            if (e.type == EventType::blockade && e.target.countries.empty()) {
                location.fail("",
                              "key 'countries' is missing (needed: the "
                              "region that is blockaded)");
            }
            warn_if_late(e.start_week, location);
            return name;
        });
    }

    void read_measures() {
        each_entry(
            "measure", [&](toml::table const& table, SourceLocation& location) {
                auto const name = read_typed<MeasureSpec, MeasureType>(
                    "measure", table, location, measure_names(),
                    default_measure, campaign_.measures);
                warn_if_late(campaign_.measures.back().start_week, location);
                return name;
            });
        check_measures(campaign_.measures);
    }

    void read_compliance() {
        each_entry("compliance", [&](toml::table const& table,
                                     SourceLocation& location) {
            ComplianceSpec spec;
            spec.country = table["country"].value_or(std::string{});
            location.title = fmt::format("[compliance] '{}'", spec.country);
            SectionReader read{table, file(), "compliance." + spec.country,
                               location};
            read.required(country_key, spec.country);
            spec.location = location;
            list_keys(read, spec);
            read.finish();
            campaign_.compliance.push_back(spec);
            return spec.country;
        });
    }

    /// Sections whose entries have a name and no type.
    template <class Spec>
    void read_named(char const* section, std::vector<Spec>& specs) {
        each_entry(
            section, [&](toml::table const& table, SourceLocation& location) {
                Spec spec;
                spec.name = table["name"].value_or(std::string{});
                location.title = fmt::format("[{}] '{}'", section, spec.name);
                SectionReader read{table, file(),
                                   std::string{section} + "." + spec.name,
                                   location};
                read.required(entry_name_key, spec.name);
                check_name(spec.name, location);
                list_keys(read, spec);
                read.finish();
                spec.location = location;
                specs.push_back(spec);
                return spec.name;
            });
    }

    void read_mechanisms() {
        campaign_.dynamics.on = tree_.contains("dynamics");
        read_section("dynamics", campaign_.dynamics);
        read_named("growth", campaign_.growth);
        read_section("prices", campaign_.prices);
        read_named("market", campaign_.markets);
        read_named("reserve", campaign_.reserves);
        read_named("retaliation", campaign_.retaliations);
        check_mechanisms(campaign_);
    }

    void warn_if_late(std::int32_t start_week, SourceLocation const& location) {
        if (start_week >= campaign_.header.weeks) {
            campaign_.warnings.push_back(fmt::format(
                "{}: {}: starts in week {}, but the run ends before week {}",
                location.section, location.title, start_week,
                campaign_.header.weeks));
        }
    }

    void read_packages() {
        each_entry("package", [&](toml::table const& table,
                                  SourceLocation& location) {
            PackageSpec package;
            package.name = table["name"].value_or(std::string{});
            location.title = fmt::format("[package] '{}'", package.name);
            SectionReader read{table, file(), "package." + package.name,
                               location};
            read.required(entry_name_key, package.name);
            check_name(package.name, location);
            list_keys(read, package);
            read.finish();
            check_members(package.measures, names_of(campaign_.measures),
                          "measures", "measure", location);
            if (package.families != Names{"all"}) {
                check_members(package.families, names_of(campaign_.families),
                              "families", "family", location);
            }
            if (package.reserves != Names{"all"}) {
                check_members(package.reserves, names_of(campaign_.reserves),
                              "reserves", "reserve", location);
            }
            check_sides(package, location);
            package.location = location;
            check_leaders(package, campaign_.measures);
            campaign_.packages.push_back(package);
            return package.name;
        });
        // The base of every comparison comes first (model D5).
        auto& packages = campaign_.packages;
        auto const none =
            std::find_if(packages.begin(), packages.end(),
                         [](PackageSpec const& p) { return p.name == "none"; });
        if (none == packages.end()) {
            PackageSpec empty;
            empty.name = "none";
            empty.description = "no measures";
            packages.insert(packages.begin(), empty);
        } else {
            std::rotate(packages.begin(), none, none + 1);
        }
        leave_countries_out(campaign_.packages);
        warn_of_unused_measures(campaign_);
    }

    void read_metrics() {
        auto& metrics = campaign_.metrics;
        auto const weeks = campaign_.header.weeks;
        for (auto const horizon : usual_horizons) {
            if (horizon < weeks) {
                metrics.horizons.push_back(horizon);
            }
        }
        metrics.horizons.push_back(weeks);
        metrics.losses = loss_names();
        read_section("metrics", metrics);

        check_horizons(metrics, weeks, campaign_.warnings);
    }

    toml::table const& tree_;
    Campaign campaign_;
};
}  // namespace

Campaign parse_campaign(std::string const& text,
                        std::string const& path,
                        std::vector<std::string> const& overrides) {
    toml::table tree;
    try {
        tree = toml::parse(text, path);
    } catch (toml::parse_error const& error) {
        auto const line = error.source().begin.line;
        throw InputError(
            fmt::format("{}:{}: {} ({})", path, line, error.description(),
                        likely_cause(text, line, error.description())));
    }
    apply_overrides(tree, overrides);
    return CampaignReader{tree, path}();
}

Campaign load_campaign(std::string const& path,
                       std::vector<std::string> const& overrides) {
    return parse_campaign(read_file(path), path, overrides);
}
}  // namespace chokepoint
