#include "host/campaign/spec/family_types.hpp"

namespace chokepoint {
namespace {
using Type = FamilyType;

constexpr std::array<FamilyTypeRow, family_types> table{{
    {Type::natural_hazard, "natural_hazard",
     "a country: neighbouring nodes of it are hit"},
    {Type::plant_accident, "plant_accident", "a node"},
    {Type::cyber_outage, "cyber_outage",
     "a node, or with `unit = \"firm\"` all nodes of a firm"},
    {Type::logistic, "logistic", "a route"},
    {Type::demand_surge, "demand_surge", "a product"},
    {Type::export_ban, "export_ban", "exporter × importer × product"},
    {Type::licence, "licence", "exporter × importer × product"},
    {Type::entity_list, "entity_list", "exporter × importer"},
    {Type::import_ban, "import_ban", "exporter × importer × product"},
    {Type::tariff, "tariff",
     "exporter × importer: volume falls to (1+τ)^−σ, σ = the product's "
     "`tariff_elasticity`"},
    {Type::blockade, "blockade",
     "the region `countries` (required), when the regime enters conflict; the "
     "other selectors narrow the damage"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < family_types; ++i) {
        if (static_cast<std::size_t>(table[i].type) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order() && table.back().type == Type::blockade,
              "a row for each type, in the order of the enumeration");
}  // namespace

std::array<FamilyTypeRow, family_types> const& family_type_table() {
    return table;
}
}  // namespace chokepoint
