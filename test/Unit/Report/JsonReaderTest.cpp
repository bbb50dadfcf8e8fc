// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reports come back as they were written, and hostile ones are refused.

#include "Report/JsonReader.h"
#include "Report/JsonReporter.h"
#include "test/Unit/Findings/Samples.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace mapwarden;

static std::string write(const ScanResult &Result) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  ReportOptions Options;
  Options.Minimum = Confidence::Low;
  writeJsonReport(Result, {}, Options, Out);
  return Text;
}

/// The message with which \p Text is refused; "" when it is not.
static std::string refuse(llvm::StringRef Text) {
  auto Result = readJsonReport(Text, "r.json");
  return Result ? "" : llvm::toString(Result.takeError());
}

static std::string refuseFinding(llvm::StringRef Keys) {
  return refuse((R"({"version": 1, "findings": [{)" + Keys + "}]}").str());
}

static ScanResult makeFullResult() {
  ScanResult Result;
  Finding F = makeFinding("unguarded-access", 4);
  F.Primary.Trace = {{{"m.cpp", 1, 2, 3, 4}, "thread started here"}};
  F.Primary.Locks = {{"Mutex", true, {"m.cpp", 5, 6, 7, 8}},
                     {"Other", false, {}}};
  F.Primary.IsElement = true;
  F.Assumptions = {"an assumption"};
  F.DominantGuard = {"Mutex", 17, 18};
  F.Advice = "hold Mutex here";
  F.Fixes = {{"add a lock", {{{"a.cpp", 4, 1, 4, 1}, "Lock L(M);\n"}}}};
  F.Fingerprint = "0123";
  F.Suppressed = "because";
  F.ObjectKey = F.FunctionKey = "";
  Result.Findings = {F, makeFinding("racy-init", 9)};
  Result.Findings[1].ObjectKey = Result.Findings[1].FunctionKey = "";
  Result.Findings[1].Level = Confidence::Low;
  Result.Units = {{TuStatus::Outcome::TimedOut, "a.cpp", "300 s"}};
  Result.Functions = 1;
  Result.Maps = 2;
  Result.Accesses = 3;
  Result.ThreadEntries = 4;
  Result.Locks = ~uint64_t(0);
  Result.ToolVersion = "1.2.3";
  return Result;
}

TEST(JsonReader, ReadsWhatTheReporterWrites) {
  ScanResult Before = makeFullResult();
  llvm::Expected<ScanResult> After = readJsonReport(write(Before), "r.json");
  ASSERT_TRUE(bool(After)) << llvm::toString(After.takeError());
  EXPECT_TRUE(After->Findings == Before.Findings);
  ASSERT_EQ(After->Units.size(), 1u);
  EXPECT_EQ(After->Units[0].Result, TuStatus::Outcome::TimedOut);
  EXPECT_EQ(After->Units[0].Detail, "300 s");
  EXPECT_EQ(After->Locks, Before.Locks);
  EXPECT_EQ(After->ToolVersion, "1.2.3");
  EXPECT_EQ(After->ProjectRoot, "");
  EXPECT_EQ(write(*After), write(Before));
}

TEST(JsonReader, SortsFindingsAndUnits) {
  ScanResult Result = makeFullResult();
  std::swap(Result.Findings[0], Result.Findings[1]);
  EXPECT_EQ(write(cantFail(readJsonReport(write(Result), ""))),
            write(makeFullResult()));
}

TEST(JsonReader, IgnoresUnknownKeys) {
  EXPECT_EQ(refuse(R"({"version": 1, "later": [1, {"x": null}]})"), "");
}

TEST(JsonReader, RefusesOtherDocuments) {
  EXPECT_EQ(refuse("[]"), "r.json: expected an object");
  EXPECT_EQ(refuse("{}"),
            "r.json: version: expected 1; is this a report of mapwarden?");
  EXPECT_EQ(refuse(R"({"version": 2})"),
            "r.json: version: expected 1; is this a report of mapwarden?");
  EXPECT_TRUE(llvm::StringRef(refuse("{")).starts_with("r.json: malformed"));
  EXPECT_TRUE(llvm::StringRef(refuse("")).starts_with("r.json: malformed"));
  EXPECT_TRUE(llvm::StringRef(refuse("{\"\xFF\": 1}"))
                  .starts_with("r.json: malformed"));
}

TEST(JsonReader, RefusesDeepNesting) {
  for (const char *Open : {"[", "{\"a\":"}) {
    std::string Deep;
    for (int I = 0; I != 1000000; ++I)
      Deep += Open;
    EXPECT_EQ(refuse(Deep), "r.json: nested deeper than 64 levels");
  }
  EXPECT_EQ(
      refuse("{\"version\": 1, \"x\": \"" + std::string(100, '[') + "\"}"), "");
}

TEST(JsonReader, SaysWhichKeyIsWrong) {
  EXPECT_EQ(refuse(R"({"version": 1, "findings": {}})"),
            "r.json: findings: expected an array");
  EXPECT_EQ(refuse(R"({"version": 1, "findings": [1]})"),
            "r.json: findings: expected an array of objects");
  EXPECT_EQ(refuse(R"({"version": 1, "units": [{"file": "a"}]})"),
            "r.json: units[0].outcome: expected a string, but it is missing");
  EXPECT_EQ(refuseFinding(""),
            "r.json: findings[0].check: expected a string, but it is missing");
  EXPECT_EQ(refuseFinding(R"("check": "c", "confidence": "HIGH")"),
            "r.json: findings[0].confidence: expected low, medium or high");
  const std::string Good =
      R"("check": "c", "confidence": "low", "message": "m", "file": "f", )";
  EXPECT_EQ(refuseFinding(Good + R"("access": {}, "line": 1)"), "");
  EXPECT_EQ(
      refuseFinding(Good + R"("line": 1)"),
      "r.json: findings[0].access: expected an object, but it is missing");
  EXPECT_EQ(refuseFinding(Good + R"("access": {}, "line": 0)"),
            "r.json: findings[0].line: expected a line, counted from 1");
  for (const char *Bad : {"-1", "1.5", "4294967296", "1e99", "\"1\"", "null"})
    EXPECT_EQ(refuseFinding(Good + R"("access": {}, "line": )" + Bad),
              "r.json: findings[0].line: expected a number from 0 to "
              "4294967295");
  EXPECT_EQ(
      refuseFinding(
          Good +
          R"("access": {"locks": [{"name": "a"}, {"name": 1}]}, "line": 1)"),
      "r.json: findings[0].access.locks[1].name: expected a string");
}
