#include "host/network/tables/sha256.hpp"

#include <gtest/gtest.h>

#include "host/network/table_names.hpp"
#include "host/network/tables/network_sha256.hpp"
#include "tests/network/table_folder.hpp"

namespace chokepoint::test {
namespace {
std::string sha256(std::string const& bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.digest();
}

// Vectors of NIST (FIPS 180-4 examples and SHA256ShortMsg.rsp).
TEST(Sha256, GivesTheValuesOfNist) {
    EXPECT_EQ(
        sha256(""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(
        sha256("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(
        sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(
        sha256("\xbd"),
        "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
    EXPECT_EQ(
        sha256(std::string(1000000, 'a')),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowBytesArrive) {
    std::string const bytes(200, 'q');
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Sha256 hash;
        hash.add(std::string_view{bytes}.substr(0, cut));
        hash.add(std::string_view{bytes}.substr(cut));
        ASSERT_EQ(hash.digest(), sha256(bytes)) << cut;
    }
}

TEST(NetworkSha256, ChangesWithEveryTable) {
    TableFolder const folder;
    auto const before = network_sha256(folder.path());
    EXPECT_EQ(before.size(), 64u);
    EXPECT_EQ(network_sha256(folder.path()), before);
    for (std::string const table : table_files) {
        auto const bytes = folder.read(table);
        folder.append(table, "\n");
        EXPECT_NE(network_sha256(folder.path()), before) << table;
        folder.write(table, bytes);
    }
    EXPECT_EQ(network_sha256(folder.path()), before);
}

TEST(NetworkSha256, SeesBytesThatMoveToTheNextTable) {
    TemporaryFolder const one, other;
    for (std::string const table : table_files) {
        one.write(table, table == "firms.csv" ? "ab" : "b");
        other.write(table, table == "firms.csv" ? "a" : "b");
    }
    other.write("routes.csv", "bb");
    EXPECT_NE(network_sha256(one.path()), network_sha256(other.path()));
}

TEST(NetworkSha256, DoesWithoutTablesThatMayBeMissing) {
    TableFolder const folder;
    auto const before = network_sha256(folder.path());
    std::filesystem::remove(folder.file("routes.csv"));
    EXPECT_NE(network_sha256(folder.path()), before);
    std::filesystem::remove(folder.file("links.csv"));
    EXPECT_EQ(complaint([&] { network_sha256(folder.path()); }),
              folder.file("links.csv") + ": no such file");
}
}  // namespace
}  // namespace chokepoint::test
