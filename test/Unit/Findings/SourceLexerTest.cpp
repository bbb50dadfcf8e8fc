// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tokens of ordinary, tricky and broken text.

#include "Findings/SourceLexer.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

using namespace mapwarden;
using testing::ElementsAre;

/// Each token with a letter for its kind in front.
static std::vector<std::string> lex(llvm::StringRef Text) {
  std::vector<std::string> Result;
  for (const SourceToken &Token : lexSource(Text))
    Result.push_back(std::string(1, "WLSCD"[static_cast<int>(Token.Kind)]) +
                     Text.slice(Token.Begin, Token.End).str());
  return Result;
}

TEST(SourceLexer, TellsKindsApart) {
  EXPECT_THAT(lex("a1+=\"b\"; // c\n/* d */ 'e'"),
              ElementsAre("Wa1", "S+", "S=", "L\"b\"", "S;", "C// c",
                          "C/* d */", "L'e'"));
}

TEST(SourceLexer, TakesDigitSeparatorsForNumbers) {
  EXPECT_THAT(lex("1'000'000 0x1.8p-3 'x'"),
              ElementsAre("W1'000'000", "W0x1.8p-3", "L'x'"));
}

TEST(SourceLexer, ReadsRawStrings) {
  EXPECT_THAT(lex("u8R\"ab(\"\\ // )x\" )ab\" c"),
              ElementsAre("Lu8R\"ab(\"\\ // )x\" )ab\"", "Wc"));
}

TEST(SourceLexer, TakesDirectivesWhole) {
  EXPECT_THAT(lex("  # error don't\n#define A \\\n B // c\nd #e"),
              ElementsAre("D# error don't", "D#define A \\\n B ", "C// c", "Wd",
                          "S#", "We"));
}

TEST(SourceLexer, ContinuesSplicedComments) {
  EXPECT_THAT(lex("// a \\\r\n b\nc"), ElementsAre("C// a \\\r\n b", "Wc"));
}

TEST(SourceLexer, SurvivesBrokenText) {
  EXPECT_THAT(lex("\"open\nb"), ElementsAre("L\"open", "Wb"));
  EXPECT_THAT(lex("/* open"), ElementsAre("C/* open"));
  EXPECT_THAT(lex("R\"(open"), ElementsAre("LR\"(open"));
  EXPECT_THAT(lex("\"\\"), ElementsAre("L\"\\"));
  EXPECT_THAT(lex(llvm::StringRef("\0\x7f", 2)).size(), 2u);
  EXPECT_TRUE(lex("").empty());
}
