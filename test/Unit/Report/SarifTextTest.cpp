// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// URIs, columns and message strings.

#include "Report/SarifText.h"
#include <gtest/gtest.h>

using namespace mapwarden;

TEST(SarifText, EncodesUris) {
  EXPECT_EQ(makeUri("src/a-b_c.cpp"), "src/a-b_c.cpp");
  EXPECT_EQ(makeUri("a b/50%.c++"), "a%20b/50%25.c%2B%2B");
  EXPECT_EQ(makeUri("ü\n\xFF"), "%C3%BC%0A%FF");
  EXPECT_EQ(makeUri("a:b"), "a%3Ab");
  EXPECT_EQ(makeUri("../x.h"), "../x.h");
  EXPECT_EQ(makeUri("/usr/x.h"), "file:///usr/x.h");
  EXPECT_EQ(makeUri("C:/x.h"), "file:///C%3A/x.h");
}

TEST(SarifText, CountsUtf16Units) {
  EXPECT_EQ(convertToUtf16Column("abc", 3), 3u);
  EXPECT_EQ(convertToUtf16Column("üb", 3), 2u);
  EXPECT_EQ(convertToUtf16Column("日b", 4), 2u);
  EXPECT_EQ(convertToUtf16Column("😀b", 5), 3u);
  EXPECT_EQ(convertToUtf16Column("\xFF"
                                 "b",
                                 2),
            2u);
  EXPECT_EQ(convertToUtf16Column("ab", 3), 3u);
  EXPECT_EQ(convertToUtf16Column("ü", 9), 8u);
  EXPECT_EQ(convertToUtf16Column("", 0), 1u);
}

TEST(SarifText, EscapesLinksAndPlaceholders) {
  EXPECT_EQ(escapeMessage("operator[] of m"), "operator[] of m");
  EXPECT_EQ(escapeMessage("operator[](k)"), "operator\\[\\](k)");
  EXPECT_EQ(escapeMessage("[click](http://x)"), "\\[click\\](http://x)");
  EXPECT_EQ(escapeMessage("{0}"), "{{0}}");
  EXPECT_EQ(escapeMessage("a\033\u202E"), "a<U+001B><U+202E>");
}

TEST(SarifText, FinishesSentences) {
  EXPECT_EQ(finishSentence("a"), "a.");
  EXPECT_EQ(finishSentence("a."), "a.");
  EXPECT_EQ(finishSentence("a?"), "a?");
  EXPECT_EQ(finishSentence(""), "");
}
