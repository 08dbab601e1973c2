#include "host/explain/package_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "host/campaign/selection/package_sides.hpp"
#include "host/campaign/spec/measure_traits.hpp"
#include "host/explain/trade_scope.hpp"

namespace chokepoint {
namespace {
using Names = std::vector<std::string>;
/// A campaign with more packages than this is a grid: fewer words of each.
constexpr std::size_t most_in_full = 12;

Names country_names(SupplyNetwork const& network, Mask const& mask) {
    Names names;
    for (std::size_t c = 0; c < mask.size(); ++c) {
        if (mask[c]) {
            names.push_back(network.countries[c].name);
        }
    }
    return names;
}

class PackageTeller {
  public:
    PackageTeller(Study const& study, ScopeFinder const& finder)
        : study_{study}, finder_{finder} {}

    WordBlock operator()(std::size_t package, bool in_full) {
        p_ = &study_.campaign.packages[package];
        lines_.clear();
        measures();
        if (!p_->measures.empty()) {
            control(package);
        }
        if (in_full) {
            sides();
            answers(package);
            conduct();
        }
        return {fmt::format("package '{}'", p_->name), lines_};
    }

  private:
    void say(char const* label, std::string const& text) {
        lines_.push_back({label, text});
    }

    MeasureSpec const& spec(std::string const& name) const {
        auto const& all = study_.campaign.measures;
        return *std::find_if(all.begin(), all.end(), [&](MeasureSpec const& m) {
            return m.name == name;
        });
    }

    void measures() {
        say("measures", p_->measures.empty() ? std::string{"none"}
                                             : listed(p_->measures, 8));
        if (!p_->without.empty()) {
            say("without", p_->without + ", which takes no part");
        }
    }

    /// Slots that the package starts and that belong to its measures.
    Rows slots(std::size_t package) const {
        std::set<std::uint32_t> started;
        auto const& model = study_.model;
        auto const& compiled = model.package[package];
        for (auto a = compiled.first_activation; a < compiled.last_activation;
             ++a) {
            if (!model.activation[a].lifts) {
                started.insert(model.activation[a].slot);
            }
        }
        Rows own;
        for (auto const& name : p_->measures) {
            if (!has_slots(spec(name).type)) {
                continue;
            }
            for (auto const s : slots_of(study_, name)) {
                if (started.count(s)) {
                    own.push_back(s);
                }
            }
        }
        return own;
    }

    void control(std::size_t package) {
        auto const scope = finder_.scope(slots(package));
        auto const all = study_.network.links.size();
        if (scope.links.empty()) {
            return say("trade", fmt::format("no filter on any of the {}",
                                            counted(all, "link")));
        }
        say("trade",
            fmt::format("{}, {} million USD a week ({} of the trade across "
                        "borders); no filter on {} others",
                        counted(scope.links.size(), "link"),
                        plain_number(scope.flow),
                        plain_percent(scope.flow / finder_.trade()),
                        grouped(all - scope.links.size())));
    }

    void sides() {
        auto const sides = package_sides(*p_, study_.network);
        if (!sides.named()) {
            return;
        }
        auto const allies = country_names(study_.network, sides.allies);
        say("sides",
            fmt::format("{} against {}{}",
                        listed(country_names(study_.network, sides.sender)),
                        listed(country_names(study_.network, sides.target)),
                        allies.empty() ? "" : ", with " + listed(allies)));
    }

    void answers(std::size_t package) {
        auto const& model = study_.model;
        if (model.slot_first_pair.empty() || p_->measures.empty()) {
            return;
        }
        std::set<std::uint32_t> pairs;
        for (auto const s : slots(package)) {
            for (auto k = model.slot_first_pair[s];
                 k < model.slot_first_pair[s + 1]; ++k) {
                pairs.insert(model.slot_pair[k]);
            }
        }
        Names names;
        for (auto const p : pairs) {
            names.push_back(fmt::format(
                "{} ({})", study_.network.countries[model.pair[p].reactor].name,
                "to " + study_.network.countries[model.pair[p].actor].name));
        }
        say("answers", names.empty() ? std::string{"nobody may answer it"}
                                     : "may come from " + listed(names, 6));
    }

    void conduct() {
        auto const& campaign = study_.campaign;
        auto const less = [&](char const* label, double share,
                              char const* what) {
            if (share > 0) {
                say(label,
                    fmt::format("{} less {}", plain_percent(share), what));
            }
        };
        if (!campaign.retaliations.empty()) {
            less("restraint", 1 - (1 - p_->restraint) * (1 - p_->openness),
                 "readiness to answer");
        }
        less("openness", p_->openness, "loss of standing");
        less("leaks", p_->leak_prevention, "than without this package");
        for (auto const& name : p_->measures) {
            auto const& m = spec(name);
            if (m.type == MeasureType::blocking_statute) {
                auto const mask = Selection{study_.network}.countries(
                    m.target.countries, m.location, "countries");
                say("statutes",
                    fmt::format(
                        "firms of {} follow measures of others {} less",
                        listed(country_names(study_.network, mask)),
                        plain_percent(m.of<BlockingStatuteTerms>().strength)));
            }
        }
        if (!campaign.reserves.empty()) {
            say("reserves", p_->reserves == Names{"all"} ? std::string{"all"}
                            : p_->reserves.empty()       ? std::string{"none"}
                                                   : listed(p_->reserves, 8));
        }
        if (!campaign.families.empty() && p_->families != Names{"all"}) {
            say("events", p_->families.empty()
                              ? std::string{"no random ones"}
                              : "only " + listed(p_->families, 8));
        }
    }

    Study const& study_;
    ScopeFinder const& finder_;
    PackageSpec const* p_ = nullptr;
    std::vector<WordLine> lines_;
};

/// The base package, if it says nothing of its own.
bool is_plain(PackageSpec const& p) {
    return p.measures.empty() && p.restraint == 0 && p.openness == 0 &&
           p.leak_prevention == 0 && p.families == Names{"all"};
}
}  // namespace

std::vector<WordBlock> package_words(Study const& study) {
    ScopeFinder const finder{study};
    PackageTeller tell{study, finder};
    auto const& packages = study.campaign.packages;
    std::vector<WordBlock> blocks;
    for (std::size_t p = 0; p < packages.size(); ++p) {
        if (p > 0 || !is_plain(packages[p])) {
            blocks.push_back(tell(p, packages.size() <= most_in_full));
        }
    }
    return blocks;
}
}  // namespace chokepoint
