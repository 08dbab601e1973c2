#include "host/study/run/run_study.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>

#include "host/network/input_error.hpp"
#include "host/storage/chunks/chunk_journal.hpp"
#include "host/storage/output/output_claim.hpp"
#include "host/study/plan/study_key.hpp"
#include "tests/study/small_study.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;
namespace fs = std::filesystem;

class Run : public testing::Test {
  protected:
    std::string whole() {
        auto const path = folder_.file("whole.h5");
        if (!fs::exists(path)) {
            run_study(small_study(), into(path));
        }
        return path;
    }

    /// Interrupt a run once so many chunks are done.
    RunOutcome interrupted_run(std::string const& path, std::uint64_t chunks) {
        std::atomic<std::uint64_t> done{0};
        RunObserver observer;
        observer.progress = [&](RunProgress const& p) { done = p.chunks_done; };
        observer.interrupted = [&] { return done >= chunks; };
        return run_study(small_study(), into(path), observer);
    }

    TemporaryFolder folder_;
};

template <class Error, class F>
std::string message_of(F&& f) {
    try {
        f();
    } catch (Error const& error) {
        return error.what();
    }
    ADD_FAILURE() << "nothing of this type was thrown";
    return {};
}

TEST_F(Run, FinishesWithResultsAndWithoutJournal) {
    auto const outcome = run_study(small_study(), into(folder_.file("a.h5")));
    EXPECT_EQ(outcome.end, RunEnd::finished);
    EXPECT_EQ(outcome.progress.chunks_done, 9u);  // 3 ranges, 3 packages
    EXPECT_EQ(outcome.progress.worlds_done, 450u);
    EXPECT_TRUE(fs::exists(folder_.file("a.h5")));
    EXPECT_FALSE(fs::exists(outcome.journal));
    EXPECT_FALSE(fs::exists(folder_.file("a.h5.partial")));
}

TEST_F(Run, SomethingIsLostInTheWorldsOfTheseTests) {
    ResultsReader const reader{whole()};
    auto const losses = reader.column("/losses/value_added", 0, 1);
    EXPECT_GT(*std::max_element(losses.begin(), losses.end()), 0);
    auto const ban = reader.column("/losses/value_added", 1, 3);
    auto const none = reader.column("/losses/value_added", 0, 3);
    EXPECT_NE(ban, none);
}

TEST_F(Run, AnInterruptedRunKeepsItsChunksAndWritesNoResults) {
    auto const path = folder_.file("cut.h5");
    auto const outcome = interrupted_run(path, 2);
    EXPECT_EQ(outcome.end, RunEnd::interrupted);
    EXPECT_LT(outcome.progress.chunks_done, 9u);
    EXPECT_GE(outcome.progress.chunks_done, 2u);
    EXPECT_FALSE(fs::exists(path));
    ChunkJournal const journal{path, study_key(small_study())};
    EXPECT_EQ(journal.finished().size(), outcome.progress.chunks_done);
}

TEST_F(Run, AResumedRunEqualsAnUninterruptedOne) {
    auto const path = folder_.file("cut.h5");
    auto const cut = interrupted_run(path, 4);
    ASSERT_EQ(cut.end, RunEnd::interrupted);
    std::vector<std::uint64_t> done;
    RunObserver observer;
    observer.progress = [&](RunProgress const& p) {
        done.push_back(p.chunks_done);
    };
    auto const outcome =
        run_study(small_study(), into(path, Resume::yes), observer);
    EXPECT_EQ(outcome.end, RunEnd::finished);
    // Finished chunks are there from the start and are not marched again.
    ASSERT_FALSE(done.empty());
    EXPECT_EQ(done.front(), cut.progress.chunks_done);
    EXPECT_EQ(done.size(), 1 + 9 - cut.progress.chunks_done);
    expect_same_numbers(path, whole());
}

TEST_F(Run, AnInterruptionAtTheLastChunkStillFinishes) {
    auto const outcome = interrupted_run(folder_.file("late.h5"), 9);
    EXPECT_EQ(outcome.end, RunEnd::finished);
    expect_same_numbers(folder_.file("late.h5"), whole());
}

TEST_F(Run, FinishedChunksAreNotOverwrittenUnasked) {
    auto const path = folder_.file("cut.h5");
    interrupted_run(path, 2);
    auto const message =
        message_of<InputError>([&] { run_study(small_study(), into(path)); });
    EXPECT_THAT(message, HasSubstr("--resume"));
    EXPECT_THAT(message, HasSubstr("cut.h5.parts"));
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(Run, ChunksOfAnotherCampaignAreRefused) {
    auto const path = folder_.file("cut.h5");
    interrupted_run(path, 2);
    message_of<WrongFileError>([&] {
        run_study(small_study({"campaign.seed=6"}), into(path, Resume::yes));
    });
    message_of<WrongFileError>([&] {
        run_study(small_study({"event.fire.severity=0.5"}),
                  into(path, Resume::yes));
    });
    EXPECT_FALSE(fs::exists(path));
}

TEST_F(Run, ChunksComputedWithOtherTablesAreRefusedInWords) {
    auto const path = folder_.file("cut.h5");
    interrupted_run(path, 2);
    // As another libm would: one number differs in its last bit.
    auto study = small_study();
    study.model.threshold.at(0) += 1;
    auto const message = message_of<WrongFileError>(
        [&] { run_study(study, into(path, Resume::yes)); });
    for (auto const words : {"cut.h5.parts", "other tables", "libm"}) {
        EXPECT_THAT(message, HasSubstr(words));
    }
    run_study(small_study(), into(path, Resume::yes));
    expect_same_numbers(path, whole());
}

TEST_F(Run, NumbersDoNotDependOnChunksThreadsOrLevel) {
    struct Case {
        std::string chunk, level;
        unsigned threads;
    };
    for (auto const& [chunk, level, threads] :
         {Case{"7", "", 1}, Case{"64", "", 3}, Case{"1000", "baseline", 2}}) {
        auto const path = folder_.file("chunk" + chunk + ".h5");
        auto options = into(path);
        options.engine.threads = threads;
        options.engine.level = level;
        run_study(small_study({"campaign.chunk=" + chunk}), options);
        expect_same_numbers(path, whole());
    }
}

TEST_F(Run, MoreWorldsCanBeAskedOfAnInterruptedRun) {
    auto const path = folder_.file("cut.h5");
    interrupted_run(path, 3);
    run_study(small_study({"campaign.scenarios=200"}), into(path, Resume::yes));
    ResultsReader const more{path};
    ResultsReader const less{whole()};
    ASSERT_EQ(more.description().scenarios, 200u);
    auto column = more.column("/losses/value_added", 1, 3);
    column.resize(150);
    EXPECT_EQ(column, less.column("/losses/value_added", 1, 3));
}

TEST_F(Run, AFailureKeepsWhatIsFinished) {
    auto const path = folder_.file("failed.h5");
    RunObserver observer;
    observer.progress = [](RunProgress const& p) {
        if (p.chunks_done == 3) {
            throw std::runtime_error{"the observer fails"};
        }
    };
    EXPECT_EQ(message_of<std::runtime_error>(
                  [&] { run_study(small_study(), into(path), observer); }),
              "the observer fails");
    EXPECT_FALSE(fs::exists(path));
    EXPECT_FALSE(fs::exists(path + ".partial"));
    {
        ChunkJournal const journal{path, study_key(small_study())};
        EXPECT_EQ(journal.finished().size(), 3u);
    }
    run_study(small_study(), into(path, Resume::yes));
    expect_same_numbers(path, whole());
}

TEST_F(Run, ARunWithoutAFolderForItsResultsWritesNothing) {
    auto const path = folder_.file("missing/x.h5");
    auto const message = message_of<WrongFileError>(
        [&] { run_study(small_study(), into(path)); });
    EXPECT_THAT(message, HasSubstr("missing"));
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(Run, ALockedOutputIsLeftAloneWithItsJournal) {
    auto const path = folder_.file("cut.h5");
    auto const cut = interrupted_run(path, 3);
    {
        OutputClaim const claim{path};
        for (auto const resume : {Resume::no, Resume::yes}) {
            EXPECT_THAT(message_of<WrongFileError>([&] {
                            run_study(small_study(), into(path, resume));
                        }),
                        HasSubstr("another run is writing this file"));
        }
        ChunkJournal const journal{path, study_key(small_study())};
        EXPECT_EQ(journal.finished().size(), cut.progress.chunks_done);
    }
    run_study(small_study(), into(path, Resume::yes));
    expect_same_numbers(path, whole());
}

TEST_F(Run, ReplacesResultsOfItsOwnCampaignAndOthersOnlyIfAsked) {
    auto const path = folder_.file("a.h5");
    run_study(small_study(), into(path));
    for (auto const same : {"campaign.chunk=30", "engine.threads=2",
                            "output.compression=0", "campaign.scenarios=151"}) {
        EXPECT_NO_THROW(run_study(small_study({same}), into(path))) << same;
    }
    for (auto const& [other, why] : std::map<std::string, std::string>{
             {"campaign.seed=6", "results of seed 5, not of seed 6"},
             {"event.fire.severity=0.5", "results of another campaign"},
             {"campaign.scenarios=150", "has more worlds of this campaign"}}) {
        auto const study = small_study({other});
        EXPECT_THAT(
            message_of<WrongFileError>([&] { run_study(study, into(path)); }),
            HasSubstr(why));
    }
    auto const study = small_study({"campaign.seed=6"});
    auto options = into(path);
    options.overwrite = Overwrite::yes;
    run_study(study, options);
    EXPECT_EQ(ResultsReader{path}.description().seed, 6u);
    EXPECT_FALSE(fs::exists(path + ".lock"));
}

TEST_F(Run, CudaWithoutADeviceIsRefusedBeforeAnythingIsWritten) {
    if (cuda_unavailable().empty()) {
        GTEST_SKIP() << "there is a CUDA device";
    }
    auto options = into(folder_.file("x.h5"));
    options.backend = "cuda";
    auto const message =
        message_of<EngineError>([&] { run_study(small_study(), options); });
    EXPECT_THAT(message, HasSubstr(cuda_unavailable()));
    EXPECT_TRUE(fs::is_empty(folder_.path()));

    options.backend = "auto";
    std::vector<std::string> notices;
    RunObserver observer;
    observer.notice = [&](std::string const& text) { notices.push_back(text); };
    run_study(small_study(), options, observer);
    EXPECT_THAT(notices, testing::Contains(HasSubstr(cuda_unavailable())));
    EXPECT_EQ(ResultsReader{options.output}.description().backend, "cpu");
}

TEST_F(Run, DroppedEventsMakeAWarning) {
    auto study = small_study({"family.accidents.rate=20"});
    study.model.event_capacity = 1;
    std::vector<std::string> warnings;
    RunObserver observer;
    observer.warning = [&](std::string const& text) {
        warnings.push_back(text);
    };
    run_study(study, into(folder_.file("x.h5")), observer);
    EXPECT_THAT(warnings, testing::Contains(HasSubstr("dropped")));
}

TEST_F(Run, AGoodRunWarnsOfNothing) {
    RunObserver observer;
    observer.warning = [](std::string const& text) { ADD_FAILURE() << text; };
    run_study(small_study(), into(folder_.file("x.h5")), observer);
}

TEST(StudyKey, ChangesWithTheNumbersAndWithNothingElse) {
    auto const key = study_key(small_study());
    for (auto const same :
         {"engine.threads=3", "campaign.scenarios=7", "campaign.chunk=3",
          "output.compression=0", "package.ban.description='other words'"}) {
        EXPECT_EQ(study_key(small_study({same})), key) << same;
    }
    for (auto const other :
         {"campaign.seed=6", "campaign.weeks=70", "event.fire.severity=0.5",
          "family.accidents.rate=0.2", "metrics.horizons=[13,60]",
          "metrics.groups=false", "package.ban.name='embargo'",
          "model.mode='leontief'", "model.reliability_memory_weeks=8",
          "world.tension_start=1"}) {
        EXPECT_NE(study_key(small_study({other})), key) << other;
    }
}
}  // namespace
}  // namespace chokepoint::test
