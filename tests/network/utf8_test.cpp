#include "host/network/tables/utf8.hpp"

#include <gtest/gtest.h>

namespace chokepoint::test {
namespace {
TEST(Utf8, AcceptsOneToFourBytes) {
    for (std::string_view const text :
         {"", "plain", "\xc2\x80", "M\xc3\xbcller", "\xe0\xa0\x80",
          "\xed\x9f\xbf", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
          "\xf4\x8f\xbf\xbf"}) {
        EXPECT_EQ(first_invalid_utf8(text), text.size()) << text;
    }
}

TEST(Utf8, RefusesWhatRfc3629Forbids) {
    for (std::string_view const bad :
         {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf",
          "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5",
          "\xff", "\xc3", "\xe2\x82", "\xe2\x82z", "\xf0\x9f\x98", "\xc3(",
          "M\xfcller"}) {
        std::string const text = "ok " + std::string{bad} + " ok";
        auto const at = first_invalid_utf8(text);
        EXPECT_GE(at, 3u) << text;
        EXPECT_LT(at, 3 + bad.size()) << text;
        EXPECT_LT(first_invalid_utf8(bad), bad.size());
    }
}
TEST(Utf8, CountsCodePointsAndTakesOtherTextByTheByte) {
    EXPECT_EQ(code_points(""), 0u);
    EXPECT_EQ(code_points("plain"), 5u);
    EXPECT_EQ(code_points("M\xc3\xbcller"), 6u);
    EXPECT_EQ(code_points("\xf0\x9f\x98\x80\xe2\x82\xac"), 2u);
    EXPECT_EQ(code_points("M\xfcller"), 6u);
    EXPECT_EQ(code_points("\xe2\x82"), 2u);
}

TEST(Utf8, ShowsWhatWouldCommandATerminal) {
    EXPECT_EQ(visible(""), "");
    EXPECT_EQ(visible("M\xc3\xbcller\tM\xc2\xa0\n"),
              "M\xc3\xbcller\tM\xc2\xa0\n");
    EXPECT_EQ(visible("a\x1b[2Jb\r\x7f"), "a\\x1b[2Jb\\x0d\\x7f");
    EXPECT_EQ(visible(std::string_view{"\0", 1}), "\\x00");
    EXPECT_EQ(visible("\xc2\x9b"), "\\xc2\\x9b");  // CSI in one character
    EXPECT_EQ(visible("M\xfcller\xe2\x82"), "M\\xfcller\\xe2\\x82");
}
}  // namespace
}  // namespace chokepoint::test
