#include "host/campaign/model/compiled_sha256.hpp"
#include "host/network/tables/load_network.hpp"

#include <gtest/gtest.h>

namespace chokepoint::test {
namespace {
CompiledModel model_with_every_table() {
    CompiledModel model{CompiledNetwork{
        load_network(CHOKEPOINT_SOURCE_DIR "/configs/networks/teaching")}};
    model.quantile = {1, 2, 3};
    model.latent = {4, 5};
    model.wait_cdf = {0, 1};
    model.threshold = {7, 8};
    model.slot.resize(2);
    model.counter.resize(2);
    model.reserve.resize(1);
    return model;
}

std::string changed(void (*change)(CompiledModel&)) {
    auto model = model_with_every_table();
    change(model);
    return compiled_sha256(model);
}

TEST(CompiledSha256, ChangesWithEveryNumberThatTheMathematicsLibraryMakes) {
    auto const same = changed([](CompiledModel&) {});
    EXPECT_EQ(same.size(), 64u);
    for (auto const change : {
             +[](CompiledModel& m) { m.quantile[2] = 4; },
             +[](CompiledModel& m) { m.latent[0] = 5; },
             +[](CompiledModel& m) { m.wait_cdf[1] = 0; },
             +[](CompiledModel& m) { m.threshold[0] = 8; },
             +[](CompiledModel& m) { m.slot[1].level_pass[2] = 0.5f; },
             +[](CompiledModel& m) { m.counter[1].weight = 2; },
             +[](CompiledModel& m) { m.reserve[0].release_price = 2; },
             +[](CompiledModel& m) { m.rules.price_limit = 2; },
         }) {
        EXPECT_NE(changed(change), same);
    }
}

TEST(CompiledSha256, SeesNumbersThatMoveToTheNextTable) {
    EXPECT_NE(changed([](CompiledModel& m) {
                  m.quantile = {1, 2};
                  m.latent = {3, 4, 5};
              }),
              changed([](CompiledModel&) {}));
}

TEST(CompiledSha256, LeavesOutWhatIsReadAndNotComputed) {
    auto const same = changed([](CompiledModel&) {});
    EXPECT_EQ(changed([](CompiledModel& m) { m.seed = 2; }), same);
    EXPECT_EQ(changed([](CompiledModel& m) { m.slot[0].exit_loss = 2; }), same);
    EXPECT_EQ(changed([](CompiledModel& m) { m.scheduled.push_back({}); }),
              same);
}
}  // namespace
}  // namespace chokepoint::test
