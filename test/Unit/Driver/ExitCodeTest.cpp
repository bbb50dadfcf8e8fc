// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The gate: which results fail a run.
#include "Driver/ExitCode.h"

#include "gtest/gtest.h"

using namespace mapwarden;

static ScanResult withFinding(Confidence Level) {
  ScanResult Result;
  Finding F;
  F.Check = "mapwarden-x";
  F.Level = Level;
  Result.Findings.push_back(F);
  return Result;
}

static ScanResult withUnit(TuStatus::Outcome Outcome) {
  ScanResult Result;
  TuStatus Status;
  Status.Result = Outcome;
  Result.Units.push_back(Status);
  return Result;
}

TEST(ExitCode, CountsShownFindingsThatNobodyAccepted) {
  ScanResult Result = withFinding(Confidence::Medium);
  EXPECT_EQ(judge(Result, {}, {}), ExitFindings);
  Result.Findings[0].Suppressed = "known";
  EXPECT_EQ(judge(Result, {}, {}), ExitOk);
  EXPECT_EQ(judge(withFinding(Confidence::Low), {}, {}), ExitOk);
}

TEST(ExitCode, ObeysTheFailLevel) {
  Gate Limits;
  Limits.FailLevel = Severity::Error;
  EXPECT_EQ(judge(withFinding(Confidence::Medium), {}, Limits), ExitOk);
  Limits.FailLevel = std::nullopt;
  EXPECT_EQ(judge(withFinding(Confidence::High), {}, Limits), ExitOk);
}

TEST(ExitCode, CountsLostUnitsOnly) {
  Gate OneAllowed;
  OneAllowed.MaxFailedTus = 1;
  for (auto Lost : {TuStatus::Outcome::Failed, TuStatus::Outcome::TimedOut}) {
    EXPECT_EQ(judge(withUnit(Lost), {}, {}), ExitIncomplete);
    EXPECT_EQ(judge(withUnit(Lost), {}, OneAllowed), ExitOk);
  }
  for (auto Fine : {TuStatus::Outcome::Analysed, TuStatus::Outcome::Degraded,
                    TuStatus::Outcome::Skipped, TuStatus::Outcome::Cached})
    EXPECT_EQ(judge(withUnit(Fine), {}, {}), ExitOk);
}

TEST(ExitCode, PrefersFindingsToLostUnits) {
  ScanResult Result = withFinding(Confidence::High);
  Result.Units = withUnit(TuStatus::Outcome::Failed).Units;
  EXPECT_EQ(judge(Result, {}, {}), ExitFindings);
}
