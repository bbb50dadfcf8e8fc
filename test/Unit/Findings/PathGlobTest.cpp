// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Patterns mean what they mean in .gitignore.

#include "Findings/PathGlob.h"
#include "Findings/SuppressionRules.h"
#include <gtest/gtest.h>

using namespace mapwarden;

TEST(PathGlob, AStarStopsAtASlash) {
  EXPECT_TRUE(matchesPath("src/*.cpp", "src/a.cpp"));
  EXPECT_FALSE(matchesPath("src/*.cpp", "src/net/a.cpp"));
  EXPECT_TRUE(matchesPath("src/a?.cpp", "src/ab.cpp"));
  EXPECT_FALSE(matchesPath("a?b/c", "a/b/c"));
}

TEST(PathGlob, TwoStarsDoNot) {
  EXPECT_TRUE(matchesPath("src/**/*.cpp", "src/a.cpp"));
  EXPECT_TRUE(matchesPath("src/**/*.cpp", "src/x/y/a.cpp"));
  EXPECT_TRUE(matchesPath("**/gen/*", "x/gen/a.cpp"));
  EXPECT_TRUE(matchesPath("gen/**", "gen/x/a.cpp"));
  EXPECT_FALSE(matchesPath("src/**/*.cpp", "test/a.cpp"));
}

TEST(PathGlob, AFolderCoversWhatIsBelow) {
  EXPECT_TRUE(matchesPath("vendor/", "vendor/x/a.cpp"));
  EXPECT_TRUE(matchesPath("vendor", "lib/vendor/a.cpp"));
  EXPECT_FALSE(matchesPath("/vendor", "lib/vendor/a.cpp"));
  EXPECT_FALSE(matchesPath("vendor/", "vendor"));
  EXPECT_FALSE(matchesPath("vendor", "vendored/a.cpp"));
}

TEST(PathGlob, WithoutASlashItMatchesAtEveryDepth) {
  EXPECT_TRUE(matchesPath("*_gen.cpp", "a/b/x_gen.cpp"));
  EXPECT_TRUE(matchesPath("*_gen.cpp", "x_gen.cpp"));
  EXPECT_FALSE(matchesPath("", "a.cpp"));
}

TEST(SuppressionRules, DatesAreChecked) {
  EXPECT_TRUE(isDate("2027-01-31"));
  EXPECT_FALSE(isDate("2027-1-31"));
  EXPECT_FALSE(isDate("2027-13-01"));
  EXPECT_FALSE(isDate("soon"));
}
