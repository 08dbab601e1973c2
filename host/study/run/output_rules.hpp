/// \file output_rules.hpp
/// What the outputs of a campaign and of a network may replace.
#pragma once

#include <string>
#include <vector>

#include "host/network/table_text.hpp"
#include "host/storage/output/output_place.hpp"
#include "host/storage/output/output_tables.hpp"
#include "host/storage/results/stored_run.hpp"
#include "host/study/plan/study.hpp"

namespace chokepoint {
/// May the results of another campaign be replaced?
enum class Overwrite { no, yes };

/// Results of the same campaign, network and seed may be replaced unasked,
/// if they have no more worlds than the new ones; any other results if the
/// user says so; nothing else ever.
WhyNot results_rule(Study const& study, Overwrite overwrite);

/// \return how a stored run differs from another one in what changes a number,
///         "has results of ..."; empty: it does not, and has no more worlds
std::string run_difference(StoredRun const& stored,
                           ResultsDescription const& wanted);

/// \return whether the file holds these very results: same campaign, network,
///         seed, number of worlds, program and tables; no: it may not be there
bool holds_results_of(Study const& study, std::string const& path);

/// Tables of the network room, to be written.
std::vector<OutputTable> output_tables(std::vector<TableText> const& texts);
}  // namespace chokepoint
