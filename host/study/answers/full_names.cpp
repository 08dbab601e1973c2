#include "host/study/answers/full_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace chokepoint {
namespace {
using Names = std::map<std::string, std::string>;

Names names_in(ResultsReader const& reader,
               std::vector<std::string> const& codes,
               std::string const& path) {
    Names names;
    if (reader.has(path)) {
        auto const full = reader.names(path);
        for (std::size_t i = 0; i < std::min(codes.size(), full.size()); ++i) {
            names[codes[i]] = full[i];
        }
    }
    return names;
}

std::string name_of(Names const& names, std::string const& code) {
    auto const found = names.find(code);
    return found == names.end() || found->second.empty() ? code : found->second;
}
}  // namespace

FullNames::FullNames(ResultsReader const& reader)
    : country_{names_in(reader, reader.description().country, "/country_name")},
      product_{
          names_in(reader, reader.description().product, "/product_name")} {}

std::string FullNames::country(std::string const& code) const {
    return name_of(country_, code);
}

std::string FullNames::product(std::string const& code) const {
    return name_of(product_, code);
}

std::string FullNames::product_and_code(std::string const& code) const {
    auto const name = product(code);
    return name == code ? code : fmt::format("{} ({})", name, code);
}

std::string FullNames::node(std::string const& code) const {
    // COUNTRY:product or COUNTRY:product:firm.
    auto const first = code.find(':');
    if (first == std::string::npos) {
        return code;
    }
    auto const second = code.find(':', first + 1);
    auto const place = code.substr(0, first);
    auto const made = code.substr(
        first + 1, second == std::string::npos ? second : second - first - 1);
    if (country_.count(place) == 0 || product_.count(made) == 0) {
        return code;
    }
    return fmt::format("{} in {} ({})", product(made), country(place), code);
}
}  // namespace chokepoint
