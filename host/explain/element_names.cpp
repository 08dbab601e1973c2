#include "host/explain/element_names.hpp"

#include <algorithm>
#include <cctype>

namespace chokepoint {
namespace {
/// Elements of compounds that nobody asks for alone.
char const* const companions[] = {"H", "B", "C", "N", "O", "F", "P", "S"};

bool is_symbol(std::string const& text) {
    auto const& names = element_names();
    return std::any_of(
               names.begin(), names.end(),
               [&](auto const& element) { return element.second == text; }) ||
           std::any_of(std::begin(companions), std::end(companions),
                       [&](auto const* symbol) { return text == symbol; });
}

/// Does a word read as a formula, such as NdPr, and have the symbol in it?
bool formula_has(std::string const& word, std::string const& symbol) {
    bool found = false;
    for (std::size_t i = 0; i < word.size();) {
        auto end = i + 1;
        while (end < word.size() &&
               std::islower(static_cast<unsigned char>(word[end]))) {
            ++end;
        }
        auto const part = word.substr(i, end - i);
        if (!is_symbol(part)) {
            return false;
        }
        found = found || part == symbol;
        i = end;
    }
    return found;
}
}  // namespace

std::vector<std::pair<std::string, std::string>> const& element_names() {
    static std::vector<std::pair<std::string, std::string>> const names{
        {"aluminium", "Al"},  {"aluminum", "Al"},     {"antimony", "Sb"},
        {"arsenic", "As"},    {"barium", "Ba"},       {"beryllium", "Be"},
        {"bismuth", "Bi"},    {"cadmium", "Cd"},      {"caesium", "Cs"},
        {"cesium", "Cs"},     {"cerium", "Ce"},       {"chromium", "Cr"},
        {"cobalt", "Co"},     {"copper", "Cu"},       {"dysprosium", "Dy"},
        {"erbium", "Er"},     {"europium", "Eu"},     {"gadolinium", "Gd"},
        {"gallium", "Ga"},    {"germanium", "Ge"},    {"gold", "Au"},
        {"hafnium", "Hf"},    {"helium", "He"},       {"holmium", "Ho"},
        {"indium", "In"},     {"iridium", "Ir"},      {"iron", "Fe"},
        {"lanthanum", "La"},  {"lead", "Pb"},         {"lithium", "Li"},
        {"lutetium", "Lu"},   {"magnesium", "Mg"},    {"manganese", "Mn"},
        {"molybdenum", "Mo"}, {"neodymium", "Nd"},    {"neon", "Ne"},
        {"nickel", "Ni"},     {"niobium", "Nb"},      {"palladium", "Pd"},
        {"platinum", "Pt"},   {"praseodymium", "Pr"}, {"rhenium", "Re"},
        {"rhodium", "Rh"},    {"rubidium", "Rb"},     {"ruthenium", "Ru"},
        {"samarium", "Sm"},   {"scandium", "Sc"},     {"selenium", "Se"},
        {"silicon", "Si"},    {"silver", "Ag"},       {"strontium", "Sr"},
        {"tantalum", "Ta"},   {"tellurium", "Te"},    {"terbium", "Tb"},
        {"thulium", "Tm"},    {"tin", "Sn"},          {"titanium", "Ti"},
        {"tungsten", "W"},    {"vanadium", "V"},      {"ytterbium", "Yb"},
        {"yttrium", "Y"},     {"zinc", "Zn"},         {"zirconium", "Zr"}};
    return names;
}

bool has_element(std::string const& text, std::string const& symbol) {
    std::string word;
    for (auto const letter : text + ' ') {
        if (std::isalnum(static_cast<unsigned char>(letter))) {
            word += letter;
        } else {
            if (!word.empty() && formula_has(word, symbol)) {
                return true;
            }
            word.clear();
        }
    }
    return false;
}
}  // namespace chokepoint
