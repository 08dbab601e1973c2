#include "host/campaign/model/compiled_sha256.hpp"

#include "host/network/tables/sha256.hpp"

namespace chokepoint {
namespace {
class TablesHash {
  public:
    template <class T>
    void add(T const* data, std::uint64_t size) {
        static_assert(sizeof(T) == 4, "plain words");
        hash_.add({reinterpret_cast<char const*>(&size), sizeof size});
        hash_.add({reinterpret_cast<char const*>(data), size * sizeof(T)});
    }
    template <class T>
    void add(std::vector<T> const& table) {
        add(table.data(), table.size());
    }
    std::string digest() { return hash_.digest(); }

  private:
    Sha256 hash_;
};
}  // namespace

std::string compiled_sha256(CompiledModel const& model) {
    TablesHash hash;
    hash.add(model.quantile);
    hash.add(model.latent);
    hash.add(model.wait_cdf);
    hash.add(model.threshold);
    for (auto const& slot : model.slot) {
        hash.add(slot.level_pass, tariff_levels);
    }
    for (auto const& counter : model.counter) {
        hash.add(&counter.weight, 1);
    }
    for (auto const& reserve : model.reserve) {
        hash.add(&reserve.release_price, 1);
    }
    hash.add(&model.rules.price_limit, 1);
    return hash.digest();
}
}  // namespace chokepoint
