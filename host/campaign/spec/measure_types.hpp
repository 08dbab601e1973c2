/// \file measure_types.hpp
/// The table of measure types: all that is known of a type without a
/// campaign. Names, traits, defaults and the reference come from it.
#pragma once

#include <array>

#include "host/campaign/spec/campaign.hpp"
#include "host/campaign/spec/grade.hpp"

namespace chokepoint {
/// On what an instrument works.
enum class MeasureField {
    trade,      ///< through the control filter on links (model B4)
    influence,  ///< knowledge, capital or people of nodes, no goods (B4.4)
    other
};

/// Which keys name its target.
enum class MeasureTarget { trade, nodes, own };

/// Which side of a trade acts: the exports, or the imports, of that side are
/// in scope.
enum class ActingSide { exporter, importer };

/// How long an instrument acts.
enum class MeasureTerm {
    start_to_end,  ///< a decision that starts slots: can be lifted, followed
    start_only,
    standing  ///< in its package from the first week to the last
};

/// Whether a retaliation may use it.
enum class Answer { possible, impossible };

/// What an instrument is, and what its keys are by default.
struct MeasureTypeRow {
    MeasureType type;
    char const* name;  ///< in the campaign file
    MeasureField field;
    MeasureTarget target;
    ActingSide side;
    MeasureTerm term;
    Answer answer;  ///< may it be on the menu of a [[retaliation]]?
    /// How allies and third countries follow it; `export_control` turns into
    /// `entity_list` where `firms` are given.
    ComplianceKind compliance;
    double tension_jump;         ///< default, -8 to 8 (model C3)
    char const* effect;          ///< what it does, for the reference
    Grade grade = Grade::none;   ///< of the defaults that are its own
    InfluenceEffects effects{};  ///< defaults at full bite (model B4.4)
    char const* source = "";     ///< of the effects, or their range
};

inline constexpr std::size_t measure_types = 24;

/// In the order of the enumeration.
std::array<MeasureTypeRow, measure_types> const& measure_type_table();

/// \return the row of a type
MeasureTypeRow const& row_of(MeasureType type);
}  // namespace chokepoint
