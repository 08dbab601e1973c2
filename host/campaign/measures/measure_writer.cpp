#include "host/campaign/measures/measure_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/campaign/spec/type_names.hpp"

namespace chokepoint {
namespace {
bool is_number(Distribution const& d) {
    return d.kind == Distribution::Kind::constant;
}
}  // namespace

MeasureWriter::MeasureWriter(ModelBuilder& b, MeasureSpec const& m)
    : b_{b}, m_{m} {
    result_.members_needed = m.allied.members_needed;
}

bool MeasureWriter::draws_compliance(Actor const& actor, bool alone) const {
    return actor.follows && (alone || !m_.allied.compliance);
}

double MeasureWriter::firmness(Actor const& actor, std::uint32_t firm) const {
    double const covered = is_number(m_.coverage) ? m_.coverage.first : 1;
    // A follower without a number draws it (set_draws).
    double const complies = !actor.follows ? senders_compliance(m_)
                            : draws_compliance(actor, firm != none)
                                ? 1
                                : m_.allied.compliance.value_or(1);
    return covered * complies * m_.strictness;
}

/// One address a purpose: equal names share their draw.
std::uint32_t MeasureWriter::address(std::string const& name) {
    auto const known = address_.find(name);
    if (known != address_.end()) {
        return known->second;
    }
    return address_[name] = b_.slots.take_address(m_.name + name);
}

std::uint32_t MeasureWriter::compliance_table(Actor const& actor) {
    auto const& given = m_.allied.compliance;
    return b_.table(
        given ? Distribution::constant(*given)
              : Distribution::beta(actor.follows->alpha, actor.follows->beta),
        0, 1);
}

void MeasureWriter::set_draws(Activation& a,
                              Actor const& actor,
                              std::uint32_t firm) {
    bool const alone = firm != none;
    if (draws_compliance(actor, alone)) {
        a.comply_table = compliance_table(actor);
        a.comply_address = address(actor.tag + ":compliance");
    }
    if (alone) {
        a.obey_address =
            address(actor.tag + ":obedience:" + b_.network.firms[firm].id);
    }
    if (!is_number(m_.coverage)) {
        a.coverage_table = b_.table(m_.coverage, 0, 1);
        a.coverage_address = address(":coverage");
    }
    if (is_number(m_.implementation_weeks)) {
        auto const weeks =
            static_cast<std::int32_t>(m_.implementation_weeks.first + 0.5);
        a.start += weeks;
        a.end += a.end == forever ? 0 : weeks;
    } else {
        a.lag_table = b_.table(m_.implementation_weeks, 0, 5200);
        a.lag_address = address(":lag");
    }
}

/// Some relief ends the senders' part.
bool MeasureWriter::is_lifted() const {
    auto const& measures = b_.campaign.measures;
    return std::any_of(
        measures.begin(), measures.end(), [&](MeasureSpec const& relief) {
            auto const lifts = relief.lifted();
            return std::find(lifts.begin(), lifts.end(), m_.name) !=
                   lifts.end();
        });
}

void MeasureWriter::set_exit(Slot& slot,
                             Actor const& actor,
                             Rows const& senders) const {
    auto const& exit = m_.exit;
    bool const gives_up = exit.hazard > 0 || exit.loss_hazard > 0;
    if (first_slot_ != none && (gives_up || (actor.follows && is_lifted()))) {
        // One decision ends the senders' slots; an ally leaves later (M48).
        slot.leader = first_slot_;
        slot.exit_lag = actor.follows ? exit.follow_weeks : 0;
        return;
    }
    if (actor.follows) {
        return;
    }
    slot.exit_hazard = static_cast<float>(exit.hazard);
    slot.exit_loss = static_cast<float>(exit.loss_hazard);
    slot.exit_tolerance = static_cast<float>(exit.tolerance);
    if (exit.loss_hazard > 0 && senders.size() != 1) {
        m_.location.fail("exit_loss_hazard",
                         fmt::format("{} countries act (needed: one whose "
                                     "losses count, see `senders`)",
                                     senders.size()));
    }
}

std::uint32_t MeasureWriter::add(Actor const& actor,
                                 Slot slot,
                                 Rows const& links,
                                 double level,
                                 Rows const& senders,
                                 std::uint32_t firm) {
    slot.sender = senders.size() == 1 ? senders.front() : none;
    slot.visibility = static_cast<float>(
        m_.visibility * (actor.follows ? actor.follows->visibility : 1));
    set_exit(slot, actor, senders);
    auto const name = m_.name + actor.tag +
                      (firm == none ? "" : ":" + b_.network.firms[firm].id);
    auto const index = b_.slots.add(
        slot, name, measure_names()[static_cast<std::size_t>(m_.type)],
        actor.label, links, senders);
    if (first_slot_ == none) {
        first_slot_ = index;
    }

    Activation a{};
    a.slot = index;
    a.start = m_.start_week + (actor.follows ? actor.follows->lag_weeks : 0);
    a.end = m_.duration_weeks ? m_.start_week + *m_.duration_weeks : forever;
    a.level = static_cast<float>(level);
    // The decision is one: only its first slot raises tension.
    a.tension_jump =
        result_.parts.empty() ? static_cast<float>(m_.tension_jump) : 0;
    set_draws(a, actor, firm);
    result_.parts.push_back({a, actor.country, actor.follows.has_value()});
    return index;
}

void MeasureWriter::again(std::int32_t weeks,
                          double level,
                          double tension_jump) {
    auto part = result_.parts.back();
    part.activation.start += weeks;
    part.activation.level = static_cast<float>(level);
    part.activation.tension_jump = static_cast<float>(tension_jump);
    result_.parts.push_back(part);
}

void MeasureWriter::scale_last(double share) {
    scale_compliance(b_, result_.parts.back().activation, share);
}

CompiledMeasure MeasureWriter::finish(Actors const& actors) {
    if (result_.members_needed > 0) {
        for (auto const& actor : actors.of) {
            if (actor.follows) {
                result_.members.push_back({actor.country,
                                           compliance_table(actor),
                                           address(actor.tag + ":compliance")});
            }
        }
    }
    return std::move(result_);
}
}  // namespace chokepoint
