#include "host/explain/answers/answer_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/explain/answers/difference_words.hpp"
#include "host/explain/answers/money.hpp"
#include "host/explain/plain_numbers.hpp"
#include "host/explain/plain_words.hpp"
#include "host/study/answers/course_lines.hpp"
#include "host/study/answers/full_names.hpp"
#include "host/study/answers/report_lines.hpp"
#include "host/study/answers/shortage_lines.hpp"
#include "host/study/run/certain_worlds.hpp"

namespace chokepoint {
namespace {
std::int32_t const year = 52;           ///< weeks
std::size_t const named_countries = 3;  ///< on which most of a loss falls

std::string whole_percent(double share) {
    double const small = .1;
    return fmt::format("{:.{}f} %", 100 * share, share < small ? 1 : 0);
}

class Answer {
  public:
    Answer(ResultsReader const& reader, AnswerScope const& scope)
        : reader_{reader},
          d_{reader.description()},
          scope_{scope},
          package_{scope.packages.front()},
          weeks_{d_.horizon[scope.horizon]},
          certain_{certain_packages(reader)},
          names_{reader},
          lines_{country_lines(reader, package_, scope.horizon)},
          world_{world_line(reader, package_, scope.horizon)} {
        if (scope.countries.size() == 1) {
            auto const& code = d_.country[scope.countries[0]];
            subject_ = *std::find_if(
                lines_.begin(), lines_.end(),
                [&](auto const& line) { return line.country == code; });
        } else {
            subject_ = world_;
        }
    }

    std::vector<std::string> sentences() const {
        std::vector<std::string> all{loss()};
        auto const add = [&](std::string const& sentence) {
            if (!sentence.empty()) {
                all.push_back(sentence);
            }
        };
        if (subject_.expected.value > 0) {
            add(certain_[package_] ? "" : bad_period());
            add(bearers());
        }
        add(difference_words(reader_, scope_));
        if (subject_.expected.value > 0) {
            add(certain_[package_] ? first_stop() : first_shortage());
        }
        add(bounds());
        return all;
    }

  private:
    bool one_country() const { return scope_.countries.size() == 1; }

    std::string under() const {
        return package_ == 0
                   ? std::string{"Without measures (package 'none')"}
                   : fmt::format("Under package '{}'", d_.package[package_]);
    }

    std::string who() const {
        return one_country() ? names_.country(subject_.country)
                             : "all countries together";
    }

    std::string loss() const {
        auto mean = subject_.expected;
        if (certain_[package_]) {
            mean.lower = mean.upper = mean.value;
        }
        auto const lose = one_country() ? "loses" : "lose";
        if (!(mean.value > 0)) {
            return fmt::format("{}, {} {} nothing in {}{}.", under(), who(),
                               lose, period_words(weeks_),
                               d_.scenarios == 1
                                   ? ""
                                   : fmt::format(", in any of {} worlds",
                                                 grouped(d_.scenarios)));
        }
        auto const text =
            fmt::format("{}, {} {} {} of value added in {}", under(), who(),
                        lose, money_words(mean), period_words(weeks_));
        auto const normal = normal_value_added(reader_, scope_.horizon);
        auto const share =
            normal.empty()
                ? std::string{}
                : fmt::format(", {} of what {} in that time",
                              plain_percent(mean.value / normal[place()]),
                              one_country() ? "it makes" : "they make");
        if (certain_[package_]) {
            return text + share + when() + ".";
        }
        return text + " on average" + share +
               (mean.lower > 0
                    ? "."
                    : "; so few worlds cannot tell that from nothing.");
    }

    /// Place of the subject in `normal_value_added`.
    std::size_t place() const {
        return one_country() ? 1 + scope_.countries[0] : 0;
    }

    /// Where every world is the same: when.
    std::string when() const {
        auto const lines = course_lines(reader_, package_, scope_.horizon);
        auto const line = std::find_if(
            lines.begin(), lines.end(),
            [&](auto const& l) { return l.country == subject_.country; });
        if (line == lines.end() || line->onset < 0) {
            return "";
        }
        return fmt::format(
            ": from week {} on, at worst {} of a normal week (week {})",
            line->onset, plain_percent(line->depth), line->deepest);
    }

    std::string bad_period() const {
        auto const& bad = subject_.one_in_20;
        auto const periods = one_in_words(20, weeks_);
        if (!std::isfinite(bad.lower) || !std::isfinite(bad.upper)) {
            return fmt::format("So few worlds ({}) do not say what {} costs.",
                               grouped(d_.scenarios), periods);
        }
        if (bad.value > 0) {
            return fmt::format("{} costs more than {}.", periods,
                               money_words(bad));
        }
        auto const& worse = subject_.one_in_100;
        auto const most =
            std::string{"At least 19 in 20 such periods cost nothing"};
        return std::isfinite(worse.upper) && worse.value > 0
                   ? fmt::format("{}; {} costs more than {}.", most,
                                 one_in_words(100, weeks_), money_words(worse))
                   : most + ".";
    }

    std::string bearers() const {
        if (one_country()) {
            return fmt::format(
                "That is {} of the loss of all countries.",
                whole_percent(subject_.expected.value / world_.expected.value));
        }
        std::vector<std::string> parts;
        double sum = 0;
        for (auto const& line : lines_) {
            auto const& named = scope_.countries;
            bool const wanted =
                named.empty() ||
                std::any_of(named.begin(), named.end(), [&](auto c) {
                    return d_.country[c] == line.country;
                });
            if (!wanted || !(line.expected.value > 0) ||
                parts.size() == named_countries) {
                continue;
            }
            auto const share = line.expected.value / world_.expected.value;
            sum += share;
            parts.push_back(fmt::format("{} ({})", names_.country(line.country),
                                        whole_percent(share)));
        }
        if (parts.empty()) {
            return "Nothing of it falls on the countries asked for.";
        }
        double const half = .5;
        return fmt::format("{} on {}.",
                           !scope_.countries.empty() ? "Of it falls"
                           : sum > half              ? "Most of it falls"
                                        : "The largest parts of it fall",
                           listed(parts));
    }

    std::string want(Lack const& lack) const {
        if (!lack.known) {
            return "";
        }
        if (lack.product.empty()) {
            return ", held back by its own capacity";
        }
        auto const input =
            fmt::format(", for want of {} ({})", names_.product(lack.product),
                        lack.product);
        return lack.source.empty()
                   ? input
                   : fmt::format("{}, of which it usually buys {} from {}",
                                 input, whole_percent(lack.source_share),
                                 names_.country(lack.source));
    }

    std::string first_stop() const {
        std::string text;
        bool waits = false;
        for (auto const& line : stop_lines(reader_, package_, 0)) {
            bool const wants = line.lack.known && !line.lack.product.empty();
            if (text.empty()) {
                text =
                    fmt::format("First to stop, in week {}: {}{}.", line.week,
                                names_.node(line.node), want(line.lack));
            } else if (wants && !waits) {
                text += fmt::format(
                    " First to wait for others, in week {}: {}{}.", line.week,
                    names_.node(line.node), want(line.lack));
            }
            waits = waits || wants;
        }
        return text;
    }

    std::string first_shortage() const {
        auto const lines = chokepoint_lines(reader_, package_);
        if (lines.empty() || !(lines[0].in_tail.value > 0)) {
            return "";
        }
        auto const& line = lines[0];
        auto const part = std::isnan(line.share)
                              ? std::string{}
                              : fmt::format(", with {} of their loss",
                                            whole_percent(line.share));
        return fmt::format(
            "First to run short in the worst 1 in 20 worlds of all "
            "countries{}: {}{}.",
            part, names_.node(line.node), want(line.lack));
    }

    std::string bounds() const {
        auto const same = [&](auto p) { return certain_[p]; };
        if (std::all_of(scope_.packages.begin(), scope_.packages.end(), same)) {
            return d_.scenarios == 1
                       ? "One world, nothing is left to chance: no intervals."
                       : fmt::format(
                             "All {} worlds are the same: no "
                             "intervals.",
                             grouped(d_.scenarios));
        }
        return fmt::format(
            "Ranges in brackets (95 %) say how well {} worlds pin a figure "
            "down, not how sure the network and its rates are.",
            grouped(d_.scenarios));
    }

    ResultsReader const& reader_;
    ResultsDescription const& d_;
    AnswerScope const& scope_;
    std::uint32_t package_;
    std::int32_t weeks_;
    std::vector<bool> certain_;
    FullNames names_;
    std::vector<LossLine> lines_;
    LossLine world_, subject_;
};
}  // namespace

std::string period_words(std::int32_t weeks) {
    char const* const numbers[] = {"a year", "two years", "three years",
                                   "four years", "five years"};
    auto const years = static_cast<std::size_t>(weeks / year);
    return weeks % year == 0 && years >= 1 && years <= std::size(numbers)
               ? numbers[years - 1]
               : counted(static_cast<std::size_t>(weeks), "week");
}

std::string one_in_words(std::uint32_t count, std::int32_t weeks) {
    char const* const periods[] = {"years", "two-year periods",
                                   "three-year periods", "four-year periods",
                                   "five-year periods"};
    auto const years = static_cast<std::size_t>(weeks / year);
    return fmt::format(
        "1 in {} {}", count,
        weeks % year == 0 && years >= 1 && years <= std::size(periods)
            ? std::string{periods[years - 1]}
            : "periods of " + period_words(weeks));
}

std::vector<std::string> answer_words(ResultsReader const& reader,
                                      AnswerScope const& scope) {
    return Answer{reader, scope}.sentences();
}
}  // namespace chokepoint
