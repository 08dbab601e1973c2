/// \file trade_controls.cpp
/// Controls on trade (model B4.1): one slot or two for each actor.
#include "host/campaign/measures/trade_controls.hpp"

#include <algorithm>
#include <map>

#include "host/campaign/measures/scope.hpp"
#include "host/campaign/model/control_slots.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
/// Steps in which vendors are phased out.
constexpr int exclusion_steps = 8;

/// All applications are granted at once and used in full.
bool stops_nothing(LicenceTerms const& terms) {
    double const surely = 1 - 1e-9;  // `cumulative` is that exact
    return terms.utilisation >= 1 && terms.approval_small >= 1 &&
           terms.approval_large >= 1 &&
           terms.wait_weeks.cumulative(0) >= surely;
}

class ControlWriter {
  public:
    ControlWriter(ModelBuilder& b,
                  MeasureSpec const& m,
                  Actors const& actors,
                  MeasureWriter& writer)
        : b_{b},
          m_{m},
          actors_{actors},
          writer_{writer},
          scope_{b, m, actors} {}

    void operator()() {
        for (auto const& actor : actors_.of) {
            write_party(actor, scope_.links(actor));
        }
        if (m_.type == MeasureType::export_control) {
            for (auto const& [actor, links] : scope_.third_countries()) {
                write_party(actor, links);
            }
        }
    }

  private:
    void write_party(Actor const& actor, Rows const& links) {
        Rows together;
        for (auto const& [firm, scope] : by_decision(actor, links)) {
            if (firm == none) {
                together = scope;
            } else {
                write(actor, scope, firm);
            }
        }
        write(actor, together, none);
        if (chills()) {
            auto const chilled = scope_.chilled(actor, links);
            if (!chilled.empty() && !links.empty()) {
                // Nobody shies away from a measure that does not bite.
                add(actor, friction_slot(), chilled,
                    1 - writer_.firmness(actor, none) * m_.chill, none);
            }
        }
    }

    /// Links by the firm that decides alone (M58), `none`: with its country.
    /// The firm is that of the country's own node, whichever way goods go.
    std::map<std::uint32_t, Rows> by_decision(Actor const& actor,
                                              Rows const& links) const {
        std::map<std::uint32_t, Rows> by;
        for (auto const l : links) {
            auto const& link = b_.network.links[l];
            auto firm = none;
            if (actor.follows && m_.allied.firm_obedience) {
                if (actor.members[b_.select.exporter(link)]) {
                    firm = b_.network.whole_firm(
                        b_.network.nodes[link.supplier].firm);
                } else if (!link.to_final_demand) {
                    firm = b_.network.whole_firm(
                        b_.network.nodes[link.buyer].firm);
                }
            }
            by[firm].push_back(l);
        }
        return by;
    }

    /// Peers of what is listed by name lose a share too (M54).
    bool chills() const {
        return m_.chill > 0 && (m_.type == MeasureType::financial_sanction ||
                                (m_.type == MeasureType::entity_list &&
                                 !m_.target.firms.empty()));
    }

    void write(Actor const& actor, Rows const& links, std::uint32_t firm) {
        if (links.empty()) {
            return;
        }
        switch (m_.type) {
            case MeasureType::tariff:
                for (auto const& [elasticity, scope] :
                     by_elasticity(b_.network, links)) {
                    add(actor,
                        tariff_slot({m_.rate}, elasticity,
                                    writer_.firmness(actor, firm)),
                        scope, 0, firm);
                }
                return;
            case MeasureType::entity_list:
                if (m_.target.firms.empty()) {
                    // Model B4.1: some of the trade is with listed
                    // importers, nobody knows with whom.
                    return add(actor,
                               listing_slot(writer_.firmness(actor, firm),
                                            m_.chill, m_.leakage),
                               links, m_.listed_share, firm);
                }
                return ban(actor, links, 0, firm);
            case MeasureType::licence: {
                if (stops_nothing(m_.licence)) {
                    // A stop has no level: a quota of all says it.
                    return ban(actor, links, no_bite, firm);
                }
                auto slot = b_.licence_slot(m_.licence);
                set_leakage(slot, m_.leakage);
                add(actor, slot, links, 0, firm);
                return writer_.scale_last(writer_.firmness(actor, firm));
            }
            case MeasureType::quota:
                return ban(actor, links, m_.quota, firm);
            case MeasureType::vendor_exclusion:
                return phase_out(actor, links, firm);
            default:
                return ban(actor, links, 0, firm);
        }
    }

    void ban(Actor const& actor,
             Rows const& links,
             double allowed,
             std::uint32_t firm) {
        add(actor, quantity_slot(m_.leakage), links,
            writer_.pass(actor, allowed, firm), firm);
    }

    /// The allowed share falls in equal steps; tension rises with the first,
    /// as if all of it were there: the decision is what counts.
    void phase_out(Actor const& actor, Rows const& links, std::uint32_t firm) {
        double const step = 1.0 / exclusion_steps;
        bool const decides = writer_.first_slot() == none;
        auto const jump = decides ? m_.tension_jump / step : 0;
        add(actor, quantity_slot(m_.leakage), links,
            writer_.pass(actor, 1 - step, firm), firm);
        writer_.set_last_jump(jump);
        auto const weeks = m_.of<VendorExclusionTerms>().exclusion_weeks;
        for (int k = 1; k < exclusion_steps; ++k) {
            writer_.again(
                weeks * k / exclusion_steps - weeks * (k - 1) / exclusion_steps,
                writer_.pass(actor, 1 - step * (k + 1), firm), 0);
        }
    }

    void add(Actor const& actor,
             Slot const& slot,
             Rows const& links,
             double level,
             std::uint32_t firm) {
        writer_.add(actor, slot, links, level, acting(actor, links), firm);
    }

    /// Who acts: an actor alone, or those of the senders whose trade it is.
    Rows acting(Actor const& actor, Rows const& links) const {
        if (actor.country != none) {
            return {actor.country};
        }
        if (!m_.senders.empty() || m_.type == MeasureType::financial_sanction) {
            return rows_of(actors_.senders);
        }
        Mask acts(b_.network.countries.size());
        for (auto const l : links) {
            auto const& link = b_.network.links[l];
            acts[at_importer(m_.type) ? b_.select.importer(link)
                                      : b_.select.exporter(link)] = 1;
        }
        return rows_of(acts);
    }

    ModelBuilder& b_;
    MeasureSpec const& m_;
    Actors const& actors_;
    MeasureWriter& writer_;
    MeasureScope scope_;
};
}  // namespace

void write_controls(ModelBuilder& b,
                    MeasureSpec const& m,
                    Actors const& actors,
                    MeasureWriter& writer) {
    ControlWriter{b, m, actors, writer}();
}
}  // namespace chokepoint
