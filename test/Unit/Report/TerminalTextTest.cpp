// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What reaches a terminal, and how wide it is there.

#include "Report/TerminalText.h"
#include "Report/Excerpt.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mapwarden;
using testing::ElementsAre;

TEST(TerminalText, SpellsOutWhatCouldDoHarm) {
  EXPECT_EQ(makePrintable("a\033[31mb"), "a<U+001B>[31mb");
  EXPECT_EQ(makePrintable("a\r\n\tb\x7f"),
            "a<U+000D><U+000A><U+0009>b<U+007F>");
  EXPECT_EQ(makePrintable("a\u202Eb\u2066\u200Bc\uFEFF"),
            "a<U+202E>b<U+2066><U+200B>c<U+FEFF>");
  EXPECT_EQ(makePrintable("a\u2028b\u0085"), "a<U+2028>b<U+0085>");
  EXPECT_EQ(makePrintable(llvm::StringRef("a\0b", 3)), "a<U+0000>b");
}

TEST(TerminalText, SpellsOutWhatIsNotUtf8) {
  EXPECT_EQ(makePrintable("a\xFF"
                          "b\xC3"),
            "a<FF>b<C3>");
  EXPECT_EQ(makePrintable("\xC0\x80\xED\xA0\x80"), "<C0><80><ED><A0><80>");
}

TEST(TerminalText, KeepsOrdinaryText) {
  EXPECT_EQ(makePrintable("größer 日本 <U+001B>"), "größer 日本 <U+001B>");
  EXPECT_EQ(measureColumns("größer"), 6u);
  EXPECT_EQ(measureColumns("日本"), 4u);
}

TEST(TerminalText, WrapsAtBlanks) {
  EXPECT_THAT(wrapText("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrapText("a verylongword b", 5),
              ElementsAre("a", "verylongword", "b"));
  EXPECT_THAT(wrapText("one two", 0), ElementsAre("one two"));
  EXPECT_THAT(wrapText("", 7), ElementsAre(""));
}

/// Code and mark of an excerpt in two lines.
static std::string show(llvm::StringRef Line, size_t Begin, size_t End,
                        unsigned Width = 0) {
  Excerpt Result = makeExcerpt(Line, Begin, End, Width);
  return Result.Code + "\n" + Result.Mark;
}

TEST(Excerpt, MarksTheRange) {
  EXPECT_EQ(show("  m.erase(k);", 4, 9), "m.erase(k);\n  ^~~~~");
  EXPECT_EQ(show("abc", 1, 1), "abc\n ^");
  EXPECT_EQ(show("abc", 3, 9), "abc\n   ^");
  EXPECT_EQ(show("", 0, 1), "\n^");
}

TEST(Excerpt, CountsGlyphsNotBytes) {
  EXPECT_EQ(show("ü(日, m)", 8, 9), "ü(日, m)\n      ^");
  EXPECT_EQ(show("\ta\tb", 3, 4), "a   b\n    ^");
  EXPECT_EQ(show("\033 m", 2, 3), "<U+001B> m\n         ^");
}

TEST(Excerpt, CutsLongLinesAroundTheMark) {
  std::string Line(100, 'a');
  Line += "mmm" + std::string(100, 'b');
  EXPECT_EQ(show(Line, 100, 103, 20), "...aaaaaammmbbbbb...\n         ^~~");
  EXPECT_EQ(show(Line, 0, 3, 10), "aaaaaaa...\n^~~");
  std::string Huge(1 << 20, 'x');
  EXPECT_EQ(makeExcerpt(Huge, 1 << 19, (1 << 19) + 2, 40).Code.size(), 40u);
}
