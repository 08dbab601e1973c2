/// \file measure_writer.hpp
/// Adds the slots of one measure, and how packages start them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "host/campaign/measures/actors.hpp"
#include "host/campaign/measures/compiled_measure.hpp"

namespace chokepoint {
/// Level of a slot that takes nothing away: nobody answers it, and tension
/// stays (model B4.5).
inline constexpr double no_bite = 1;

/// Gives each slot of a measure its exit and its draws (coverage, compliance,
/// lag), in an activation that names who carries it out. Equal purposes of one
/// measure share an address of luck.
class MeasureWriter {
  public:
    /// \param b,m  must stay alive; slots go into `b` as they are added
    MeasureWriter(ModelBuilder& b, MeasureSpec const& m);

    /// strict, times coverage and compliance where they are plain numbers:
    /// what of a bite is left before anything is drawn (model B4.6).
    /// \param actor  allies whose compliance is drawn count with 1
    /// \param firm   that decides alone (M58), or `none`
    double firmness(Actor const& actor, std::uint32_t firm = none) const;
    /// \return 1 - firmness (1 - allowed)
    double pass(Actor const& actor,
                double allowed,
                std::uint32_t firm = none) const {
        return 1 - firmness(actor, firm) * (1 - allowed);
    }

    /// A slot of an actor, and the activation that starts it.
    /// \param senders  countries that act through it
    /// \param firm     that decides alone, or `none`
    /// \return its index
    std::uint32_t add(Actor const& actor,
                      Slot slot,
                      Rows const& links,
                      double level,
                      Rows const& senders,
                      std::uint32_t firm = none);

    /// Another activation of the slot added last, `weeks` later.
    void again(std::int32_t weeks, double level, double tension_jump);

    /// Tension of the last activation, in place of the measure's.
    void set_last_jump(double tension_jump) {
        result_.parts.back().activation.tension_jump =
            static_cast<float>(tension_jump);
    }

    /// Scale what the last activation takes away, where its level cannot say
    /// it (licences).
    void scale_last(double share);

    bool empty() const { return result_.parts.empty(); }

    /// What was added, with the members that must agree.
    CompiledMeasure finish(Actors const& actors);

    std::uint32_t first_slot() const { return first_slot_; }

  private:
    bool draws_compliance(Actor const& actor, bool alone) const;
    bool is_lifted() const;
    void set_exit(Slot& slot, Actor const& actor, Rows const& senders) const;
    void set_draws(Activation& a, Actor const& actor, std::uint32_t firm);
    std::uint32_t compliance_table(Actor const& actor);
    std::uint32_t address(std::string const& name);

    ModelBuilder& b_;
    MeasureSpec const& m_;
    CompiledMeasure result_;
    std::map<std::string, std::uint32_t> address_;
    std::uint32_t first_slot_ = none;
};
}  // namespace chokepoint
