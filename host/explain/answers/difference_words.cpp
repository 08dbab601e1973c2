#include "host/explain/answers/difference_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/explain/answers/money.hpp"
#include "host/study/answers/package_differences.hpp"
#include "host/study/answers/stored_table.hpp"

namespace chokepoint {
namespace {
struct Change {
    std::uint32_t package;
    Estimate loss;  ///< less that under "none", million USD
};

bool exact(Estimate const& e) {
    return e.lower == e.upper;
}

/// Can the worlds not tell whether it is more or less?
bool open(Estimate const& e) {
    return !exact(e) && !(e.lower > 0) && !(e.upper < 0);
}

/// "3.2 bn USD less (3.1 to 3.3)".
std::string more_or_less(Estimate const& e) {
    bool const less = e.value < 0;
    Estimate const size = less ? Estimate{-e.value, -e.upper, -e.lower} : e;
    auto const unit = money_unit(size.value);
    auto const text = fmt::format("{} {} {}", money(size.value, unit),
                                  unit.name, less ? "less" : "more");
    return exact(e) || std::isinf(e.lower) || std::isinf(e.upper)
               ? text
               : fmt::format("{} ({} to {})", text, money(size.lower, unit),
                             money(size.upper, unit));
}

class Differences {
  public:
    Differences(ResultsReader const& reader, AnswerScope const& scope)
        : reader_{reader}, scope_{scope} {
        auto const country = scope.countries.size() == 1;
        auto const lines = package_differences(
            reader, scope.packages, scope.horizon,
            country ? scope.countries : std::vector<std::uint32_t>{0}, 1);
        auto const& names = reader.description().package;
        for (auto const& line : lines) {
            changes_.push_back(
                {index_of(line.package, names, "--package", "package"),
                 country ? line.country[0].second : line.all});
        }
        std::stable_sort(changes_.begin(), changes_.end(),
                         [](auto const& a, auto const& b) {
                             return a.loss.value < b.loss.value;
                         });
    }

    std::string words() const {
        if (changes_.empty()) {
            return "";
        }
        auto const& best = changes_.front();
        if (changes_.size() == 1) {
            return "In the same worlds, " + told(best) + ".";
        }
        auto const& worst = changes_.back();
        if (exact(best.loss) && exact(worst.loss) && best.loss.value == 0 &&
            worst.loss.value == 0) {
            return "No package changes anything.";
        }
        std::string text;
        if (best.loss.upper < 0) {
            text = fmt::format(
                "Of the {} packages {} is best: in the same "
                "worlds {}.",
                changes_.size(), name(best), told(best, "it"));
        } else {
            text = fmt::format(
                "None of the {} packages is seen to cost less "
                "than 'none'. In the same worlds {}.",
                changes_.size(),
                told(best, fmt::format("the mildest, {},", name(best))));
        }
        return text + " " + against(best, worst);
    }

  private:
    std::string name(Change const& change) const {
        return fmt::format("'{}'",
                           reader_.description().package[change.package]);
    }

    std::string told(Change const& change, std::string const& it = "") const {
        auto const who = it.empty() ? name(change) : it;
        auto const& loss = change.loss;
        if (exact(loss) && loss.value == 0) {
            return who + " changes nothing";
        }
        if (open(loss)) {
            return fmt::format(
                "{} cannot be told from 'none' by so many "
                "worlds: {}",
                who, more_or_less(loss));
        }
        return fmt::format("{} costs {} than 'none'", who, more_or_less(loss));
    }

    /// The worst beside the best, compared in the same worlds.
    std::string against(Change const& best, Change const& worst) const {
        bool const country = scope_.countries.size() == 1;
        StoredTable const table{reader_, country
                                             ? "/policy/mean_difference"
                                             : "/policy/world_mean_difference"};
        Indices at{worst.package, best.package};
        if (country) {
            at.push_back(scope_.countries[0]);
        }
        at.push_back(scope_.horizon);
        auto const apart = table.estimate(at);
        if (!std::isnan(apart.value) && open(apart)) {
            return fmt::format("The worst, {}, cannot be told from it.",
                               name(worst));
        }
        return best.loss.value == worst.loss.value
                   ? "The others cost the same."
                   : fmt::format("The worst is {}: {}.", name(worst),
                                 told(worst, "it"));
    }

    ResultsReader const& reader_;
    AnswerScope const& scope_;
    std::vector<Change> changes_;
};
}  // namespace

std::string difference_words(ResultsReader const& reader,
                             AnswerScope const& scope) {
    return Differences{reader, scope}.words();
}
}  // namespace chokepoint
