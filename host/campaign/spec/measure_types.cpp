#include "host/campaign/spec/measure_types.hpp"

namespace chokepoint {
namespace {
using Type = MeasureType;
using Field = MeasureField;
using Target = MeasureTarget;
using Term = MeasureTerm;
using Row = ComplianceKind;

constexpr ActingSide exports = ActingSide::exporter;
constexpr ActingSide imports = ActingSide::importer;
constexpr Answer menu = Answer::possible, no_menu = Answer::impossible;
constexpr Grade judged = Grade::judgement;

constexpr InfluenceEffects changes(double growth,
                                   double erosion,
                                   double ramp,
                                   double slack,
                                   double sender_erosion) {
    return {growth, erosion, ramp, slack, sender_erosion};
}

constexpr std::array<MeasureTypeRow, measure_types> table{{
    {Type::ban, "ban", Field::trade, Target::trade, exports, Term::start_to_end,
     menu, Row::export_control, 0.3, "q = 0"},
    {Type::quota, "quota", Field::trade, Target::trade, exports,
     Term::start_to_end, menu, Row::export_control, 0.3, "q = `quota`"},
    {Type::tariff, "tariff", Field::trade, Target::trade, imports,
     Term::start_to_end, menu, Row::import_restriction, 0.3,
     "q = (1 + `rate`)^−σ; the covered share pays the rate"},
    {Type::entity_list, "entity_list", Field::trade, Target::trade, exports,
     Term::start_to_end, menu, Row::entity_list, 0.05,
     "with `firms`: their imports stop, and `chill` of other imports of "
     "the same countries and products is lost. Without: `listed_share` "
     "of the trade is listed, `chill` falls on the rest"},
    {Type::import_ban, "import_ban", Field::trade, Target::trade, imports,
     Term::start_to_end, menu, Row::import_restriction, 0.3, "q = 0"},
    {Type::logistic, "logistic", Field::other, Target::own, exports,
     Term::start_to_end, no_menu, Row::export_control, 0,
     "routes pass a share of their flow"},
    {Type::licence, "licence", Field::trade, Target::trade, exports,
     Term::start_to_end, menu, Row::export_control, 0,
     "trade waits for licences, and passes as far as they are granted "
     "and used"},
    {Type::export_control, "export_control", Field::trade, Target::trade,
     exports, Term::start_to_end, menu, Row::export_control, 0.3,
     "q = 0; the reach keys bind third countries"},
    {Type::financial_sanction, "financial_sanction", Field::trade, Target::own,
     exports, Term::start_to_end, no_menu, Row::entity_list, 0.3,
     "all trade between the target (`countries`, `firms`) and the "
     "senders stops, both ways, and `chill` of other trade between the "
     "senders and the target's countries"},
    {Type::vendor_exclusion, "vendor_exclusion", Field::trade, Target::trade,
     imports, Term::start_to_end, no_menu, Row::import_restriction, 0.3,
     "`firms` are the vendors: imports of final demand, and of buyers at "
     "the stages `operators`, are phased out in 8 steps over "
     "`exclusion_weeks`"},
    {Type::deemed_export, "deemed_export", Field::influence, Target::nodes,
     exports, Term::start_to_end, no_menu, Row::personnel, 0.1,
     "the target grows less, the sender loses standing", judged,
     changes(-0.2, 0, 0, 0, 0.2), "10–30 %"},
    {Type::inbound_investment, "inbound_investment", Field::influence,
     Target::nodes, exports, Term::start_to_end, no_menu, Row::fdi_review, 0.1,
     "qualification takes longer", judged, changes(0, 0, 0.2, 0, 0)},
    {Type::outbound_investment, "outbound_investment", Field::influence,
     Target::nodes, exports, Term::start_to_end, no_menu, Row::fdi_review, 0.1,
     "the target grows less", judged, changes(-0.2, 0, 0, 0, 0)},
    {Type::judicial, "judicial", Field::influence, Target::nodes, exports,
     Term::start_to_end, no_menu, Row::personnel, 0.1,
     "the target grows less, the sender loses standing", judged,
     changes(-0.1, 0, 0, 0, 0.2)},
    {Type::innovation, "innovation", Field::influence, Target::nodes, exports,
     Term::start_to_end, no_menu, Row::technology_coalition, 0,
     "the selected work together; `allies` gain at home", judged,
     changes(0.2, -0.2, -0.2, 0, 0), "0.1–0.4"},
    {Type::intra_firm_decoupling, "intra_firm_decoupling", Field::influence,
     Target::nodes, exports, Term::start_to_end, no_menu, Row::supply_coalition,
     0, "less spare capacity and re-sourcing", judged,
     changes(0, 0, 0, -0.5, 0)},
    {Type::subsidy, "subsidy", Field::other, Target::nodes, exports,
     Term::start_only, no_menu, Row::export_control, 0,
     "`capacity` is added `build_weeks` after the start"},
    {Type::relocation, "relocation", Field::other, Target::own, exports,
     Term::start_to_end, no_menu, Row::export_control, 0,
     "`rate` of the origin's capacity moves, in dollars of sales as much "
     "as it leaves"},
    {Type::preclusive_buying, "preclusive_buying", Field::other, Target::own,
     exports, Term::start_to_end, no_menu, Row::export_control, 0.1,
     "`senders` (one) buys `products` of `exporters`; meanwhile its "
     "products `crowded_out` lose capacity",
     judged},
    {Type::engagement, "engagement", Field::other, Target::own, exports,
     Term::standing, no_menu, Row::export_control, 0,
     "third countries become alternates of the importers. Their links "
     "are shut in packages without it, which the measure mask shows as "
     "`not engaged`"},
    {Type::prequalification, "prequalification", Field::other, Target::own,
     exports, Term::standing, no_menu, Row::export_control, 0,
     "alternates are qualified before week 0"},
    {Type::local_for_local, "local_for_local", Field::other, Target::own,
     exports, Term::start_to_end, no_menu, Row::export_control, 0,
     "`share` of imports into the region is given up; alternates inside "
     "are ready and stay so"},
    {Type::blocking_statute, "blocking_statute", Field::other, Target::own,
     exports, Term::standing, no_menu, Row::export_control, 0,
     "compliance of the countries with measures of others falls"},
    {Type::relief, "relief", Field::other, Target::own, exports,
     Term::start_only, no_menu, Row::export_control, -0.3,
     "ends the senders' part of the measures in `start_week`; allies "
     "follow after `follow_exit_weeks` of the measure"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < measure_types; ++i) {
        if (static_cast<std::size_t>(table[i].type) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order() && table.back().type == Type::relief,
              "a row for each type, in the order of the enumeration");
}  // namespace

std::array<MeasureTypeRow, measure_types> const& measure_type_table() {
    return table;
}

MeasureTypeRow const& row_of(MeasureType type) {
    return table[static_cast<std::size_t>(type)];
}
}  // namespace chokepoint
