/// \file measure_checks.cpp
/// What must hold between measures, and the packages that follow from one.
#include "host/campaign/spec/measure_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/spec/campaign_checks.hpp"
#include "host/campaign/spec/measure_traits.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
MeasureSpec const& find_measure(std::vector<MeasureSpec> const& measures,
                                std::string const& name,
                                MeasureSpec const& by,
                                char const* key) {
    Names names;
    for (auto const& m : measures) {
        if (m.name == name) {
            if (!has_slots(m.type)) {
                by.location.fail(
                    key,
                    fmt::format(
                        "'{}' has type {}, which does not end (needed: "
                        "a control)",
                        name,
                        measure_names()[static_cast<std::size_t>(m.type)]));
            }
            return m;
        }
        names.push_back(m.name);
    }
    by.location.fail(
        key,
        fmt::format("no measure is named '{}' (this campaign has: "
                    "{}{})",
                    name, fmt::join(names, ", "), nearest_hint(name, names)));
}

void check_circle(std::vector<MeasureSpec> const& measures,
                  MeasureSpec const& start) {
    auto const* next = &start;
    for (std::size_t step = 0; !next->exit.follows.empty(); ++step) {
        next = &find_measure(measures, next->exit.follows, *next, "follows");
        if (next == &start || step > measures.size()) {
            start.location.fail("follows",
                                "measures follow each other in a circle (one "
                                "must end by itself)");
        }
    }
}
}  // namespace

void check_measures(std::vector<MeasureSpec> const& measures) {
    for (auto const& m : measures) {
        check_circle(measures, m);
        for (auto const& name : m.lifted()) {
            find_measure(measures, name, m, "lifts");
        }
        if (m.type == MeasureType::relief && m.lifted().empty()) {
            m.location.fail("lifts",
                            "names no measure (needed: one or more that "
                            "packages with this relief contain)");
        }
        if (m.type == MeasureType::financial_sanction &&
            m.target.countries.empty() && m.target.firms.empty()) {
            m.location.fail("",
                            "names no target (needed: `countries`, `firms` or "
                            "both)");
        }
        auto const& allied = m.allied;
        if (allied.firm_obedience && allied.allies.empty()) {
            m.location.fail("firm_obedience",
                            "there are no allies whose firms could obey "
                            "(needed: `allies`)");
        }
        if (allied.members_needed > 0 && allied.allies.empty()) {
            m.location.fail("members_needed",
                            "there are no allies that could agree (needed: "
                            "`allies`)");
        }
    }
}

void check_leaders(PackageSpec const& package,
                   std::vector<MeasureSpec> const& measures) {
    auto const& has = package.measures;
    for (auto const& m : measures) {
        auto const& leader = m.exit.follows;
        if (!leader.empty() && std::count(has.begin(), has.end(), m.name) &&
            !std::count(has.begin(), has.end(), leader)) {
            package.location.fail("measures",
                                  fmt::format("'{}' follows '{}', which this "
                                              "package lacks",
                                              m.name, leader));
        }
    }
}

void leave_countries_out(std::vector<PackageSpec>& packages) {
    std::vector<PackageSpec> reduced;
    for (auto const& package : packages) {
        for (auto const& country : package.leave_one_out) {
            if (country.find_first_of(":!") != country.npos) {
                package.location.fail(
                    "leave_one_out",
                    fmt::format("'{}' is no country (needed: names of "
                                "countries, one by one)",
                                country));
            }
            auto copy = package;
            copy.name = package.name + "-without-" + country;
            copy.description =
                fmt::format("{} without {}", package.name, country);
            copy.leave_one_out.clear();
            copy.without = country;
            auto const taken = [&](PackageSpec const& other) {
                return other.name == copy.name;
            };
            if (std::any_of(packages.begin(), packages.end(), taken) ||
                std::any_of(reduced.begin(), reduced.end(), taken)) {
                package.location.fail(
                    "leave_one_out",
                    fmt::format("the package '{}' exists already", copy.name));
            }
            reduced.push_back(copy);
        }
    }
    packages.insert(packages.end(), reduced.begin(), reduced.end());
}
}  // namespace chokepoint
