#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/campaign/control_slots.hpp"
#include "host/campaign/model_builder.hpp"
#include "host/campaign/type_names.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
/// Makes the slots of a measure, and how a package starts them.
class MeasureCompiler {
  public:
    MeasureCompiler(ModelBuilder& b, MeasureSpec const& m) : b_{b}, m_{m} {}

    std::vector<Activation> operator()() {
        switch (m_.type) {
            case MeasureType::logistic:
                on_routes();
                break;
            case MeasureType::tariff:
                for (auto const& [elasticity, links] :
                     by_elasticity(b_.network, trade())) {
                    add(tariff_slot({m_.rate}, elasticity, firmness()), links,
                        0);
                }
                break;
            case MeasureType::entity_list:
                m_.target.firms.empty() ? list_a_share() : list_firms();
                break;
            case MeasureType::licence: {
                auto slot = b_.licence_slot(m_.licence);
                set_leakage(slot, m_.leakage);
                add(slot, trade(), 0);
                break;
            }
            case MeasureType::quota:
                add(quantity_slot(m_.leakage), trade(), pass(m_.quota));
                break;
            default:
                add(quantity_slot(m_.leakage), trade(), pass(0));
        }
        return activations_;
    }

  private:
    Rows trade() const { return b_.select.trade(m_.target, m_.origin); }

    /// a comply strict (model.md B4.1, clarification 17)
    double firmness() const {
        return m_.coverage * m_.compliance * m_.strictness;
    }
    double pass(double allowed) const { return 1 - firmness() * (1 - allowed); }

    void add(Slot const& slot, Rows const& links, double level) {
        bool const at_importer = m_.type == MeasureType::import_ban ||
                                 m_.type == MeasureType::tariff;
        auto const& sender = m_.type == MeasureType::logistic ? m_.target.routes
                             : at_importer ? m_.target.importers
                                           : m_.target.exporters;
        auto const index = b_.slots.add(
            slot, m_.name, measure_names()[static_cast<std::size_t>(m_.type)],
            sender_of(sender), links);
        auto const end =
            m_.duration_weeks ? m_.start_week + *m_.duration_weeks : forever;
        // The decision is one: only its first slot raises tension.
        auto const jump = activations_.empty() ? m_.tension_jump : 0;
        activations_.push_back({index, m_.start_week, end,
                                static_cast<float>(level),
                                static_cast<float>(jump)});
    }

    void on_routes() {
        for (auto const r : b_.select.routes(m_.target.routes, m_.origin)) {
            add(friction_slot(), b_.select.on_route(r), m_.pass);
        }
    }

    /// Clarification 19: a share of the trade is with listed importers.
    void list_a_share() {
        add(listing_slot(firmness(), m_.chill, m_.leakage), trade(),
            m_.listed_share);
    }

    /// Links to listed firms stop; those to other importers of the same
    /// countries and products are chilled (M54).
    void list_firms() {
        auto const banned = trade();
        add(quantity_slot(m_.leakage), banned, pass(0));

        std::map<std::pair<std::uint32_t, std::uint32_t>, bool> dyads;
        Mask is_banned(b_.network.links.size());
        for (auto const l : banned) {
            auto const& link = b_.network.links[l];
            dyads[{b_.select.importer(link), b_.select.product(link)}] = true;
            is_banned[l] = 1;
        }
        auto peers = m_.target;
        peers.firms.clear();
        Rows chilled;
        for (auto const l : b_.select.trade(peers, m_.origin)) {
            auto const& link = b_.network.links[l];
            if (!is_banned[l] && dyads.count({b_.select.importer(link),
                                              b_.select.product(link)})) {
                chilled.push_back(l);
            }
        }
        if (!chilled.empty() && m_.chill > 0) {
            add(friction_slot(), chilled, 1 - m_.chill);
        }
    }

    ModelBuilder& b_;
    MeasureSpec const& m_;
    std::vector<Activation> activations_;
};

std::uint32_t family_mask(Campaign const& campaign,
                          PackageSpec const& package) {
    std::uint32_t mask = 0;
    auto const& alive = package.families;
    for (std::size_t f = 0; f < campaign.families.size(); ++f) {
        if (alive == std::vector<std::string>{"all"} ||
            std::count(alive.begin(), alive.end(), campaign.families[f].name)) {
            mask |= 1u << f;
        }
    }
    return mask;
}
}  // namespace

void compile_packages(ModelBuilder& b) {
    std::map<std::string, std::vector<Activation>> of_measure;
    for (auto const& measure : b.campaign.measures) {
        of_measure[measure.name] = MeasureCompiler{b, measure}();
    }
    auto& model = b.model;
    model.package.clear();
    model.package_name.clear();
    for (auto const& package : b.campaign.packages) {
        auto const first = static_cast<std::uint32_t>(model.activation.size());
        model.activation.insert(model.activation.end(), b.always.begin(),
                                b.always.end());
        for (auto const& name : package.measures) {
            auto const& list = of_measure.at(name);
            model.activation.insert(model.activation.end(), list.begin(),
                                    list.end());
        }
        model.package.push_back(
            {first, static_cast<std::uint32_t>(model.activation.size()),
             family_mask(b.campaign, package)});
        model.package_name.push_back(package.name);
    }
}
}  // namespace chokepoint
