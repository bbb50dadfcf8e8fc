// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Indices as evidence: literals, renaming, and the rule from map to lock.
#include "Analysis/IndexText.h"
#include "gtest/gtest.h"

using namespace mapwarden;

TEST(IndexTextTest, NumbersAndQuotedTextAreLiterals) {
  EXPECT_TRUE(isLiteralIndex("3"));
  EXPECT_TRUE(isLiteralIndex("-1"));
  EXPECT_TRUE(isLiteralIndex("\"users\""));
  EXPECT_FALSE(isLiteralIndex("3 + i"));
  EXPECT_FALSE(isLiteralIndex("i"));
  EXPECT_FALSE(isLiteralIndex(""));
}

TEST(IndexTextTest, OnlyVariablesAreRenamed) {
  auto rename = [](llvm::StringRef Word) -> std::optional<std::string> {
    return Word == "k" ? std::string("a + b") : Word.str();
  };
  EXPECT_EQ(renameVariables("k % 8", rename), "(a + b) % 8");
  EXPECT_EQ(renameVariables("k", rename), "a + b");
  EXPECT_EQ(renameVariables("x.k + k(1) + n::k", rename), "x.k + k(1) + n::k");
}

TEST(IndexTextTest, AnUnknownVariableMakesTheIndexUnknown) {
  auto forget = [](llvm::StringRef) { return std::nullopt; };
  EXPECT_EQ(renameVariables("i % 8", forget), std::nullopt);
}

TEST(IndexTextTest, TheRuleIsTheSameUnderOtherNames) {
  EXPECT_EQ(relateIndices("i", "i"), "=");
  EXPECT_EQ(relateIndices("b % 4", "b"), relateIndices("bucket % 4", "bucket"));
  EXPECT_EQ(relateIndices("(h % 64) % 4", "h % 64"),
            relateIndices("b % 4", "b"));
  EXPECT_NE(relateIndices("k % 8", "k % 16"), relateIndices("k", "k"));
  EXPECT_EQ(relateIndices("k % 8", "k % 16"), relateIndices("h % 8", "h % 16"));
}

TEST(IndexTextTest, UnrelatedIndicesHaveNoRule) {
  EXPECT_EQ(relateIndices("i", "j"), "");
  EXPECT_EQ(relateIndices("", "j"), "");
  EXPECT_TRUE(areOtherIndices("i", "j"));
  EXPECT_TRUE(areOtherIndices("0", "1"));
  EXPECT_FALSE(areOtherIndices("i", "i"));
  EXPECT_FALSE(areOtherIndices("i % 2", "j"));
}
