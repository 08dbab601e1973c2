#include "host/explain/network_names.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

#include "host/explain/element_names.hpp"
#include "host/network/dependence.hpp"
#include "host/network/input_error.hpp"

namespace chokepoint {
namespace {
/// Small letters without blanks, - and _: "Rare-earth" is found by
/// "rare_earth".
std::string plain(std::string const& text) {
    std::string letters;
    for (auto const letter : text) {
        if (letter != ' ' && letter != '-' && letter != '_') {
            letters += static_cast<char>(
                std::tolower(static_cast<unsigned char>(letter)));
        }
    }
    return letters;
}

class Search {
  public:
    explicit Search(std::string const& word) : word_{plain(word)} {}

    /// \return rows with the word in one of their texts
    template <class Rows, class Texts>
    std::vector<std::uint32_t> operator()(Rows const& rows,
                                          Texts const& texts) {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            bool hit = false;
            for (auto const& text : texts(rows[i])) {
                hit = has_element_of(text) || hit || has(text);
                tell(text);
            }
            if (hit) {
                found.push_back(i);
            }
        }
        return found;
    }

    bool has(std::string const& text) const {
        return plain(text).find(word_) != std::string::npos;
    }

    /// Is the word the name of a chemical element that is in the text?
    bool has_element_of(std::string const& text) {
        bool hit = false;
        for (auto const& [name, symbol] : element_names()) {
            if (has_element(text, symbol)) {
                hit = hit || name == word_;
                candidates_.insert(name);
            }
        }
        return hit;
    }

    /// Everything that could have been meant: texts and their words.
    void tell(std::string const& text) {
        candidates_.insert(text);
        std::istringstream words{text};
        for (std::string word; words >> word;) {
            auto const part = word.find_first_not_of("(\"");
            auto const end = word.find_last_not_of("),;\"");
            if (part != std::string::npos && end != std::string::npos) {
                candidates_.insert(word.substr(part, end + 1 - part));
            }
        }
    }

    std::vector<std::string> candidates() const {
        return {candidates_.begin(), candidates_.end()};
    }

  private:
    std::string word_;
    std::set<std::string> candidates_;
};
}  // namespace

NetworkNames find_names(SupplyNetwork const& network, std::string const& word) {
    using Texts = std::vector<std::string>;
    Search search{word};
    NetworkNames names;
    auto const code_and_name = [](auto const& row) {
        return Texts{row.id, row.name};
    };
    names.countries = search(network.countries, code_and_name);
    names.products = search(network.products, [](Product const& product) {
        return Texts{product.id, product.name, product.group};
    });
    names.firms = search(network.firms, code_and_name);
    names.routes = search(network.routes, code_and_name);
    std::set<std::string> seen;
    for (auto const& product : network.products) {
        search.tell(product.stage);
        if (seen.insert(product.stage).second && search.has(product.stage)) {
            names.stages.push_back(product.stage);
        }
    }
    if (names.countries.empty() && names.products.empty() &&
        names.firms.empty() && names.routes.empty() && names.stages.empty()) {
        throw InputError{"'" + word +
                         "': no country, product, firm, route or stage of the "
                         "network has this in its code or name (without a "
                         "word all are listed" +
                         nearest_hint(word, search.candidates()) + ")"};
    }
    return names;
}

std::vector<std::pair<std::uint32_t, double>> sellers(
    SupplyNetwork const& network, std::uint32_t product) {
    TradeMatrix const trade{network, product, Flows::all};
    std::vector<std::pair<std::uint32_t, double>> shares;
    for (std::uint32_t c = 0; c < trade.countries(); ++c) {
        if (trade.sold()[c] > 0) {
            shares.emplace_back(c, trade.sold()[c] / trade.total());
        }
    }
    std::stable_sort(
        shares.begin(), shares.end(),
        [](auto const& a, auto const& b) { return a.second > b.second; });
    return shares;
}

std::vector<std::uint32_t> products_of(SupplyNetwork const& network,
                                       std::uint32_t firm) {
    std::set<std::uint32_t> products;
    for (auto const& node : network.nodes) {
        if (node.firm == firm || network.whole_firm(node.firm) == firm) {
            products.insert(node.product);
        }
    }
    return {products.begin(), products.end()};
}
}  // namespace chokepoint
