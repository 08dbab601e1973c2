#include "tests/support/reference/reference_reactions.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace chokepoint::test {
namespace {
/// u of C5: a multiple of 2^-24, never 0 or 1.
double uniform_of(std::uint32_t word) {
    return (static_cast<double>(word >> 9) + 0.5) * 0x1p-23;
}

/// Fire, choice, lag, duration: the four words of one Philox call at stream
/// RET + pair, draw 8 week (model B6.3, C5).
std::array<std::uint32_t, 4> luck_of(Reactions const& r,
                                     std::size_t pair,
                                     int week) {
    std::uint32_t constexpr retaliation = 32u << 24;
    auto const address = static_cast<std::uint32_t>(pair + 1);
    philox4x32_ctr_t const counter{
        {static_cast<std::uint32_t>(r.scenario),
         static_cast<std::uint32_t>(r.scenario >> 32), retaliation | address,
         8 * static_cast<std::uint32_t>(week)}};
    philox4x32_key_t const key{{static_cast<std::uint32_t>(r.seed),
                                static_cast<std::uint32_t>(r.seed >> 32)}};
    auto const words = philox4x32(counter, key);
    return {words.v[0], words.v[1], words.v[2], words.v[3]};
}

double tension_within(double t) {
    return std::min(5.0, std::max(-3.0, t));
}

/// Remembers how close the closest decision was to the other outcome.
void note(ReferenceWeek& w, double margin) {
    w.margin = std::min(w.margin, margin);
}

/// A whole number of weeks; one rounding step of 40 weeks is some 2^-18.
int draw_weeks(EvenWeeks const& weeks, std::uint32_t word, ReferenceWeek& w) {
    double const drawn = weeks.least + (weeks.most - weeks.least) *
                                           static_cast<double>(word) * 0x1p-32;
    if (weeks.least < weeks.most) {
        note(w, std::fabs(drawn - std::floor(drawn) - 0.5) / 40);
    }
    return static_cast<int>(std::floor(drawn + 0.5));
}

/// Rows of a menu lie side by side on [0, 1), each as wide as its weight.
/// \return the one that u falls on; the menu's size if nothing weighs
std::size_t choose(std::vector<Answer> const& menu,
                   double u,
                   Flaws const& flaws,
                   ReferenceWeek& w) {
    auto const weight = [&](Answer const& answer) {
        return flaws.weights_ignored ? 1 : answer.weight;
    };
    double total = 0;
    for (auto const& answer : menu) {
        total += weight(answer);
    }
    std::size_t chosen = menu.size();
    double begins = 0;
    for (std::size_t k = 0; k < menu.size(); ++k) {
        if (weight(menu[k]) > 0 && u >= begins) {
            chosen = k;
        }
        begins += weight(menu[k]) / total;
        if (begins < 1 - 1e-12) {
            note(w, std::fabs(u - begins));
        }
    }
    return chosen;
}
}  // namespace

ReactionBook::ReactionBook(Shocks const& shocks, Flaws const& flaws)
    : shocks_{shocks}, flaws_{flaws}, memory_(shocks.reactions.pairs.size()) {}

void ReactionBook::act(int week, ReferenceWeek& w) {
    jump_ = 0;
    w.margin = 1;
    for (std::size_t m = 0; m < shocks_.measures.size(); ++m) {
        auto const& measure = shocks_.measures[m];
        if (measure.start == week && measure.end > week) {
            jump_ += measure.tension_jump *
                     begin(m, measure.pass, measure.end, 0, week, w);
        }
    }
    for (std::size_t p = 0; p < memory_.size(); ++p) {
        consider(p, week, w);
        auto const now = memory_[p];
        if (now.start == week) {
            auto const& answer = shocks_.reactions.pairs[p].menu[now.answer];
            for (auto m : answer.measures) {
                begin(m, answer.pass, now.end, now.depth, week, w);
            }
        }
    }
}

double ReactionBook::begin(std::size_t measure,
                           double pass,
                           int end,
                           int depth,
                           int week,
                           ReferenceWeek& w) {
    auto& term = w.term[measure];
    bool const active = term.end > week;
    term.pass = active ? std::min(term.pass, pass) : pass;
    term.end = active ? std::max(term.end, end) : end;
    double const bite = 1 - pass;
    bool const arms = bite > 0 || flaws_.arms_without_bite;
    for (std::size_t p = 0; arms && p < memory_.size(); ++p) {
        auto const& stakes = shocks_.reactions.pairs[p].stakes;
        bool const hurt =
            std::any_of(stakes.begin(), stakes.end(),
                        [&](auto const& s) { return s.measure == measure; });
        if (hurt) {
            auto& memory = memory_[p];
            memory.armed = std::max(memory.armed, depth + 1);
            memory.seen =
                std::max(memory.seen, shocks_.measures[measure].visibility);
        }
    }
    return bite;
}

void ReactionBook::consider(std::size_t pair, int week, ReferenceWeek& w) {
    auto const& reaction = shocks_.reactions.pairs[pair];
    auto& memory = memory_[pair];
    int const gap = flaws_.answers_without_gap ? 0 : 26;
    if (memory.armed == 0 || week - memory.fired < gap) {
        return;
    }
    auto const luck = luck_of(shocks_.reactions, pair, week);
    double const h = hazard(pair, w), u = uniform_of(luck[0]);
    note(w, std::fabs(u - h));
    if (u >= h) {
        return;
    }
    int const depth = memory.armed;
    if (!flaws_.stays_armed) {
        memory.armed = 0;
        memory.seen = 0;
    }
    auto const answer = choose(reaction.menu, uniform_of(luck[1]), flaws_, w);
    if (answer == reaction.menu.size()) {
        return;
    }
    memory.fired = week;
    memory.answer = answer;
    memory.depth = depth;
    memory.start = week + draw_weeks(reaction.lag, luck[2], w);
    memory.end =
        memory.start + std::max(1, draw_weeks(reaction.duration, luck[3], w));
    ++w.retaliations;
    w.longest_chain = std::max(w.longest_chain, depth);
    double const bite =
        flaws_.jump_without_bite ? 1 : 1 - reaction.menu[answer].pass;
    jump_ += reaction.tension_jump * bite;
}

double ReactionBook::hazard(std::size_t pair, ReferenceWeek const& w) const {
    auto const& r = shocks_.reactions.pairs[pair];
    double const h =
        visibility(pair, w) *
        (r.base + r.by_loss * w.pair_loss[pair] + r.by_tension * w.tension) *
        (1 - r.restraint) * shocks_.reactions.hazard_scale;
    return std::min(r.most, std::max(0.0, h));
}

/// v_m of the actor's strongest measure, by what it blocked last week.
double ReactionBook::visibility(std::size_t pair,
                                ReferenceWeek const& w) const {
    double most = 0, v = memory_[pair].seen;
    for (auto const& stake : shocks_.reactions.pairs[pair].stakes) {
        double const blocked =
            stake.share * (1 - w.measure_pass[stake.measure]);
        if (blocked > most) {
            most = blocked;
            v = shocks_.measures[stake.measure].visibility;
        }
    }
    return flaws_.sees_everything ? 1 : v;
}

void ReactionBook::feel(ReferenceWeek& w) const {
    for (std::size_t p = 0; p < memory_.size(); ++p) {
        double lost = 0;
        for (auto const& stake : shocks_.reactions.pairs[p].stakes) {
            lost += stake.share * (1 - w.measure_pass[stake.measure]) *
                    shocks_.measures[stake.measure].visibility;
        }
        w.pair_loss[p] +=
            (lost - w.pair_loss[p]) / (flaws_.feels_at_once ? 1 : 8);
    }
}

void ReactionBook::move_tension(ReferenceWeek& w) const {
    w.tension =
        tension_within(shocks_.reactions.persistence * w.tension + jump_);
}
}  // namespace chokepoint::test
