/// \file measure_traits.hpp
/// What kind of instrument a measure is, by the table of measure types.
#pragma once

#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// Acts through the control filter on links that it selects (model B4).
bool filters_trade(MeasureType type);

/// Acts on knowledge, capital or people of nodes, on no goods (B4.4).
bool influences(MeasureType type);

/// Its target is a set of nodes.
bool selects_nodes(MeasureType type);

/// The importing side acts: its imports are in scope.
bool at_importer(MeasureType type);

/// Holds in a package from the first week to the last.
bool is_standing(MeasureType type);

/// Is a decision that starts slots, and so can be lifted or followed.
bool has_slots(MeasureType type);

/// May a country answer the measures of others with it?
bool can_retaliate(MeasureType type);

/// Somebody is meant to follow the senders: allies, or third countries that
/// its rules reach.
bool has_followers(MeasureSpec const& measure);

/// Share of it that the senders carry out, 0-1 (model B4.6): `compliance` is
/// that of the followers, so only where there are none is it the senders'.
double senders_compliance(MeasureSpec const& measure);

/// Row of the compliance tables that tells how allies follow the measure.
ComplianceKind compliance_kind(MeasureSpec const& measure);
}  // namespace chokepoint
