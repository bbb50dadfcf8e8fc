// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What every text report must keep to; its layout is in test/Report.

#include "Report/Reporter.h"
#include "test/Unit/Findings/Samples.h"
#include "llvm/Support/raw_ostream.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mapwarden;
using testing::HasSubstr;
using testing::Not;

static std::string report(const ScanResult &Result,
                          const ReportOptions &Options = {},
                          ReportKind Kind = ReportKind::Text) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  cantFail(writeReport(Kind, Result, {}, Options, Out));
  return Text;
}

static ScanResult makeResult(Finding F) {
  ScanResult Result;
  Result.Findings = {std::move(F)};
  Result.Units = {{TuStatus::Outcome::Analysed, "a.cpp", ""}};
  Result.Maps = Result.Accesses = Result.ThreadEntries = Result.Locks = 1;
  return Result;
}

/// Removes ANSI sequences.
static std::string removeColors(llvm::StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    auto [Before, After] = Text.split("\033[");
    Result += Before;
    Text = After.empty() ? After : After.split('m').second;
  }
  return Result;
}

TEST(TextReporter, SaysTheSameWithAndWithoutColour) {
  ScanResult Result = makeResult(makeFinding("unguarded-access", 1));
  ReportOptions Colored;
  Colored.Color = true;
  EXPECT_THAT(report(Result), Not(HasSubstr("\033")));
  EXPECT_THAT(report(Result, Colored), HasSubstr("\033[1;31mno lock held"));
  EXPECT_EQ(removeColors(report(Result, Colored)), report(Result));
}

TEST(TextReporter, LetsNoForeignTextReachTheTerminal) {
  const std::string Evil = "\033]0;x\a\u202E\n\xFF";
  Finding F = makeFinding(Evil, 1);
  F.Message = F.Advice = Evil;
  for (AccessSide *Side : {&F.Primary, &F.Others[0]}) {
    Side->At.File = Side->Object = Side->Operation = Side->Function = Evil;
    Side->Context = Evil;
    Side->Trace = {{{Evil, 1, 1, 1, 2}, Evil}, {{Evil, 2, 1, 2, 2}, Evil}};
    Side->Locks = {{Evil, false, {Evil, 1, 1, 1, 1}}};
  }
  F.Others.resize(3, F.Others[0]);
  F.Reasons = F.Assumptions = {Evil};
  F.DominantGuard = {Evil, 1, 2};
  ScanResult Result = makeResult(F);
  Result.Units.push_back({TuStatus::Outcome::Failed, Evil, Evil});
  Result.Units.push_back({TuStatus::Outcome::Degraded, Evil, Evil});
  for (ReportKind Kind : {ReportKind::Text, ReportKind::Sarif, ReportKind::Json,
                          ReportKind::Github}) {
    std::string Text = report(Result, {}, Kind);
    EXPECT_THAT(Text, Not(HasSubstr("\033")));
    EXPECT_THAT(Text, Not(HasSubstr("\a")));
    EXPECT_THAT(Text, Not(HasSubstr("\xFF")));
    if (Kind != ReportKind::Json) {
      EXPECT_THAT(Text, Not(HasSubstr("\u202E")));
    }
  }
}

TEST(TextReporter, DoesNotCallNothingClean) {
  ScanResult Result;
  EXPECT_THAT(report(Result), HasSubstr("nothing was analysed"));
  EXPECT_THAT(report(Result), Not(HasSubstr("no findings")));
  Result.Units = {{TuStatus::Outcome::Failed, "a.cpp", "crash"},
                  {TuStatus::Outcome::Skipped, "b.cpp", "excluded"}};
  EXPECT_THAT(report(Result), HasSubstr("nothing was analysed: 2 translation "
                                        "units (1 skipped, 1 failed)"));
  Result.Units.push_back({TuStatus::Outcome::Cached, "c.cpp", ""});
  EXPECT_THAT(report(Result), HasSubstr("no findings: looked at 0 maps"));
  EXPECT_THAT(report(Result), HasSubstr("a.cpp: crash"));
}

TEST(TextReporter, HidesWhatIsBelowTheMinimum) {
  ScanResult Result = makeResult(makeFinding("unguarded-access", 1));
  Result.Findings[0].Level = Confidence::Low;
  EXPECT_THAT(report(Result), HasSubstr("hidden             1 below medium"));
  ReportOptions All;
  All.Minimum = Confidence::Low;
  EXPECT_THAT(report(Result, All), HasSubstr("a.cpp:1:3: note: "));
}

TEST(TextReporter, CountsSuppressedFindings) {
  ScanResult Result = makeResult(makeFinding("unguarded-access", 1));
  Result.Findings[0].Suppressed = "";
  EXPECT_THAT(report(Result), HasSubstr("no findings"));
  EXPECT_THAT(report(Result), HasSubstr("suppressed         1"));
}

TEST(TextReporter, SaysNothingElseWhenQuiet) {
  ReportOptions Quiet;
  Quiet.Quiet = true;
  ScanResult Result;
  EXPECT_EQ(report(Result, Quiet), "");
}

TEST(TextReporter, ShortensLongPaths) {
  Finding F = makeFinding("unguarded-access", 1);
  for (uint32_t Line = 1; Line <= 100; ++Line)
    F.Primary.Trace.push_back({{"t.cpp", Line, 1, Line, 2}, "calls f"});
  std::string Text = report(makeResult(F));
  EXPECT_THAT(Text, HasSubstr("t.cpp:8:1 "));
  EXPECT_THAT(Text, HasSubstr("... 84 more steps"));
  EXPECT_THAT(Text, Not(HasSubstr("t.cpp:92:1 ")));
  EXPECT_THAT(Text, HasSubstr("t.cpp:93:1 "));
}

TEST(Reporter, KnowsTheNamesOfItsKinds) {
  for (llvm::StringRef Name : getReportKindNames())
    EXPECT_TRUE(parseReportKind(Name).has_value());
  EXPECT_EQ(parseReportKind("sarif"), ReportKind::Sarif);
  EXPECT_EQ(parseReportKind("github"), ReportKind::Github);
  EXPECT_EQ(parseReportKind("SARIF"), std::nullopt);
  EXPECT_EQ(parseReportKind(""), std::nullopt);
}

TEST(TextReporter, DoesNotRepeatTheEvidenceOfAnAccessThatRacesWithItself) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Others = {F.Primary};
  std::string Text = report(makeResult(F));
  EXPECT_THAT(Text,
              HasSubstr("other       the same access in another run of this"));
  EXPECT_EQ(llvm::StringRef(Text).count("no lock held"), 1u);
  F.Others[0].Context = "thread started at c.cpp:1";
  EXPECT_THAT(report(makeResult(F)), HasSubstr("thread started at c.cpp:1"));
}
