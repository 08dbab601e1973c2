#include "host/explain/measure_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/campaign/spec/measure_traits.hpp"
#include "host/explain/actor_words.hpp"
#include "host/explain/effect_words.hpp"

namespace chokepoint {
namespace {
std::vector<std::string> country_names(SupplyNetwork const& network,
                                       Rows const& rows) {
    std::vector<std::string> names;
    for (auto const c : rows) {
        names.push_back(network.countries[c].name);
    }
    return names;
}

std::vector<std::string> product_names(SupplyNetwork const& network,
                                       Rows const& rows) {
    std::vector<std::string> names;
    for (auto const p : rows) {
        // What stands in parentheses or after a colon explains: not here.
        auto const& name = network.products[p].name;
        names.push_back(
            name.substr(0, std::min(name.find(" ("), name.find(": "))));
    }
    return names;
}

class MeasureTeller {
  public:
    MeasureTeller(Study const& study,
                  MeasureSpec const& m,
                  ScopeFinder const& finder,
                  ModelBuilder const& b)
        : study_{study},
          m_{m},
          finder_{finder},
          b_{b},
          actors_{actors_of(b, m)},
          followers_{followers_of(study, b, m, actors_, finder)} {
        std::vector<std::string> followers;
        for (auto const& f : followers_) {
            followers.push_back(study.network.countries[f.country].id);
        }
        for (auto const s : slots_of(study, m.name)) {
            auto const& slot = study.model.slot[s];
            auto const actor = party_of(study.model.slot_name[s]);
            bool const follows = std::find(followers.begin(), followers.end(),
                                           actor) != followers.end();
            // Peers that are chilled, not controlled: told with the effect.
            bool const chill = filters_trade(m.type) && !slot.quantity &&
                               slot.type == SlotType::fixed;
            if (!follows && !chill) {
                own_.push_back(s);
            }
        }
        scope_ = finder.scope(own_);
    }

    /// How many of the first lines say whose trade it is.
    std::size_t about() const { return about_; }

    WordBlock operator()() {
        WordBlock block{head(), {}};
        auto const add = [&](std::vector<WordLine> const& lines) {
            block.lines.insert(block.lines.end(), lines.begin(), lines.end());
        };
        add(who());
        add(trade());
        about_ = block.lines.size();
        add(effect_words(study_, m_, finder_, own_));
        add(actor_words(study_, m_, actors_, followers_));
        add(ends());
        return block;
    }

  private:
    std::string head() const {
        auto const head =
            fmt::format("measure '{}': {}", m_.name, kind_in_words(m_.type));
        if (is_standing(m_.type)) {
            return head + ", always";
        }
        auto const weeks = study_.model.weeks;
        if (!has_slots(m_.type)) {
            return fmt::format("{}, in week {}", head, m_.start_week);
        }
        bool const drawn =
            m_.implementation_weeks.kind != Distribution::Kind::constant;
        auto const lag = static_cast<std::int32_t>(
            drawn ? 0 : m_.implementation_weeks.first + 0.5);
        auto const start = m_.start_week + lag;
        auto const end =
            m_.duration_weeks ? start + *m_.duration_weeks : forever;
        return fmt::format(
            "{}, {}{}", head, term(start, end, weeks),
            drawn ? fmt::format(
                        ", put into force half of the time within {} weeks",
                        plain_number(m_.implementation_weeks.quantile(.5, .5)))
                  : "");
    }

    std::vector<std::string> senders() const {
        auto const& network = study_.network;
        if (!m_.senders.empty() || scope_.links.empty()) {
            return country_names(network, rows_of(actors_.senders));
        }
        bool const imports =
            at_importer(m_.type) || m_.type == MeasureType::local_for_local;
        return country_names(network,
                             imports ? scope_.importers : scope_.exporters);
    }

    std::vector<WordLine> who() const {
        auto const& network = study_.network;
        if (scope_.links.empty()) {
            auto const names = senders();
            bool const told = !names.empty() &&
                              names.size() < network.countries.size() &&
                              m_.type != MeasureType::relief;
            return told ? std::vector<WordLine>{{"by", listed(names)}}
                        : std::vector<WordLine>{};
        }
        if (m_.type == MeasureType::financial_sanction) {
            return {
                {"by", fmt::format(
                           "{}, on all trade with {}", listed(senders()),
                           listed(m_.target.firms.empty() ? m_.target.countries
                                                          : m_.target.firms))}};
        }
        auto const exporters = country_names(network, scope_.exporters);
        auto const importers = country_names(network, scope_.importers);
        std::string text = m_.type == MeasureType::logistic
                               ? std::string{}
                               : fmt::format("{}, on ", listed(senders()));
        text += fmt::format("{} from {} to {}",
                            listed(product_names(network, scope_.products)),
                            listed(exporters), listed(importers));
        if (!m_.target.firms.empty()) {
            text += fmt::format(", only with {}", listed(m_.target.firms));
        }
        if (m_.foreign_availability > 0) {
            text += fmt::format(
                "; not where other suppliers could replace {} or more",
                plain_percent(m_.foreign_availability));
        }
        return {{m_.type == MeasureType::logistic ? "on" : "by", text}};
    }

    std::vector<WordLine> trade() const {
        if (scope_.links.empty()) {
            return filters_trade(m_.type)
                       ? std::vector<WordLine>{{"trade",
                                                "none: no link is filtered"}}
                       : std::vector<WordLine>{};
        }
        auto const links = counted(scope_.links.size(), "link");
        if (scope_.latent == scope_.links.size()) {
            return {{"trade", links + ", all without trade today"}};
        }
        auto text = fmt::format(
            "{}, {} million USD a week: {} of the importers' imports and {} "
            "of the exporters' exports of these products",
            links, plain_number(scope_.flow),
            plain_percent(scope_.import_share),
            plain_percent(scope_.export_share));
        if (scope_.latent > 0) {
            text += fmt::format(" ({} without trade today)",
                                counted(scope_.latent, "link"));
        }
        return {{"trade", text}};
    }

    std::vector<WordLine> ends() const {
        std::vector<WordLine> lines;
        auto const& leak = m_.leakage;
        if (leak.leak > 0) {
            lines.push_back(
                {"leak",
                 fmt::format("up to {} of what is blocked passes all the same "
                             "(two thirds of that after {} weeks)",
                             plain_percent(leak.leak * (1 - leak.enforcement)),
                             plain_number(leak.leak_weeks))});
        }
        auto const& exit = m_.exit;
        if (exit.hazard > 0 || exit.loss_hazard > 0) {
            std::string text = "given up early";
            if (exit.hazard > 0) {
                text += fmt::format(" with {} a week in calm times",
                                    plain_percent(exit.hazard));
            }
            if (exit.loss_hazard > 0) {
                text += fmt::format(
                    "{} with {} a week for each 1 % of output that the sender "
                    "loses beyond {}",
                    exit.hazard > 0 ? ", and" : "",
                    plain_percent(exit.loss_hazard / 100),
                    plain_percent(exit.tolerance));
            }
            lines.push_back({"ends", text});
        }
        if (!exit.follows.empty()) {
            lines.push_back(
                {"ends", fmt::format("{} weeks after '{}' does",
                                     exit.follow_weeks, exit.follows)});
        }
        if (m_.visibility < 1) {
            lines.push_back(
                {"seen", fmt::format("the target sees {} of it: it answers "
                                     "that much less",
                                     plain_percent(m_.visibility))});
        }
        return lines;
    }

    Study const& study_;
    MeasureSpec const& m_;
    ScopeFinder const& finder_;
    ModelBuilder const& b_;
    Actors actors_;
    std::vector<Follower> followers_;
    Rows own_;
    TradeScope scope_;
    std::size_t about_ = 0;
};

/// Measures of a grid touch the same trade: say so instead of what it is.
class Repetitions {
  public:
    void shorten(WordBlock& block, std::size_t about, std::string const& name) {
        std::string text;
        for (std::size_t k = 0; k < about; ++k) {
            text += block.lines[k].label + block.lines[k].text;
        }
        auto const [first, is_new] = told_.emplace(text, name);
        if (!is_new && about > 1) {
            block.lines.erase(
                block.lines.begin(),
                block.lines.begin() + static_cast<std::ptrdiff_t>(about));
            block.lines.insert(
                block.lines.begin(),
                {"by", "whom and on what: as '" + first->second + "'"});
        }
    }

  private:
    std::map<std::string, std::string> told_;
};

bool is_used(Campaign const& campaign, std::string const& measure) {
    return std::any_of(campaign.packages.begin(), campaign.packages.end(),
                       [&](PackageSpec const& p) {
                           return std::count(p.measures.begin(),
                                             p.measures.end(), measure) > 0;
                       });
}
}  // namespace

std::vector<WordBlock> measure_words(Study const& study) {
    ScopeFinder const finder{study};
    ModelBuilder const b{study.campaign, study.network};
    std::vector<WordBlock> blocks;
    Repetitions told;
    for (auto const& m : study.campaign.measures) {
        if (is_used(study.campaign, m.name)) {
            MeasureTeller tell{study, m, finder, b};
            blocks.push_back(tell());
            told.shorten(blocks.back(), tell.about(), m.name);
        }
    }
    return blocks;
}
}  // namespace chokepoint
