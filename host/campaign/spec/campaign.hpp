/// \file campaign.hpp
/// A campaign as its TOML file says it: names not yet looked up in a network.
///
/// Keys, units and ranges: campaign_keys.hpp, from which the tables of
/// configs/README.md come. Weeks are weeks from the start of a world, 0 the
/// first.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host/campaign/spec/adjustment.hpp"
#include "host/campaign/spec/distribution.hpp"
#include "host/campaign/spec/instrument_terms.hpp"
#include "host/campaign/spec/mechanism_specs.hpp"
#include "host/campaign/spec/selector.hpp"
#include "host/campaign/spec/source_location.hpp"

namespace chokepoint {
/// [campaign]: the network, and how many worlds of which length.
struct CampaignHeader {
    std::string name;  ///< default: the file's name without ".toml"
    std::string description;
    std::string network;  ///< folder, relative to the campaign file
    std::uint64_t scenarios = 100000;
    std::int32_t weeks = 104;
    std::uint64_t seed = 1;
    std::uint32_t chunk = 65536;  ///< scenarios computed and stored at once
    SourceLocation location;
};

/// Known models as special cases of the rules (model B11).
enum class Mode { standard, leontief, ario, esri_down, pichler };

/// How the orders of a buyer are shared among its suppliers in mode ario:
/// "noalt" and "alt" of BoARIO (model B5.4).
enum class OrderRule { fixed, capacity };

/// [model]: the mode, and constants of the march.
struct ModelOptions {
    Mode mode = Mode::standard;
    OrderRule order_rule = OrderRule::fixed;  ///< capacity: mode ario only
    double reliability_memory_weeks = 4;
    double overtime_weeks = 52;
    double target_adaptation = 0;      ///< default of mode ario: 1
    double demand_destruction = 0.01;  ///< default of mode ario: 0
    double demand_floor = 0.2;
    SourceLocation location;
};

/// [world]: regime and tension, week by week.
struct WorldOptions {
    std::string start_regime = "competition";
    std::array<std::array<double, 4>, 4> transition{{{.985, .014, .001, 0},
                                                     {.012, .978, .010, 0},
                                                     {.002, .046, .950, .002},
                                                     {0, 0, .02, .98}}};
    std::optional<double> tension_start;  ///< empty: random, N(0,1)
    double tension_persistence = 0.97;
    double tension_noise = 0.24310491562286438;  ///< sqrt(1 - persistence^2)
    SourceLocation location;
};

/// What chance may do: the types of [[family]].
enum class FamilyType {
    natural_hazard,
    plant_accident,
    cyber_outage,
    logistic,
    demand_surge,
    export_ban,
    licence,
    entity_list,
    import_ban,
    tariff,
    blockade
};

/// Which past licences are like those to come: of controls for security's
/// sake, or of controls that squeeze supply (model B4.2).
enum class LicenceRecord { security, supply };

/// Licence process of model B4.2.
struct LicenceTerms {
    LicenceRecord record = LicenceRecord::security;
    double utilisation = 0.6;
    double approval_small = 0.72;
    double approval_large = 0.30;
    double large_value_share = 0.81;
    std::uint32_t applications = 8;
    Distribution wait_weeks = Distribution::lognormal(11.3, 0.383);
};

/// What a control lets through besides its rule (model B7.5).
struct Leakage {
    double leak = 0;  ///< share of the blocked flow in the long run
    double leak_weeks = 26;
    double enforcement = 0;
};

/// A [[family]] of random events. Fields that its type does not use keep
/// their default and are neither read nor written.
struct FamilySpec {
    std::string name;
    FamilyType type = FamilyType::plant_accident;
    Selector target;
    double rate = 0;  ///< events per year and entity at multiplier 1
    std::string arrival = "auto";  ///< auto, poisson, weekly
    std::array<double, 4> multiplier{1, 1, 1, 1};
    double tension_slope = 0;
    double tension_jump = 0;
    std::string unit = "node";       ///< cyber_outage: node or firm
    std::vector<std::string> split;  ///< policy: exporter, importer, product
    Distribution severity, hold_weeks, recovery_weeks, delay_weeks;
    Distribution pass;      ///< share of the flow let through
    Distribution surge;     ///< added to demand
    Distribution fraction;  ///< of a country's nodes hit
    double copula_correlation = 0.5;
    double copula_freedom = 4;  ///< degrees of freedom, 0: Gaussian
    Distribution batch;         ///< entities listed at once
    double listed_share_per_entity = 0.001;
    double strictness = 1, chill = 0.05;
    std::vector<double> tariffs{0.10, 0.25, 0.60, 1.00};
    std::vector<double> tariff_probabilities{.25, .25, .25, .25};
    LicenceTerms licence;
    Leakage leakage;
    SourceLocation location;
};

/// What may be scheduled: the types of [[event]].
enum class EventType { capacity, demand, logistic, blockade };

/// A scheduled [[event]], the same in every world and package.
struct EventSpec {
    std::string name;
    EventType type = EventType::capacity;
    Selector target;
    std::int32_t start_week = 0;
    double hold_weeks = 0, recovery_weeks = 0;
    double severity = 0;     ///< share of capacity lost
    double surge = 0;        ///< added to demand, share of baseline
    double pass = 1;         ///< share of the flow let through
    double delay_weeks = 0;  ///< extra time in transit
    SourceLocation location;
};

/// What a package may do: the types of [[measure]].
enum class MeasureType {
    ban,
    quota,
    tariff,
    entity_list,
    import_ban,
    logistic,
    licence,
    export_control,
    financial_sanction,
    vendor_exclusion,
    deemed_export,
    inbound_investment,
    outbound_investment,
    judicial,
    innovation,
    intra_firm_decoupling,
    subsidy,
    relocation,
    preclusive_buying,
    engagement,
    prequalification,
    local_for_local,
    blocking_statute,
    relief
};

/// Who joins the senders of a measure, and how willingly (M38, M40, M58).
struct AlliedTerms {
    std::vector<std::string> allies;
    /// Of everyone; empty: senders 1, allies by their [[compliance]] table.
    std::optional<double> compliance;
    bool firm_obedience = false;       ///< each allied firm decides alone
    std::uint32_t members_needed = 0;  ///< allies that must agree, 0: none
};

/// How a measure ends besides its term (model B6, M36, M48).
struct ExitTerms {
    double hazard = 0;         ///< a week, at tension 0
    double loss_hazard = 0;    ///< a week per share of output lost
    double tolerance = 0.005;  ///< loss that the sender bears
    std::string follows;       ///< measure after which this one ends
    std::int32_t follow_weeks = 26;
};

/// Third-country goods that an export control reaches (model B4.3).
struct ReachTerms {
    std::optional<double> de_minimis;  ///< content theta; empty: no rule
    bool direct_product = false;
    std::uint32_t depth = 3;  ///< stages above the product, for its tools
    /// Products that count as tools besides CAPITAL inputs.
    std::vector<std::string> direct_products;
};

/// What a measure on knowledge, capital or people changes at full bite
/// (model B4.4): each a share of what it was, -1 takes all of it.
struct InfluenceEffects {
    double growth = 0, erosion = 0, ramp = 0, slack = 0;
    double sender_erosion = 0;
};

/// A [[measure]]: an instrument that packages may contain.
struct MeasureSpec {
    std::string name;
    MeasureType type = MeasureType::ban;
    Selector target;  ///< exporters, importers, products, firms, routes
    /// Countries that act; empty: the exporters (importers) in scope.
    std::vector<std::string> senders;
    double strictness = 1;
    Distribution coverage = Distribution::constant(1);
    Distribution implementation_weeks = Distribution::constant(0);
    double visibility = 1;      ///< share that the target sees
    double quota = 0.5;         ///< quota: share of baseline volume allowed
    double pass = 0;            ///< logistic: share let through
    double rate = 0.25;         ///< tariff, 0.25 = 25 %
    double chill = 0.05;        ///< entity_list, financial_sanction
    double listed_share = 0.1;  ///< entity_list without `firms`
    /// Links stay free if free suppliers can replace that much; 0: no test.
    double foreign_availability = 0;
    LicenceTerms licence;
    Leakage leakage;
    AlliedTerms allied;
    ExitTerms exit;
    ReachTerms reach;
    InfluenceEffects effects;
    InstrumentTerms terms;  ///< as default_measure(type) sets them
    std::int32_t start_week = 0;
    std::optional<std::int32_t> duration_weeks;  ///< empty: to the end
    double tension_jump = 0.3;
    SourceLocation location;

    /// \pre the type has such terms
    template <class Terms>
    Terms const& of() const {
        return std::get<Terms>(terms);
    }
    /// The same, to be filled in.
    template <class Terms>
    Terms& of() {
        return std::get<Terms>(terms);
    }
    /// \return names of the measures that a relief lifts; none of others
    std::vector<std::string> lifted() const {
        auto const* const relief = std::get_if<ReliefTerms>(&terms);
        return relief ? relief->lifts : std::vector<std::string>{};
    }
};

/// One row of a country's compliance table (G22 Table 1; model A6).
struct ComplianceRow {
    double alpha = 2, beta = 8;   ///< compliance ~ Beta(alpha, beta)
    std::int32_t lag_weeks = 52;  ///< later than the sender
    double visibility = 1;        ///< share that the target sees
};

/// Rows of a compliance table.
enum class ComplianceKind {
    fdi_review,
    export_control,
    entity_list,
    import_restriction,
    personnel,
    supply_coalition,
    technology_coalition
};
inline constexpr std::size_t compliance_kinds = 7;
using ComplianceTable = std::array<ComplianceRow, compliance_kinds>;

/// A [[compliance]]: how one country follows the measures of others.
struct ComplianceSpec {
    std::string country;
    std::string like;  ///< country whose built-in table it starts from
    ComplianceTable row{};
    SourceLocation location;
};

/// A policy [[package]].
struct PackageSpec {
    std::string name, description;
    std::vector<std::string> measures;
    std::vector<std::string> families{"all"};
    double restraint = 0;        ///< of the countries that react
    double openness = 0;         ///< tempers reaction and erosion
    double leak_prevention = 0;  ///< share of leaks that is stopped (M37)
    std::vector<std::string> reserves{"all"};
    /// Who loses on which side (B9.7); empty: not accounted.
    std::vector<std::string> sender, target, allies;
    /// Countries whose leaving is tried in packages of their own.
    std::vector<std::string> leave_one_out;
    /// Not a key: this is the package of `location` without that country.
    std::string without;
    SourceLocation location;
};

/// [metrics]: what is counted, and until when.
struct MetricsOptions {
    std::vector<std::int32_t> horizons;  ///< weeks, ascending, not empty
    std::vector<std::string> products;   ///< extra cells; {"all"}: each
    std::vector<std::string> groups;     ///< extra cells; {"all"}: each
    bool shortages = true;
    std::vector<std::string> losses;    ///< groups of datasets to store
    std::vector<std::string> leverage;  ///< "A>B": of A over B
    std::vector<std::string> flows;     ///< "FROM>TO": country, bloc, firm
    std::vector<std::string> denial;    ///< countries
    std::vector<std::string> denial_products;  ///< empty: dual-use products
    bool costs = false;  ///< duties, price uplift, premium of extra orders
    SourceLocation location;
};

/// [output]: where results go, and how tightly they are packed.
struct OutputOptions {
    std::string file;              ///< default: NAME.h5 in the working folder
    std::int32_t compression = 1;  ///< deflate level 0-9
    SourceLocation location;
};

/// How the worlds of a run are chosen: each scenario from 0 on, or those that
/// a screening of many more leaves (host/study/sampling/).
enum class SamplingMethod { plain, screened };

/// Groups of worlds that repeat a screened run in small, for its intervals.
inline constexpr std::uint64_t sampling_groups = 20;

/// [sampling]: which worlds are marched.
struct SamplingOptions {
    SamplingMethod method = SamplingMethod::plain;
    std::uint64_t draws = 32;    ///< worlds drawn for each that is marched
    std::uint64_t pilot = 2000;  ///< worlds marched first, to learn from
    double return_period = 200;  ///< the tail that is looked for
    SourceLocation location;
};

/// [engine]: what marches, unless the command line says otherwise.
struct EngineChoice {
    std::string backend = "auto";       ///< auto, cpu, cuda
    std::uint32_t threads = 0;          ///< CPU threads, 0: all cores
    std::vector<std::int32_t> devices;  ///< CUDA devices, empty: all
    SourceLocation location;
};

/// A whole campaign; what its file does not say has its default.
struct Campaign {
    std::string path;          ///< of the file read
    std::string network_path;  ///< header.network seen from here
    CampaignHeader header;
    ModelOptions model;
    WorldOptions world;
    std::vector<Adjustment> adjustments;
    std::vector<FamilySpec> families;
    std::vector<EventSpec> events;
    std::vector<MeasureSpec> measures;
    std::vector<ComplianceSpec> compliance;
    DynamicsOptions dynamics;
    std::vector<GrowthSpec> growth;
    PriceOptions prices;
    std::vector<MarketSpec> markets;
    std::vector<ReserveSpec> reserves;
    std::vector<RetaliationSpec> retaliations;
    std::vector<PackageSpec> packages;  ///< [0] is "none"
    MetricsOptions metrics;
    SamplingOptions sampling;
    OutputOptions output;
    EngineChoice engine;
    std::vector<std::string> warnings;  ///< found while reading
};
}  // namespace chokepoint
