// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One finding per file, line and check, whatever the order of arrival.

#include "Findings/FindingSink.h"
#include "test/Unit/Findings/Samples.h"
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mapwarden;
using testing::ElementsAre;

static std::vector<Finding> collect(const std::vector<Finding> &Added) {
  FindingSink Sink;
  for (const Finding &F : Added)
    Sink.add(F);
  SourceTexts Sources;
  return Sink.take(Sources);
}

static std::vector<std::string> listChecks(const std::vector<Finding> &All) {
  std::vector<std::string> Checks;
  for (const Finding &F : All)
    Checks.push_back(std::to_string(F.Primary.At.Line) + " " + F.Check);
  return Checks;
}

TEST(FindingSink, ReportsTheSameFindingOnce) {
  Finding F = makeFinding("unguarded-access", 1);
  std::vector<Finding> Result = collect({F, F, F});
  ASSERT_EQ(Result.size(), 1u);
  EXPECT_EQ(Result[0].Others.size(), 1u);
  EXPECT_EQ(Result[0].Reasons.size(), 1u);
}

TEST(FindingSink, IsEmptyAfterTake) {
  FindingSink Sink;
  SourceTexts Sources;
  Sink.add(makeFinding("unguarded-access", 1));
  EXPECT_EQ(Sink.take(Sources).size(), 1u);
  EXPECT_TRUE(Sink.take(Sources).empty());
}

TEST(FindingSink, KeepsTheMoreConfidentFindingAndAllPartners) {
  Finding Weak = makeFinding("unguarded-access", 1);
  Weak.Level = Confidence::Low;
  Weak.Primary.At.Column = 1;
  Weak.Assumptions = {"the loop runs twice"};
  Weak.Others[0].At.Line = 77;
  Weak.Reasons = {"another reason"};
  Finding Strong = makeFinding("unguarded-access", 1);
  std::vector<Finding> Result = collect({Weak, Strong});
  ASSERT_EQ(Result.size(), 1u);
  EXPECT_EQ(Result[0].Level, Confidence::High);
  EXPECT_EQ(Result[0].Primary.At.Column, 3u);
  ASSERT_EQ(Result[0].Others.size(), 2u);
  EXPECT_EQ(Result[0].Others[0].At.Line, 5u);
  EXPECT_EQ(Result[0].Others[1].At.Line, 77u);
  EXPECT_THAT(Result[0].Reasons,
              ElementsAre("both threads run", "another reason"));
  EXPECT_TRUE(Result[0].Assumptions.empty());
}

TEST(FindingSink, NamesTheOtherObjectOfALine) {
  Finding Second = makeFinding("unguarded-access", 1);
  Second.Primary.At.Column = 20;
  Second.Primary.Object = "Table::Index";
  std::vector<Finding> Result =
      collect({Second, makeFinding("unguarded-access", 1)});
  ASSERT_EQ(Result.size(), 1u);
  EXPECT_EQ(Result[0].Primary.Object, "Table::Rows");
  EXPECT_THAT(Result[0].Reasons,
              testing::Contains("this line also accesses 'Table::Index' "
                                "(erase) with the same fault"));
}

TEST(FindingSink, SortsByFileLineColumnCheck) {
  Finding OtherFile = makeFinding("unguarded-access", 1);
  OtherFile.Primary.At.File = "B.cpp";
  EXPECT_THAT(
      listChecks(collect({makeFinding("unguarded-access", 9),
                          makeFinding("unguarded-access", 2),
                          makeFinding("erase-in-range-for", 9), OtherFile})),
      ElementsAre(
          "1 mapwarden-unguarded-access", "2 mapwarden-unguarded-access",
          "9 mapwarden-erase-in-range-for", "9 mapwarden-unguarded-access"));
}

TEST(FindingSink, DoesNotDependOnTheOrderOfArrival) {
  std::vector<Finding> Added;
  for (uint32_t Line : {1, 1, 1, 2, 2}) {
    Finding F = makeFinding("unguarded-access", Line);
    F.Primary.At.Column = 3 + Added.size() % 2;
    F.Others[0].At.Line = 10 + Added.size();
    F.Message += std::to_string(Added.size() % 3);
    Added.push_back(F);
  }
  std::vector<Finding> Expected = collect(Added);
  std::sort(Added.begin(), Added.end());
  do
    ASSERT_TRUE(collect(Added) == Expected);
  while (std::next_permutation(Added.begin(), Added.end()));
}

TEST(FindingSink, LetsTheBetterExplanationSpeakAlone) {
  EXPECT_THAT(listChecks(collect({makeFinding("unguarded-access", 1),
                                  makeFinding("inconsistent-guard", 1),
                                  makeFinding("racy-init", 1)})),
              ElementsAre("1 mapwarden-racy-init"));
  EXPECT_THAT(listChecks(collect({makeFinding("unguarded-access", 1),
                                  makeFinding("check-then-act", 1)})),
              ElementsAre("1 mapwarden-check-then-act"));
  EXPECT_THAT(listChecks(collect({makeFinding("inconsistent-guard", 1),
                                  makeFinding("write-under-shared-lock", 1)})),
              ElementsAre("1 mapwarden-write-under-shared-lock"));
}

TEST(FindingSink, KeepsFindingsOfOtherLinesAndObjects) {
  Finding OtherObject = makeFinding("unguarded-access", 1);
  OtherObject.ObjectKey = "c:@S@Table@FI@Index";
  EXPECT_EQ(collect({makeFinding("racy-init", 1), OtherObject}).size(), 2u);
  EXPECT_EQ(
      collect({makeFinding("racy-init", 1), makeFinding("unguarded-access", 2)})
          .size(),
      2u);
}

TEST(FindingSink, DoesNotHideAProvedFindingBehindADoubtfulOne) {
  Finding Doubtful = makeFinding("racy-init", 1);
  Doubtful.Level = Confidence::Low;
  EXPECT_EQ(collect({Doubtful, makeFinding("unguarded-access", 1)}).size(), 2u);
  Finding AlsoDoubtful = makeFinding("unguarded-access", 1);
  AlsoDoubtful.Level = Confidence::Low;
  EXPECT_EQ(collect({Doubtful, AlsoDoubtful}).size(), 1u);
}
