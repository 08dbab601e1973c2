/// \file actors.hpp
/// Who carries a measure out: the senders, each ally, each third country.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/campaign/model/model_builder.hpp"
#include "host/campaign/spec/campaign.hpp"

namespace chokepoint {
/// One country, or the senders together. An actor has slots of its own.
struct Actor {
    std::uint32_t country = none;  ///< `none`: the senders together
    Mask members;                  ///< [countries] whose trade is in scope
    std::string tag;               ///< added to names of slots, ":JPN"
    std::string label;             ///< in the measure mask, "USA+JPN"
    bool third = false;            ///< reached, not asked (M22)
    /// How it follows the senders; empty: it is one of them.
    std::optional<ComplianceRow> follows;
};

/// The actors of one measure.
struct Actors {
    Mask senders;  ///< [countries]
    Mask allies;   ///< [countries] without the senders
    std::vector<Actor> of;
};

/// Senders first, then allies in table order. A sender that some package
/// leaves out is an actor of its own.
/// \throw InputError unknown names; more members needed than there are
Actors actors_of(ModelBuilder const& b, MeasureSpec const& measure);

/// A country that exports goods with content of the senders.
Actor third_country_actor(ModelBuilder const& b,
                          MeasureSpec const& measure,
                          std::uint32_t country);
}  // namespace chokepoint
