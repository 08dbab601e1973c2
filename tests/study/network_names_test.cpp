#include <gmock/gmock.h>

#include "host/explain/element_names.hpp"
#include "host/explain/network_names.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/load_network.hpp"

namespace chokepoint::test {
namespace {
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class NetworkNamesFound : public testing::Test {
  protected:
    std::vector<std::string> products(std::string const& word) const {
        std::vector<std::string> codes;
        for (auto const p : find_names(network_, word).products) {
            codes.push_back(network_.products[p].id);
        }
        return codes;
    }
    std::vector<std::string> countries(std::string const& word) const {
        std::vector<std::string> codes;
        for (auto const c : find_names(network_, word).countries) {
            codes.push_back(network_.countries[c].id);
        }
        return codes;
    }

    static SupplyNetwork const& loaded() {
        static auto const network = load_network(
            CHOKEPOINT_SOURCE_DIR "/configs/networks/chips-and-minerals");
        return network;
    }

    SupplyNetwork const& network_ = loaded();
};

TEST_F(NetworkNamesFound, ByElementCodeNameAndPartOfOne) {
    EXPECT_THAT(products("dysprosium"), ElementsAre("reo_heavy"));
    EXPECT_THAT(products("Neodymium"), testing::Contains("reo_light"));
    EXPECT_THAT(countries("jpn"), ElementsAre("JPN"));
    EXPECT_THAT(countries("japan"), ElementsAre("JPN"));
    EXPECT_THAT(products("rare earth"), testing::Contains("ree_ore_heavy"));
    EXPECT_EQ(find_names(network_, "").products.size(),
              network_.products.size());
    EXPECT_EQ(find_names(network_, "").firms.size(), network_.firms.size());
}

TEST_F(NetworkNamesFound, OrTheNearestIsTold) {
    auto const message = [&](std::string const& word) {
        try {
            find_names(network_, word);
        } catch (InputError const& error) {
            return std::string{error.what()};
        }
        return std::string{"no error"};
    };
    EXPECT_THAT(message("disprosium"), HasSubstr("nearest: 'dysprosium'"));
    EXPECT_THAT(message("Jappan"), HasSubstr("nearest: 'Japan'"));
    EXPECT_THAT(message("qqqqqqqqqq"), HasSubstr("without a word all"));
}

TEST_F(NetworkNamesFound, SellersShareTheSalesOfAProduct) {
    for (std::uint32_t p = 0; p < network_.products.size(); ++p) {
        double sum = 0, last = 1;
        for (auto const& [country, share] : sellers(network_, p)) {
            EXPECT_LE(share, last);
            last = share;
            sum += share;
        }
        EXPECT_NEAR(sum, sum > 0 ? 1 : 0, 1e-9) << network_.products[p].id;
    }
}

TEST(ElementNames, AreFoundByTheirSymbolsAloneAndInFormulas) {
    EXPECT_TRUE(has_element("oxides (Dy, Tb)", "Dy"));
    EXPECT_TRUE(has_element("oxides (NdPr)", "Pr"));
    EXPECT_TRUE(has_element("GaN wafers", "Ga"));
    EXPECT_FALSE(has_element("Cobalt", "Co"));
    EXPECT_FALSE(has_element("NAND", "Nd"));
    EXPECT_FALSE(has_element("In the mine", "Ni"));
}
}  // namespace
}  // namespace chokepoint::test
