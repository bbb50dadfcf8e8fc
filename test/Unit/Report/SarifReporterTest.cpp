// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Limits, columns and links of SARIF documents.

#include "Report/SarifReporter.h"
#include "Report/SarifCodeFlows.h"
#include "test/Unit/Findings/Samples.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mapwarden;
using testing::HasSubstr;
using testing::Not;

static std::string writeText(const ScanResult &Result, SourceTexts &Sources) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  writeSarifReport(Result, {}, {}, Sources, Out);
  return Text;
}

/// The run of the document.
static llvm::json::Object write(const ScanResult &Result,
                                SourceTexts Sources = SourceTexts()) {
  llvm::json::Value Root =
      cantFail(llvm::json::parse(writeText(Result, Sources)));
  return std::move(*(*Root.getAsObject()->getArray("runs"))[0].getAsObject());
}

static llvm::json::Array &getArray(llvm::json::Object &Object,
                                   llvm::StringRef Key) {
  return *Object.getArray(Key);
}

static llvm::json::Object &getObject(llvm::json::Array &Array, size_t Index) {
  return *Array[Index].getAsObject();
}

static std::string print(const llvm::json::Value &Value) {
  std::string Text;
  llvm::raw_string_ostream(Text) << Value;
  return Text;
}

static ScanResult makeResult(Finding F) {
  ScanResult Result;
  Result.Findings = {std::move(F)};
  return Result;
}

TEST(SarifReporter, ConvertsColumnsWithTheSource) {
  SourceTexts Sources;
  Sources.overlay("a.cpp", "/*日😀*/ m.erase(k);");
  Finding F = makeFinding("unguarded-access", 1);
  F.Primary.At = {"a.cpp", 1, 13, 1, 20};
  auto Run = write(makeResult(F), std::move(Sources));
  EXPECT_THAT(
      print(getObject(getArray(Run, "results"), 0)["locations"]),
      HasSubstr(R"("region":{"endColumn":16,"endLine":1,"startColumn":9,)"
                R"("startLine":1})"));
}

TEST(SarifReporter, MakesValidRegionsOfStrangePlaces) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Primary.At = {"a.cpp", 4294967295u, 4294967295u, 1, 0};
  auto Run = write(makeResult(F));
  EXPECT_THAT(print(getObject(getArray(Run, "results"), 0)["locations"]),
              HasSubstr(R"("endColumn":2147483647,"endLine":2147483646,)"
                        R"("startColumn":2147483646,"startLine":2147483646)"));
}

TEST(SarifReporter, LinksEveryPartnerOnce) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Others.resize(300, F.Others[0]);
  auto Run = write(makeResult(F));
  auto &Result = getObject(getArray(Run, "results"), 0);
  EXPECT_EQ(getArray(Result, "relatedLocations").size(), 100u);
  std::string Message = print(Result["message"]);
  EXPECT_THAT(Message, HasSubstr("[the other access](1)"));
  EXPECT_THAT(Message, HasSubstr("[10](10) and 90 more."));
}

TEST(SarifReporter, DrawsBothThreadsInTheFirstFlow) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Primary.Trace = {{F.Primary.At, "one"}, {F.Primary.At, "two"}};
  auto Run = write(makeResult(F));
  auto &Flows = getArray(getObject(getArray(Run, "results"), 0), "codeFlows");
  ASSERT_EQ(Flows.size(), 2u);
  auto &Flat = getArray(getObject(Flows, 0), "threadFlows");
  ASSERT_EQ(Flat.size(), 1u);
  EXPECT_EQ(getArray(getObject(Flat, 0), "locations").size(), 3u);
  EXPECT_EQ(getArray(getObject(Flows, 1), "threadFlows").size(), 2u);
}

TEST(SarifReporter, CutsLongPathsAndSaysSo) {
  Finding F = makeFinding("unguarded-access", 1);
  F.Primary.Trace.resize(MaxSarifSteps + 1, {F.Primary.At, "step"});
  auto Run = write(makeResult(F));
  auto &Flows = getArray(getObject(getArray(Run, "results"), 0), "codeFlows");
  auto &Flat = getArray(getObject(Flows, 0), "threadFlows");
  EXPECT_EQ(getArray(getObject(Flat, 0), "locations").size(),
            MaxSarifSteps + 1); // And one of the other side.
  EXPECT_THAT(print(Run["invocations"]), HasSubstr("steps-omitted"));
}

TEST(SarifReporter, KeepsTheBestProvedOfTooManyResults) {
  ScanResult Result;
  for (size_t I = 0; I != MaxSarifResults; ++I)
    Result.Findings.push_back(makeFinding("unguarded-access", I + 1));
  Result.Findings[0].Level = Confidence::Medium;
  Result.Findings[1].Suppressed = "why";
  Result.Findings.push_back(makeFinding("unguarded-access", 99999));
  Result.Findings.push_back(makeFinding("unguarded-access", 99999));
  auto Run = write(Result);
  auto &Results = getArray(Run, "results");
  ASSERT_EQ(Results.size(), MaxSarifResults);
  EXPECT_THAT(print(Results.front()), HasSubstr("\"startLine\":3"));
  EXPECT_THAT(print(Run["invocations"]),
              HasSubstr("2 results beyond the limit of 5000 left out."));
}

TEST(SarifReporter, SaysWhichUnitsAreMissing) {
  ScanResult Result;
  Result.Units = {{TuStatus::Outcome::Failed, "a b.cpp", "crash"},
                  {TuStatus::Outcome::Analysed, "c.cpp", ""}};
  auto Run = write(Result);
  std::string Invocations = print(Run["invocations"]);
  EXPECT_THAT(Invocations, HasSubstr("\"executionSuccessful\":false"));
  EXPECT_THAT(Invocations, HasSubstr("a b.cpp was not analysed: crash."));
  EXPECT_THAT(Invocations, HasSubstr("a%20b.cpp"));
  EXPECT_THAT(Invocations, Not(HasSubstr("c.cpp")));
  EXPECT_EQ(getArray(Run, "results").size(), 0u);
}

TEST(SarifReporter, StatesSuppressionsOfAllOrNone) {
  ScanResult Result = makeResult(makeFinding("unguarded-access", 1));
  Result.Findings.push_back(makeFinding("unguarded-access", 2));
  SourceTexts Sources;
  EXPECT_THAT(writeText(Result, Sources), Not(HasSubstr("suppressions")));
  Result.Findings[0].Suppressed = "one thread";
  auto Run = write(Result);
  auto &Results = getArray(Run, "results");
  EXPECT_THAT(print(getObject(Results, 0)["suppressions"]),
              R"([{"justification":"one thread","kind":"inSource"}])");
  EXPECT_THAT(print(getObject(Results, 1)["suppressions"]), "[]");
}

TEST(SarifReporter, DescribesUnknownRules) {
  auto Run = write(makeResult(makeFinding("from-the-future", 1)));
  EXPECT_THAT(print(*Run.getObject("tool")->getObject("driver")->get("rules")),
              HasSubstr("\"name\":\"FromTheFuture\""));
}

TEST(SarifReporter, HasAVersionThatBeginsWithADigit) {
  ScanResult Result;
  SourceTexts Sources;
  EXPECT_THAT(writeText(Result, Sources), HasSubstr("\"version\": \"0\""));
  Result.ToolVersion = "v1";
  EXPECT_THAT(writeText(Result, Sources), HasSubstr("\"version\": \"0-v1\""));
}

TEST(SarifReporter, NamesNoPlaceOnThisMachine) {
  ScanResult Result = makeResult(makeFinding("unguarded-access", 1));
  Result.ProjectRoot = "/srv/somebody/project";
  Result.WallSeconds = 12.5;
  SourceTexts Sources;
  std::string Text = writeText(Result, Sources);
  EXPECT_THAT(Text, Not(HasSubstr("somebody")));
  EXPECT_THAT(Text, Not(HasSubstr("12.5")));
  Result.ProjectRoot = "/elsewhere";
  EXPECT_EQ(writeText(Result, Sources), Text);
}
