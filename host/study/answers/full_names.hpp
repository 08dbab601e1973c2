/// \file full_names.hpp
/// What a results file calls its countries, products and nodes.
#pragma once

#include <map>
#include <string>

#include "host/storage/results/results_reader.hpp"

namespace chokepoint {
/// Codes become names; older files have none, there codes stay.
class FullNames {
  public:
    /// Reads the names of a file.
    explicit FullNames(ResultsReader const& reader);

    /// "Taiwan"; the code if nothing is known.
    std::string country(std::string const& code) const;
    /// "Logic chips for AI"; the code if nothing is known.
    std::string product(std::string const& code) const;
    /// "Logic chips for AI (chip_ai)"; the code alone if nothing is known.
    std::string product_and_code(std::string const& code) const;
    /// "Logic chips for AI in United States (USA:chip_ai:NVIDIA)"; the code
    /// alone if its parts are not known.
    std::string node(std::string const& code) const;

  private:
    std::map<std::string, std::string> country_, product_;
};
}  // namespace chokepoint
