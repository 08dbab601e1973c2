/// \file seal_test.cpp
/// What tells that a results file is no longer what was written.
#include "host/storage/hdf5/seal.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/storage/results_file_fixture.hpp"

namespace chokepoint::test {
namespace {
using testing::HasSubstr;

std::string contents(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void put(std::string const& path, std::string const& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

/// A file of a few bytes with its seal.
std::string sealed(std::string const& path, std::string const& bytes) {
    put(path, bytes);
    int const descriptor = ::open(path.c_str(), O_RDWR);
    append_seal(descriptor, "chokepoint-results", path);
    ::close(descriptor);
    return contents(path);
}

class SealTest : public testing::Test {
  protected:
    ScratchFolder const folder_;
    std::string const path_ = folder_ / "file";
};

TEST_F(SealTest, IsOneLineThatNamesTheChecksumOfZlib) {
    // CRC-32 of "123456789" is its check value in every catalogue of CRCs.
    auto const text = sealed(path_, "123456789");
    ASSERT_EQ(text.size(), 9u + 96u);
    EXPECT_EQ(text.substr(9, 67),
              "chokepoint-results sealed crc32 cbf43926 "
              "bytes 00000000000000000009");
    EXPECT_EQ(text.back(), '\n');
    EXPECT_EQ(look_at_seal(path_).seal, Seal::whole);
    EXPECT_EQ(look_at_seal(path_).filetype, "chokepoint-results");
}

TEST_F(SealTest, SeesEveryFlippedBit) {
    auto const text = sealed(path_, "some bytes, and one more");
    auto const mark = text.find(" sealed crc32 ");
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            auto other = text;
            other[i] = static_cast<char>(other[i] ^ (1 << bit));
            put(path_, other);
            // Without its mark it is no seal; what it sealed is whole.
            auto const begin = text.size() - 96;
            auto const expected =
                i >= begin && i < mark + 14 ? Seal::none : Seal::broken;
            ASSERT_EQ(look_at_seal(path_).seal, expected) << i << ", " << bit;
        }
    }
}

TEST_F(SealTest, SeesBytesThatAreMissingOrTooMany) {
    auto const text = sealed(path_, std::string(3'000'000, 'x'));
    ASSERT_EQ(look_at_seal(path_).seal, Seal::whole);
    put(path_, text.substr(1));
    EXPECT_EQ(look_at_seal(path_).seal, Seal::broken);
    put(path_, "x" + text);
    EXPECT_EQ(look_at_seal(path_).seal, Seal::broken);
    put(path_, text.substr(0, text.size() - 1));
    EXPECT_NE(look_at_seal(path_).seal, Seal::whole);
    put(path_, text + "\n");
    EXPECT_NE(look_at_seal(path_).seal, Seal::whole);
}

TEST_F(SealTest, FilesWithoutOneAreNotSealed) {
    EXPECT_EQ(look_at_seal(folder_ / "nowhere").seal, Seal::none);
    put(path_, "");
    EXPECT_EQ(look_at_seal(path_).seal, Seal::none);
    put(path_, std::string(1000, ' '));
    EXPECT_EQ(look_at_seal(path_).seal, Seal::none);
}

TEST_F(ResultsFileTest, is_refused_wherever_a_bit_of_it_is_flipped) {
    write_run(50, 25);
    auto const text = contents(path);
    ASSERT_EQ(look_at_seal(path).seal, Seal::whole);
    for (std::size_t i = 0; i + 96 < text.size(); i += 997) {
        auto other = text;
        other[i] = static_cast<char>(other[i] ^ (1 << i % 8));
        put(path, other);
        ASSERT_THAT(message_of<WrongFileError>([&] { ResultsReader{path}; }),
                    HasSubstr("run.h5: is damaged: it is no longer what was "
                              "written"))
            << "byte " << i;
    }
}

TEST_F(ResultsFileTest, without_its_seal_is_read_like_an_older_one) {
    write_run(50, 25);
    put(path, contents(path).substr(0, contents(path).size() - 96));
    expect_run(50);
}
}  // namespace
}  // namespace chokepoint::test
