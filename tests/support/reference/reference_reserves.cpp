#include "tests/support/reference/reference_reserves.hpp"

#include <algorithm>

namespace chokepoint::test {
ReserveBook::ReserveBook(Baseline const& base, Shocks const& shocks)
    : base_{base}, stockpile_{shocks.stockpiles} {}

double ReserveBook::use(Stockpile const& h) const {
    double sum = 0;
    for (auto g : h.users) {
        sum += base_.receipts[g];
    }
    return sum;
}

double ReserveBook::gaps(Stockpile const& h, ReferenceWeek const& w) const {
    double sum = 0;
    for (auto g : h.drawing.empty() ? h.users : h.drawing) {
        sum += w.gap[g];
    }
    return sum;
}

double ReserveBook::next_release(std::size_t k, ReferenceWeek const& w) const {
    auto const& h = stockpile_[k];
    bool const opens = h.trigger == ReserveTrigger::shortage
                           ? w.national_fill[k] < h.release_below
                           : h.trigger == ReserveTrigger::price &&
                                 w.log_price.at(h.market) > h.release_price;
    // Nobody is given more than those who may draw lack.
    return opens ? std::min({w.content[k], h.rate, gaps(h, w) / use(h),
                             std::max(0.0, 1 - w.national_fill[k])})
                 : 0;
}

void ReserveBook::release(Flaws const& flaws, ReferenceWeek& w) const {
    std::fill(w.released.begin(), w.released.end(), 0.0);
    for (std::size_t k = 0; k < stockpile_.size(); ++k) {
        auto const& h = stockpile_[k];
        auto const& drawing = h.drawing.empty() ? h.users : h.drawing;
        double const amount = next_release(k, w), all_gaps = gaps(h, w);
        double weight = 0;
        for (auto g : drawing) {
            weight += base_.receipts[g];
        }
        for (auto g : drawing) {
            double const share = flaws.even_release ? base_.receipts[g] / weight
                                                    : w.gap[g] / all_gaps;
            w.released[g] += amount > 0 ? amount * use(h) * share : 0;
        }
        w.content[k] -= amount;
    }
}

void ReserveBook::settle(Flaws const& flaws, ReferenceWeek& w) const {
    for (std::size_t k = 0; k < stockpile_.size(); ++k) {
        auto const& h = stockpile_[k];
        double received = 0, ordered = 0;
        for (auto g : h.users) {
            double const before =
                w.shipped[g] * base_.receipts[g] -
                (flaws.release_hides_shortage ? 0 : w.released[g]);
            double const order = w.placed[g] * base_.receipts[g];
            received += before;
            ordered += order;
            w.gap[g] = std::max(0.0, order - before);
        }
        w.national_fill[k] = ordered > 0 ? received / ordered : 1;
        if (h.refill_sink != none) {
            auto const g = base_.inputs() + h.refill_sink;
            w.content[k] += w.shipped[g] * base_.receipts[g] / use(h);
            bool const calm =
                w.national_fill[k] >= 0.999 && w.tension < h.refill_tension;
            double const kept = w.content[k] - next_release(k, w);
            w.order[g] =
                calm ? std::min(h.refill, std::max(0.0, h.target - kept)) : 0;
        }
    }
}
}  // namespace chokepoint::test
