/// \file compliance_presets.cpp
/// JPN encodes Table 1 of Y. Gui (2022), China International Strategy Review
/// 4, as mean and spread of a Beta distribution (model A6). The others are
/// judgement, marked [J] there: plausible starting points to be overridden.
#include "host/campaign/spec/compliance_presets.hpp"

#include <fmt/format.h>

#include <map>

#include "host/network/input_error.hpp"
#include "host/network/table_names.hpp"

namespace chokepoint {
namespace {
using Table = ComplianceTable;

/// Rows: FDI review, export control, entity list, import restriction,
/// personnel, supply-chain coalition, technology coalition.
std::map<std::string, Table> const& tables() {
    static std::map<std::string, Table> const known{
        {"JPN", Table{{{18, 2, 26, 1},
                       {3, 7, 104, 1},
                       {19, 1, 4, 1},
                       {8, 2, 26, 0.3},
                       {6, 4, 104, 1},
                       {6, 4, 78, 1},
                       {6, 4, 78, 1}}}},
        {"KOR", Table{{{6, 4, 52, 1},
                       {2, 8, 130, 1},
                       {9, 1, 8, 1},
                       {3, 7, 52, 0.3},
                       {4, 6, 104, 1},
                       {5, 5, 104, 1},
                       {5, 5, 104, 1}}}},
        {"TWN", Table{{{8, 2, 26, 1},
                       {7, 3, 26, 1},
                       {19, 1, 2, 1},
                       {7, 3, 26, 0.5},
                       {8, 2, 52, 1},
                       {6, 4, 78, 1},
                       {6, 4, 78, 1}}}},
        {"NLD", Table{{{7, 3, 52, 1},
                       {5, 5, 78, 1},
                       {9, 1, 8, 1},
                       {4, 6, 52, 0.5},
                       {5, 5, 104, 1},
                       {5, 5, 104, 1},
                       {6, 4, 104, 1}}}},
        {"DEU", Table{{{7, 3, 52, 1},
                       {2, 8, 130, 1},
                       {8, 2, 8, 1},
                       {4, 6, 104, 0.3},
                       {3, 7, 104, 1},
                       {4, 6, 104, 1},
                       {5, 5, 104, 1}}}},
        {"GBR", Table{{{9, 1, 26, 1},
                       {6, 4, 52, 1},
                       {9, 1, 4, 1},
                       {8, 2, 52, 1},
                       {7, 3, 52, 1},
                       {6, 4, 78, 1},
                       {7, 3, 52, 1}}}},
        {"AUS", Table{{{9, 1, 26, 1},
                       {7, 3, 52, 1},
                       {9, 1, 8, 1},
                       {9, 1, 13, 1},
                       {7, 3, 52, 1},
                       {7, 3, 52, 1},
                       {7, 3, 52, 1}}}},
        {"CAN", Table{{{8, 2, 39, 1},
                       {6, 4, 52, 1},
                       {9, 1, 8, 1},
                       {6, 4, 78, 1},
                       {6, 4, 78, 1},
                       {6, 4, 78, 1},
                       {6, 4, 78, 1}}}},
        {"IND", Table{{{7, 3, 26, 1},
                       {2, 8, 130, 1},
                       {4, 6, 26, 1},
                       {6, 4, 26, 1},
                       {2, 8, 130, 1},
                       {4, 6, 104, 1},
                       {4, 6, 104, 1}}}},
        {"ISR", Table{{{6, 4, 52, 1},
                       {4, 6, 78, 1},
                       {9, 1, 8, 1},
                       {3, 7, 78, 0.5},
                       {4, 6, 104, 1},
                       {4, 6, 104, 1},
                       {6, 4, 78, 1}}}}};
    return known;
}
}  // namespace

std::vector<std::string> const& compliance_presets() {
    static std::vector<std::string> const names = [] {
        std::vector<std::string> list;
        for (auto const& entry : tables()) {
            list.push_back(entry.first);
        }
        return list;
    }();
    return names;
}

ComplianceTable compliance_of(std::string const& country) {
    auto const found = tables().find(country);
    return found == tables().end() ? ComplianceTable{} : found->second;
}

ComplianceTable built_in_compliance(std::string const& country,
                                    SourceLocation const& location) {
    if (tables().count(country) == 0) {
        location.fail(
            "like", fmt::format("'{}' has no built-in table (one of: {}{})",
                                country, fmt::join(compliance_presets(), ", "),
                                nearest_hint(country, compliance_presets())));
    }
    return compliance_of(country);
}
}  // namespace chokepoint
