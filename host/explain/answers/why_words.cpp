#include "host/explain/answers/why_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "host/explain/answers/money.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/explain/plain_words.hpp"

namespace chokepoint {
namespace {
double const slack = 0.05;  ///< sums this near are said to add up
double const least = 1e-3;  ///< of the loss: less is said to be nothing

std::string amount(double millions) {
    return money_words(Estimate{millions, millions, millions});
}

std::string name(EventEffect const& event) {
    return fmt::format("{} ({}, week {})", event.what, event.family,
                       event.week);
}

std::string together(Why const& why, double all) {
    double sum = 0;
    for (auto const& event : why.events) {
        sum += why.with(event);
    }
    if (std::abs(sum - all) <= slack * std::abs(all)) {
        return fmt::format(
            "Taken away one by one they account for {}: on the whole they add "
            "up.",
            amount(sum));
    }
    return sum > all
               ? fmt::format(
                     "Taken away one by one they account for {}, which is "
                     "more: they need one another, and with one away goes "
                     "also what it did together with others.",
                     amount(sum))
               : fmt::format(
                     "Taken away one by one they account for {}, which is "
                     "less: they stand in for one another, and with one away "
                     "others still hold the same back.",
                     amount(sum));
}

std::string of_two(Why const& why) {
    auto const& first = why.events[why.pair->first];
    auto const& second = why.events[why.pair->second];
    auto const both = why.loss - why.pair->loss_without;
    auto const sum = why.with(first) + why.with(second);
    auto const less = std::min(why.with(first), why.with(second));
    auto const how = std::abs(sum - both) <= slack * std::abs(less)
                         ? "they add up"
                     : sum > both ? "they need one another"
                                  : "they stand in for one another";
    return fmt::format("With {} goes {}, with {} {}, with both {}: {}.",
                       name(first), amount(why.with(first)), name(second),
                       amount(why.with(second)), amount(both), how);
}
}  // namespace

std::vector<std::string> why_words(Why const& why, std::string const& package) {
    if (!(why.loss > 0)) {
        return {"This world loses nothing."};
    }
    if (why.events.empty()) {
        return {fmt::format(
            "No event took effect in this world: its loss comes from the "
            "measures of package '{}' and what they led to.",
            package)};
    }
    auto const all = why.loss - why.without_any;
    std::vector<std::string> words{fmt::format(
        "{} of the {} that this world loses {} with its {} ({}).", amount(all),
        amount(why.loss), why.events.size() == 1 ? "goes" : "go",
        counted(why.events.size(), "event"), plain_percent(all / why.loss))};
    if (why.events.size() > 1) {
        words.push_back(together(why, all));
    }
    if (why.pair && why.with(why.events[why.pair->second]) > least * why.loss) {
        words.push_back(of_two(why));
    }
    if (why.without_any > least * why.loss) {
        words.push_back(fmt::format(
            "{} are lost without any of them: by the measures of package '{}' "
            "and what they led to.",
            amount(why.without_any), package));
    }
    return words;
}
}  // namespace chokepoint
