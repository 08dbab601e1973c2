/// \file trace.hpp
/// One replayed world, week by week, for other tools: HDF5 and CSV.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/storage/hdf5/storage_error.hpp"
#include "host/storage/output/output_claim.hpp"
#include "kernels/engine/engine.hpp"

namespace chokepoint {
inline constexpr char trace_format_version[] = "1.3";

/// Names and weights of what a trace shows; index = id of the engine.
struct TraceDescription {
    std::string program_version, git_commit;
    std::string campaign;  ///< effective campaign, TOML
    std::string package;
    std::uint64_t seed = 1, scenario = 0;
    std::uint32_t priority_classes = 1;

    std::vector<std::string> country;
    std::vector<std::string> node;
    std::vector<std::uint32_t> node_country;  ///< [node] index of a country
    std::vector<double> value_added;          ///< [node] million USD/week
    /// Groups below `first_sink`, "buyer <- product", and those from there on,
    /// "country <- product".
    std::vector<std::string> group, sink;
    std::vector<std::string> slot;  ///< measures
    std::vector<std::string> control_class;
    /// [control_class] baseline flow of its links, million USD/week, and the
    /// slots that filter it.
    std::vector<double> class_flow;
    std::vector<std::vector<std::uint32_t>> class_slots;
    std::vector<std::string> family, entity;
    /// Of prices, reserves, retaliation ("A>B": A answers B); may be empty.
    std::vector<std::string> market{}, reserve{}, pair{};
    /// Events of the campaign that every world has, and what they hit.
    std::vector<std::string> scheduled, scheduled_target;
};

/// `end`: a measure is lifted or given up.
enum class EventKind { sampled, scheduled, measure, answer, end };

/// \return "sampled", "scheduled", "measure", "answer", "end"
std::string name_of(EventKind kind);

/// What the campaign announces: a scheduled event, or what the package starts
/// and lifts.
struct KnownEvent {
    EventKind kind;    ///< all but sampled and answer
    std::uint32_t id;  ///< of the scheduled event; of the measure
    std::int32_t start;
    /// As of a TraceEvent. A measure holds until its term ends, or to the end
    /// of the world; a surge of demand is a level.
    float hold, recovery, severity, level, delay;
    /// false: not before the world's end, too few agreed, nobody complied, or
    /// nothing was there to lift
    bool took_effect;
    float force = 1;                     ///< as of a TraceAction
    std::vector<std::uint32_t> nodes{};  ///< that it damages
};

/// What a measure leads to: an answer, or that it is given up.
struct Reaction {
    EventKind kind;         ///< answer or end
    std::uint32_t id;       ///< of the measure
    std::int64_t pair;      ///< who answers whom, -1: nobody
    std::int64_t decision;  ///< measures of one answer share it, -1: no answer
    std::int32_t start;
    float hold, level;
    bool took_effect;  ///< false: the world ends before
};

/// What `trace_world` gave, and what was known before.
struct Trace {
    std::vector<TraceWeek> weeks;
    std::vector<TraceEvent> events;  ///< sampled
    std::vector<KnownEvent> known;
    std::vector<Reaction> reactions{};
};
}  // namespace chokepoint
