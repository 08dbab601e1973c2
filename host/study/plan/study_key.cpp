#include "host/study/plan/study_key.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <type_traits>

#include "host/campaign/model/compiled_sha256.hpp"
#include "host/network/tables/sha256.hpp"
#include "host/storage/chunks/chunk_journal.hpp"

namespace chokepoint {
namespace {
/// Feeds plain values and arrays to the hash, each array with its length.
class ModelHash {
  public:
    template <class T>
    void value(T const& x) {
        static_assert(std::is_trivially_copyable_v<T>);
        hash_.add({reinterpret_cast<char const*>(&x), sizeof x});
    }
    template <class T>
    void array(T const* data, std::size_t size) {
        static_assert(std::is_trivially_copyable_v<T>);
        value(size);
        hash_.add({reinterpret_cast<char const*>(data), size * sizeof(T)});
    }
    void names(std::vector<std::string> const& texts) {
        value(texts.size());
        for (auto const& text : texts) {
            array(text.data(), text.size());
        }
    }
    std::string digest() { return hash_.digest(); }

  private:
    Sha256 hash_;
};
}  // namespace

std::string study_key(Study const& study) {
    auto const& model = study.model;
    auto view = model.view();
    // What compiled_sha256 covers is left out here, so that two keys tell
    // whether the campaign differs or only how it was computed.
    view.quantile = {};
    view.latent = {};
    view.wait_cdf = {};
    view.threshold = {};
    view.rules.price_limit = 0;
    auto slots = model.slot;
    for (auto& slot : slots) {
        std::fill(std::begin(slot.level_pass), std::end(slot.level_pass), 0.f);
    }
    view.slot.data = slots.data();
    auto counters = model.counter;
    for (auto& counter : counters) {
        counter.weight = 0;
    }
    view.counter.data = counters.data();
    auto reserves = model.reserve;
    for (auto& reserve : reserves) {
        reserve.release_price = 0;
    }
    view.reserve.data = reserves.data();
    ModelHash hash;
    // Views hold only 4-byte and 8-byte numbers: no padding to worry about.
    for_each_array(view,
                   [&](auto const& span) { hash.array(span.data, span.size); });
    hash.value(view.rules);
    hash.value(view.world);
    hash.value(view.weeks);
    hash.value(view.seed);
    hash.value(view.event_capacity);
    hash.value(view.demand_rows);
    hash.value(view.routes);
    hash.value(view.network.priority_classes);
    hash.value(view.network.first_sink);
    hash.value(view.metrics.shortages_on);
    hash.array(model.horizon.data(), model.horizon.size());
    hash.names(model.package_name);
    hash.names(model.family_name);
    hash.names(model.node_cell_name);
    hash.names(model.sink_cell_name);
    hash.names(model.mask_name);
    for (auto const* names :
         {&model.reserve_name, &model.market_name, &model.leverage_name,
          &model.denial_name, &model.flow_name, &model.pair_name}) {
        hash.names(*names);
    }
    hash.names({study.network_sha256});
    return "campaign '" + study.campaign.header.name + "' " + hash.digest() +
           tables_mark + compiled_sha256(model);
}
}  // namespace chokepoint
