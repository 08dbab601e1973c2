#include "host/campaign/compile/packages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/campaign/measures/compiled_measure.hpp"
#include "host/campaign/measures/idle_denial.hpp"
#include "host/campaign/measures/prequalification.hpp"
#include "host/campaign/model/compliance.hpp"
#include "host/campaign/model/control_slots.hpp"
#include "host/campaign/spec/measure_traits.hpp"

namespace chokepoint {
namespace {
using Names = std::vector<std::string>;

bool contains(Names const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What all packages draw from.
struct PackagedMeasures {
    std::map<std::string, MeasureSpec const*> spec;
    std::map<std::string, CompiledMeasure> compiled;
    /// Slots that keep the latent links of an engagement shut.
    std::map<std::string, std::uint32_t> shut;
};

PackagedMeasures compile_packaged_measures(ModelBuilder& b) {
    PackagedMeasures packaged;
    for (auto const& m : b.campaign.measures) {
        packaged.spec[m.name] = &m;
        if (has_slots(m.type)) {
            packaged.compiled[m.name] = compile_measure(b, m);
        } else if (m.type == MeasureType::engagement) {
            Rows latent;
            for (std::uint32_t l = 0; l < b.network.links.size(); ++l) {
                if (b.network.links[l].added_by == m.name) {
                    latent.push_back(l);
                }
            }
            packaged.shut[m.name] = b.slots.add(friction_slot(), m.name,
                                                "not engaged", m.name, latent);
        }
    }
    for (auto const& m : b.campaign.measures) {
        if (m.exit.follows.empty()) {
            continue;
        }
        auto const& leader = packaged.compiled.at(m.exit.follows).parts;
        if (leader.empty()) {
            continue;
        }
        for (auto const& part : packaged.compiled.at(m.name).parts) {
            auto& slot = b.slots.slot(part.activation.slot);
            slot.leader = leader.front().activation.slot;
            slot.exit_lag = m.exit.follow_weeks;
        }
    }
    return packaged;
}

class PackageCompiler {
  public:
    PackageCompiler(ModelBuilder& b,
                    PackagedMeasures const& packaged,
                    PackageSpec const& p)
        : b_{b}, packaged_{packaged}, p_{p} {}

    void operator()() {
        auto& model = b_.model;
        package_.first_activation = size(model.activation);
        model.activation.insert(model.activation.end(), b_.always.begin(),
                                b_.always.end());
        package_.leak_scale = static_cast<float>(1 - p_.leak_prevention);
        package_.hazard_scale =
            static_cast<float>((1 - p_.restraint) * (1 - p_.openness));
        package_.erosion_scale = static_cast<float>(1 - p_.openness);
        for (auto const& [name, slot] : packaged_.shut) {
            if (!contains(p_.measures, name)) {
                model.activation.push_back({slot, 0, forever, 0, 0});
            }
        }
        for (auto const& name : p_.measures) {
            add(*packaged_.spec.at(name));
        }
        package_.last_activation = size(model.activation);
        package_.family_mask = family_mask();
        add_increments();
        add_prepared();
        model.package.push_back(package_);
        model.package_name.push_back(p_.name);
    }

  private:
    template <class T>
    static std::uint32_t size(std::vector<T> const& v) {
        return static_cast<std::uint32_t>(v.size());
    }

    void add(MeasureSpec const& m) {
        switch (m.type) {
            case MeasureType::relief:
                return lift(m);
            case MeasureType::subsidy:
                return build(m);
            case MeasureType::engagement:
                package_.leak_scale *=
                    static_cast<float>(1 - m.of<EngagementTerms>().leak_effect);
                return;
            case MeasureType::prequalification:
                return prepare(b_, m, prepared_);
            case MeasureType::blocking_statute:
                return;  // scales the compliance of others, see `resisted`
            case MeasureType::local_for_local:
                if (m.of<LocalForLocalTerms>().share > 0) {
                    prepare(b_, m, prepared_);
                }
                break;
            default:
                break;
        }
        start(packaged_.compiled.at(m.name));
    }

    bool stays_out(std::uint32_t country) const {
        return country != none && !p_.without.empty() &&
               b_.network.countries[country].id == p_.without;
    }

    void start(CompiledMeasure const& measure) {
        auto const quorum = add_quorum(measure);
        for (auto const& part : measure.parts) {
            if (stays_out(part.country)) {
                continue;
            }
            auto activation = part.activation;
            activation.quorum = quorum;
            if (part.follows_others) {
                scale_compliance(b_, activation, resisted(part.country));
            }
            b_.model.activation.push_back(activation);
        }
    }

    /// Share of a country's compliance that its statutes leave (M35).
    double resisted(std::uint32_t country) const {
        double share = 1;
        for (auto const& name : p_.measures) {
            auto const& m = *packaged_.spec.at(name);
            if (m.type == MeasureType::blocking_statute &&
                b_.select.countries(m.target.countries, m.location,
                                    "countries")[country]) {
                share *= 1 - m.of<BlockingStatuteTerms>().strength;
            }
        }
        return share;
    }

    std::uint32_t add_quorum(CompiledMeasure const& measure) {
        if (measure.members_needed == 0) {
            return none;
        }
        auto& model = b_.model;
        auto const first = size(model.quorum_member);
        for (auto const& member : measure.members) {
            if (!stays_out(member.country)) {
                model.quorum_member.push_back(
                    {member.table, member.address,
                     static_cast<float>(resisted(member.country))});
            }
        }
        model.quorum.push_back(
            {first, size(model.quorum_member), measure.members_needed});
        return size(model.quorum) - 1;
    }

    /// Ends the senders' part; allies follow later (M48).
    void lift(MeasureSpec const& m) {
        bool first = true;
        for (auto const& name : m.lifted()) {
            if (!contains(p_.measures, name)) {
                b_.warnings.push_back(fmt::format(
                    "{}: {}: '{}' lifts '{}', which this package lacks",
                    p_.location.section, p_.location.title, m.name, name));
            }
            for (auto const slot :
                 packaged_.compiled.at(name).senders_slots()) {
                Activation a{};
                a.slot = slot;
                a.start = a.end = m.start_week;
                a.lifts = 1;
                a.tension_jump = first ? static_cast<float>(m.tension_jump) : 0;
                b_.model.activation.push_back(a);
                first = false;
            }
        }
    }

    void build(MeasureSpec const& m) {
        auto const& terms = m.of<SubsidyTerms>();
        for (auto const node : b_.select.nodes(m.target, m.location)) {
            increments_.push_back({m.start_week + terms.build_weeks, node,
                                   static_cast<float>(terms.capacity),
                                   static_cast<float>(terms.waits_for_demand)});
        }
    }

    void add_increments() {
        std::stable_sort(increments_.begin(), increments_.end(),
                         [](Increment const& a, Increment const& b) {
                             return a.week < b.week;
                         });
        auto& all = b_.model.increment;
        package_.first_increment = size(all);
        all.insert(all.end(), increments_.begin(), increments_.end());
        package_.last_increment = size(all);
    }

    void add_prepared() {
        auto& all = b_.model.prepared;
        package_.first_prepared = size(all);
        for (auto const& entry : prepared_) {
            all.push_back(entry.second);
        }
        package_.last_prepared = size(all);
    }

    std::uint32_t family_mask() const {
        std::uint32_t mask = 0;
        auto const& families = b_.campaign.families;
        for (std::size_t f = 0; f < families.size(); ++f) {
            if (p_.families == Names{"all"} ||
                contains(p_.families, families[f].name)) {
                mask |= 1u << f;
            }
        }
        return mask;
    }

    ModelBuilder& b_;
    PackagedMeasures const& packaged_;
    PackageSpec const& p_;
    Package package_{};
    std::vector<Increment> increments_;
    PreparedGroups prepared_;
};

void check_leavers(ModelBuilder const& b) {
    for (auto const& package : b.campaign.packages) {
        if (!package.leave_one_out.empty()) {
            b.select.countries(package.leave_one_out, package.location,
                               "leave_one_out");
        }
    }
}
}  // namespace

void compile_packages(ModelBuilder& b) {
    check_compliance(b);
    check_leavers(b);
    auto const packaged = compile_packaged_measures(b);
    for (auto const& m : b.campaign.measures) {
        bool const used = std::any_of(
            b.campaign.packages.begin(), b.campaign.packages.end(),
            [&](auto const& p) { return contains(p.measures, m.name); });
        if (used && has_slots(m.type)) {
            warn_of_idle_denial(b, m, packaged.compiled.at(m.name));
        }
    }
    b.model.package.clear();
    b.model.package_name.clear();
    for (auto const& package : b.campaign.packages) {
        PackageCompiler{b, packaged, package}();
    }
}
}  // namespace chokepoint
