// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counts add up, and severity follows confidence.

#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "test/Unit/Findings/Samples.h"
#include <gtest/gtest.h>

using namespace mapwarden;

TEST(ScanSummary, CountsEveryUnitOnce) {
  using enum TuStatus::Outcome;
  std::vector<TuStatus> Units = {{Analysed, "a", ""}, {Degraded, "b", ""},
                                 {Cached, "c", ""},   {Skipped, "d", ""},
                                 {Failed, "e", ""},   {TimedOut, "f", ""},
                                 {Failed, "g", ""}};
  UnitCounts Counts = UnitCounts::count(Units);
  EXPECT_EQ(Counts.total(), Units.size());
  EXPECT_EQ(Counts.lost(), 3u);
}

TEST(ScanSummary, CountsEveryFindingOnce) {
  std::vector<Finding> All(4, makeFinding("unguarded-access", 1));
  All[1].Suppressed = "why";
  All[2].Level = Confidence::Low;
  All[3].Check = "mapwarden-racy-init";
  All[3].Level = Confidence::Medium;
  FindingCounts Counts = FindingCounts::count(All, Confidence::Medium);
  EXPECT_EQ(Counts.Shown.total() + Counts.Suppressed + Counts.Hidden, 4u);
  EXPECT_EQ(Counts.Shown.High, 1u);
  EXPECT_EQ(Counts.Shown.Medium, 1u);
  EXPECT_EQ(Counts.Files, 1u);
  ASSERT_EQ(Counts.ByCheck.size(), 2u);
  EXPECT_EQ(Counts.ByCheck[0].Check, "mapwarden-racy-init");
}

TEST(ScanSummary, KnowsItsOwnWords) {
  for (auto Value : {TuStatus::Outcome::Analysed, TuStatus::Outcome::Degraded,
                     TuStatus::Outcome::Cached, TuStatus::Outcome::Skipped,
                     TuStatus::Outcome::Failed, TuStatus::Outcome::TimedOut})
    EXPECT_EQ(parseOutcome(getName(Value)), Value);
  for (auto Value : {Confidence::Low, Confidence::Medium, Confidence::High})
    EXPECT_EQ(parseConfidence(getName(Value)), Value);
  for (auto Value : {Severity::Note, Severity::Warning, Severity::Error})
    EXPECT_EQ(parseSeverity(getName(Value)), Value);
  EXPECT_EQ(parseOutcome("Analysed"), std::nullopt);
}

TEST(Severity, IsLoweredByDoubt) {
  const RuleInfo Rules[] = {
      {"mapwarden-erase-in-range-for", "EraseInRangeFor", "Bad.", "error", {}}};
  Finding F = makeFinding("erase-in-range-for", 1);
  EXPECT_EQ(getSeverity(F, Rules), Severity::Error);
  F.Level = Confidence::Medium;
  EXPECT_EQ(getSeverity(F, Rules), Severity::Warning);
  F.Level = Confidence::Low;
  EXPECT_EQ(getSeverity(F, Rules), Severity::Note);
  EXPECT_EQ(getSeverity(makeFinding("unknown", 1), Rules), Severity::Warning);
}
