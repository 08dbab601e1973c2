/// \file trade_scope.hpp
/// How much trade stands behind a set of measure slots.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/campaign/selection/selection.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// Links and their baseline value.
struct TradeScope {
    Rows links;              ///< table rows, each once
    std::size_t latent = 0;  ///< of them, without trade today
    double flow = 0;         ///< million USD/week
    Rows exporters, importers, products;
    /// Share of what the importers import, from whomever, of these products;
    /// and of what the exporters export of them, to whomever.
    double import_share = 0, export_share = 0;
};

/// Finds the links of slots in a compiled study.
class ScopeFinder {
  public:
    /// \param study  its network must stay alive
    explicit ScopeFinder(Study const& study);

    Rows const& links(std::uint32_t slot) const { return links_[slot]; }
    /// All links that some of the slots control.
    TradeScope scope(Rows const& slots) const;
    /// The same of a list of links, in any order.
    TradeScope scope_of(Rows const& links) const;
    /// Baseline trade that crosses a border, million USD/week.
    double trade() const { return trade_; }

  private:
    bool crosses(Link const& link) const {
        return select_.exporter(link) != select_.importer(link);
    }

    SupplyNetwork const& network_;
    Selection select_;
    std::vector<Rows> links_;  ///< [slots]
    double trade_ = 0;
};

/// Slots of a measure: called as it is, or NAME:PARTY, NAME:PARTY:FIRM.
/// Families and events of the same name are told apart.
Rows slots_of(Study const& study, std::string const& measure);
/// PARTY of such a slot; empty: the senders together.
std::string party_of(std::string const& slot);
}  // namespace chokepoint
