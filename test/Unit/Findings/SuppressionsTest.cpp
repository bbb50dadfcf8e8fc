// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which comments accept which findings.

#include "Findings/Suppressions.h"
#include "test/Unit/Findings/Samples.h"
#include <gtest/gtest.h>

using namespace mapwarden;

/// The reason by which a finding of unguarded-access at the at-sign in \p Text
/// is suppressed; "-" when it is not.
static std::string suppress(std::string Text,
                            const std::string &Check = "unguarded-access") {
  size_t At = Text.find('@');
  Text.erase(At, 1);
  llvm::StringRef Before = llvm::StringRef(Text).take_front(At);
  SourceTexts Sources;
  Sources.overlay("a.cpp", Text);
  std::vector<Finding> All = {makeFinding(Check, Before.count('\n') + 1)};
  All[0].Primary.At.Column = At - (Before.rfind('\n') + 1) + 1;
  applySuppressions(All, Sources);
  return All[0].Suppressed.value_or("-");
}

TEST(Suppressions, HonoursNoLintOnItsLine) {
  EXPECT_EQ(suppress("@f(); // NOLINT"), "");
  EXPECT_EQ(suppress("f(); // NOLINT\n@f();"), "-");
  EXPECT_EQ(suppress("@f(); // NOLINT(mapwarden-unguarded-access): one thread"),
            "one thread");
  EXPECT_EQ(suppress("@f(); // NOLINT( a , mapwarden-* ) - why"), "why");
  EXPECT_EQ(suppress("@f(); /* NOLINT(*) why */ g();"), "why");
  EXPECT_EQ(suppress("@f(); // NOLINT(bugprone-*)"), "-");
  EXPECT_EQ(suppress("@f(); // NOLINT(unguarded-access)"), "-");
}

TEST(Suppressions, FollowsClangTidyInItsSurprises) {
  EXPECT_EQ(suppress("@f(); // NOLINT()"), "-");
  EXPECT_EQ(suppress("@f(); // NOLINT(-mapwarden-*)"), "-");
  EXPECT_EQ(suppress("@f(); // NOLINT(*,-mapwarden-*)"), "");
  EXPECT_EQ(suppress("@f(); // NOLINTS"), "-");
  EXPECT_EQ(suppress("@f(\"NOLINT\");"), "\");");
  EXPECT_EQ(suppress("@f(); // NOLINT (bugprone-*)"), "(bugprone-*)");
  EXPECT_EQ(suppress("@f(); // NOLINT(bugprone-*"), "bugprone-*");
}

TEST(Suppressions, HonoursNoLintNextLine) {
  EXPECT_EQ(suppress("// NOLINTNEXTLINE(mapwarden-*): why\n@f();"), "why");
  EXPECT_EQ(suppress("// NOLINTNEXTLINE\n\n@f();"), "-");
  EXPECT_EQ(suppress("@f(); // NOLINTNEXTLINE"), "-");
}

TEST(Suppressions, HonoursNoLintBlocks) {
  EXPECT_EQ(suppress("// NOLINTBEGIN(mapwarden-*) why\n@f();\n"
                     "// NOLINTEND(mapwarden-*)"),
            "why");
  EXPECT_EQ(suppress("// NOLINTBEGIN(a,b)\n// NOLINTBEGIN\n@f();\n"
                     "// NOLINTEND\n// NOLINTEND( a, b )"),
            "");
  EXPECT_EQ(suppress("// NOLINTBEGIN\n// NOLINTEND\n@f();"), "-");
  // Unmatched ones cover nothing.
  EXPECT_EQ(suppress("// NOLINTBEGIN\n@f();"), "-");
  EXPECT_EQ(suppress("// NOLINTBEGIN\n@f();\n// NOLINTEND(mapwarden-*)"), "-");
  // Columns count on the lines of the directives.
  EXPECT_EQ(suppress("@f(); /* NOLINTBEGIN */\n/* NOLINTEND */"), "-");
  EXPECT_EQ(suppress("/* NOLINTBEGIN */ @f(); /* NOLINTEND */"), "");
}

TEST(Suppressions, HonoursOurOwnForm) {
  EXPECT_EQ(suppress("@f(); // mapwarden: ignore(unguarded-access) one thread"),
            "one thread");
  EXPECT_EQ(suppress("// mapwarden: ignore(mapwarden-unguarded-access)\n@f();"),
            "");
  EXPECT_EQ(suppress("/* mapwarden: ignore(racy-init, un*) why */\n@f();"),
            "why");
  EXPECT_EQ(suppress("// mapwarden: ignore(racy-init) why\n@f();"), "-");
  EXPECT_EQ(suppress("// mapwarden: ignore()\n@f();"), "-");
  EXPECT_EQ(suppress("// mapwarden: ignore why\n@f();"), "-");
}

TEST(Suppressions, SkipsFurtherCommentLines) {
  EXPECT_EQ(suppress("// mapwarden: ignore(*) before the spawn,\n"
                     "// as start() shows\n\n@f();"),
            "before the spawn,");
  EXPECT_EQ(suppress("// mapwarden: ignore(*)\nf();\n@f();"), "-");
}

TEST(Suppressions, CoversOnlyItsLineBesideCode) {
  EXPECT_EQ(suppress("f(); // mapwarden: ignore(*)\n@f();"), "-");
  EXPECT_EQ(suppress("/* mapwarden: ignore(*) */ @f();"), "");
}

TEST(Suppressions, ReadsOurFormInCommentsOnly) {
  EXPECT_EQ(suppress("@f(\"// mapwarden: ignore(*)\");"), "-");
}

TEST(Suppressions, CoversAFile) {
  EXPECT_EQ(suppress("@f();\n// mapwarden: ignore-file(unguarded-access) old"),
            "old");
  EXPECT_EQ(suppress("@f();\n// mapwarden: ignore-file(racy-init) old"), "-");
}

TEST(Suppressions, LeavesUnreadableFilesAlone) {
  SourceTexts Sources;
  std::vector<Finding> All = {makeFinding("unguarded-access", 1)};
  applySuppressions(All, Sources);
  EXPECT_EQ(All[0].Suppressed, std::nullopt);
}

TEST(Suppressions, MatchesGlobs) {
  EXPECT_TRUE(matchesGlob("*", ""));
  EXPECT_TRUE(matchesGlob("a*c", "abbc"));
  EXPECT_TRUE(matchesGlob("*b*", "abc"));
  EXPECT_TRUE(matchesGlob("a*b*c", "aXbYbc"));
  EXPECT_FALSE(matchesGlob("a*c", "abcd"));
  EXPECT_FALSE(matchesGlob("", "a"));
  EXPECT_FALSE(matchesGlob("a", ""));
  EXPECT_FALSE(matchesGlob("a.c", "abc"));
}
