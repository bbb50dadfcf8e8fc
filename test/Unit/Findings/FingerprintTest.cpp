// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What an identity depends on, and what it survives.

#include "Findings/Fingerprint.h"
#include "test/Unit/Findings/Samples.h"
#include <gtest/gtest.h>

using namespace mapwarden;

/// The fingerprint of a finding on line \p Line of \p Text.
static std::string takeFingerprint(llvm::StringRef Text, uint32_t Line,
                                   Finding F = makeFinding("unguarded-access",
                                                           1)) {
  SourceTexts Sources;
  Sources.overlay(F.Primary.At.File, Text);
  F.Primary.At.Line = Line;
  std::vector<Finding> All = {F};
  fillFingerprints(All, Sources);
  return All[0].Fingerprint;
}

static const std::string Before =
    takeFingerprint("f() {\n  Rows.erase(K);\n}", 2);

TEST(Fingerprint, IsHexOfFixedLength) {
  EXPECT_EQ(Before.size(), 32u);
  EXPECT_EQ(Before.find_first_not_of("0123456789abcdef"), std::string::npos);
}

// The recipe is public: baselines in repositories hold these values.
TEST(Fingerprint, IsTheSameInEveryVersion) {
  EXPECT_EQ(Before, "f7c3ca76aad40df0f1b5b1e0c9acdb1b");
}

TEST(Fingerprint, SurvivesLinesAboveAndReformatting) {
  EXPECT_EQ(takeFingerprint("// new\n\nf() {\n  Rows.erase(K);\n}", 4), Before);
  EXPECT_EQ(takeFingerprint("f()\n{\n\t\tRows . erase( K ) ; // why\n}", 3),
            Before);
  EXPECT_EQ(takeFingerprint("f() { /* x */\n  Rows\n  .erase(/*key*/ K);}", 2),
            Before);
}

TEST(Fingerprint, LeavesOutWhereItIsAndWhatItIsCalled) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Primary.At.File = "renamed.cpp";
  F.Message = "other words";
  F.Others.clear();
  F.Level = Confidence::Low;
  EXPECT_EQ(takeFingerprint("f() {\n  Rows.erase(K);\n}", 2, F), Before);
}

TEST(Fingerprint, DependsOnWhatItIsAbout) {
  const char *Text = "f() {\n  Rows.erase(K);\n}";
  auto Changed = [&](auto Change) {
    Finding F = makeFinding("unguarded-access", 1);
    Change(F);
    return takeFingerprint(Text, 2, F);
  };
  EXPECT_NE(Changed([](Finding &F) { F.Check += "x"; }), Before);
  EXPECT_NE(Changed([](Finding &F) { F.ObjectKey += "x"; }), Before);
  EXPECT_NE(Changed([](Finding &F) { F.FunctionKey += "x"; }), Before);
  EXPECT_NE(Changed([](Finding &F) { F.Primary.IsWrite = false; }), Before);
  EXPECT_NE(Changed([](Finding &F) { F.Primary.IsElement = true; }), Before);
  EXPECT_NE(Changed([](Finding &F) { F.Primary.Operation = "at"; }), Before);
  EXPECT_NE(takeFingerprint("f() {\n  Rows.erase(J);\n}", 2), Before);
}

TEST(Fingerprint, CountsEqualsInAFunction) {
  SourceTexts Sources;
  Sources.overlay("a.cpp", "f() {\n  Rows.erase(K);\n  Rows.erase(K);\n}");
  std::vector<Finding> All = {makeFinding("unguarded-access", 2),
                              makeFinding("unguarded-access", 3)};
  fillFingerprints(All, Sources);
  EXPECT_EQ(All[0].Fingerprint, Before);
  EXPECT_NE(All[1].Fingerprint, Before);
}

TEST(Fingerprint, DoesWithoutTheSource) {
  SourceTexts Sources;
  std::vector<Finding> All = {makeFinding("unguarded-access", 2)};
  fillFingerprints(All, Sources);
  EXPECT_EQ(All[0].Fingerprint, computeFingerprint(All[0], "", 0));
}
