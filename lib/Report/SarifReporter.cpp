// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The run: tool, invocation with its notifications, and results.

#include "Report/SarifReporter.h"
#include "Findings/Baseline.h"
#include "Findings/ScanSummary.h"
#include "Report/SarifCodeFlows.h"
#include "Report/SarifResults.h"
#include "Report/SarifRules.h"
#include "Report/SarifText.h"
#include "Report/SideText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace mapwarden;

namespace {
class SarifRun {
public:
  SarifRun(const ScanResult &Result, ArrayRef<RuleInfo> Rules,
           Confidence Minimum, SarifWriter &Writer)
      : Result(Result), Rules(Rules), Writer(Writer), J(Writer.J) {
    selectFindings(Minimum);
  }
  void write();

private:
  void selectFindings(Confidence Minimum);
  void writeTool(ArrayRef<std::string> RuleIds);
  void writeInvocation();
  void writeNotification(StringRef Kind, StringRef Level, const Twine &Message,
                         StringRef File = "");
  void writeUnitNotification(const TuStatus &Unit);
  void writeResults(ArrayRef<std::string> RuleIds);

  const ScanResult &Result;
  ArrayRef<RuleInfo> Rules;
  SarifWriter &Writer;
  json::OStream &J;
  std::vector<const Finding *> Findings; // To write, in order.
  size_t Omitted = 0;                    // Findings beyond the limit.
};
} // namespace

/// Where to learn more about the tool, without which SARIF2005 warns. The
/// project has no home page yet; this one explains the kind of defect.
static constexpr StringLiteral InformationUri =
    "https://cwe.mitre.org/data/definitions/362.html";

// Kinds of messages about the run itself.
static constexpr StringLiteral Coverage = "scan-coverage";
static constexpr StringLiteral UnitFailed = "unit-failed";
static constexpr StringLiteral UnitTimedOut = "unit-timed-out";
static constexpr StringLiteral UnitDegraded = "unit-degraded";
static constexpr StringLiteral ResultsOmitted = "results-omitted";
static constexpr StringLiteral StepsOmitted = "steps-omitted";
static constexpr StringLiteral KnownGone = "known-finding-gone";
static constexpr StringLiteral SuppressionIdle = "suppression-idle";

void SarifRun::selectFindings(Confidence Minimum) {
  ArrayRef<Finding> All = Result.Findings;
  // Open before known and suppressed, sure before unsure.
  std::vector<bool> IsTaken(All.size());
  size_t Taken = 0;
  for (bool IsOpen : {true, false})
    for (Confidence Level :
         {Confidence::High, Confidence::Medium, Confidence::Low})
      for (auto [Index, F] : enumerate(All)) {
        if (F.Level != Level || Level < Minimum || F.isOpen() != IsOpen)
          continue;
        if (Taken == MaxSarifResults) {
          ++Omitted;
          continue;
        }
        IsTaken[Index] = true;
        ++Taken;
      }
  for (auto [Index, F] : enumerate(All))
    if (IsTaken[Index])
      Findings.push_back(&F);
}

/// SARIF wants a version that begins with a digit (SARIF2005).
static std::string makeVersion(StringRef ToolVersion) {
  if (ToolVersion.empty())
    return "0";
  return (isDigit(ToolVersion.front()) ? "" : "0-") + ToolVersion.str();
}

void SarifRun::writeTool(ArrayRef<std::string> RuleIds) {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "mapwarden");
      Writer.writeText("version", makeVersion(Result.ToolVersion));
      J.attribute("informationUri", InformationUri);
      Writer.writeMessage("shortDescription",
                          "Finds accesses to maps that several threads reach "
                          "and no lock protects.");
      writeSarifRules(Writer, Rules, RuleIds);
    });
  });
}

void SarifRun::writeNotification(StringRef Kind, StringRef Level,
                                 const Twine &Message, StringRef File) {
  J.object([&] {
    J.attributeObject("descriptor", [&] { J.attribute("id", Kind); });
    J.attribute("level", Level);
    Writer.writeMessage("message",
                        finishSentence(escapeMessage(Message.str())));
    if (!File.empty())
      J.attributeArray("locations", [&] {
        J.object([&] { Writer.writeLocation(FilePlace{File.str()}); });
      });
  });
}

void SarifRun::writeUnitNotification(const TuStatus &Unit) {
  auto Write = [&](StringRef Kind, StringRef Level, const Twine &What) {
    writeNotification(
        Kind, Level,
        What + Twine(Unit.Detail.empty() ? "" : ": ") + Unit.Detail, Unit.File);
  };
  switch (Unit.Result) {
  case TuStatus::Outcome::Failed:
    return Write(UnitFailed, "error", Unit.File + Twine(" was not analysed"));
  case TuStatus::Outcome::TimedOut:
    return Write(UnitTimedOut, "error",
                 Unit.File + Twine(" was not analysed in time"));
  case TuStatus::Outcome::Degraded:
    return Write(UnitDegraded, "warning",
                 Unit.File + Twine(" was analysed in part"));
  case TuStatus::Outcome::Analysed:
  case TuStatus::Outcome::Cached:
  case TuStatus::Outcome::Skipped:
    return; // Counted in the coverage.
  }
}

void SarifRun::writeInvocation() {
  UnitCounts Units = UnitCounts::count(Result.Units);
  J.attribute("executionSuccessful", Units.lost() == 0);
  J.attributeArray("toolExecutionNotifications", [&] {
    writeNotification(
        Coverage, "note",
        describeCount(Units.total(), "translation unit") + ": " +
            Twine(Units.Analysed) + " analysed, " + Twine(Units.Degraded) +
            " degraded, " + Twine(Units.Cached) + " cached, " +
            Twine(Units.Skipped) + " skipped, " + Twine(Units.Failed) +
            " failed, " + Twine(Units.TimedOut) + " timed out; " +
            describeCount(Result.Maps, "map") + ", " +
            describeCount(Result.Accesses, "access", "accesses") + ", " +
            describeCount(Result.ThreadEntries, "thread entry",
                          "thread entries") +
            ", " + describeCount(Result.Locks, "lock"));
    for (const TuStatus &Unit : Result.Units)
      writeUnitNotification(Unit);
    if (Omitted != 0)
      writeNotification(ResultsOmitted, "warning",
                        describeCount(Omitted, "result") +
                            " beyond the limit of " + Twine(MaxSarifResults) +
                            " left out");
    for (const SuppressionNote &Note : Result.SuppressionNotes)
      writeNotification(SuppressionIdle, "note",
                        describePlace({Note.At.File, Note.At.Line}) + ": " +
                            Note.Text,
                        Note.At.File);
    for (const KnownFinding &F : Result.Gone)
      writeNotification(KnownGone, "note",
                        "known from " + Result.ComparedWith +
                            " and not found any more: " + describeKnown(F));
    size_t Cut = count_if(Findings,
                          [](const Finding *F) { return hasOmittedSteps(*F); });
    if (Cut != 0)
      writeNotification(StepsOmitted, "note",
                        describeCount(Cut, "result") + " with paths cut to " +
                            Twine(MaxSarifSteps) + " steps");
  });
}

void SarifRun::writeResults(ArrayRef<std::string> RuleIds) {
  SarifResultContext Context{Rules, RuleIds,
                             any_of(Findings, [](const Finding *F) {
                               return F->Suppressed.has_value();
                             })};
  J.attributeArray("results", [&] {
    for (const Finding *F : Findings)
      writeSarifResult(Writer, Context, *F);
  });
}

void SarifRun::write() {
  std::vector<std::string> RuleIds = collectRuleIds(Rules, Result.Findings);
  writeTool(RuleIds);
  J.attributeObject("automationDetails",
                    [&] { J.attribute("id", "mapwarden/"); });
  J.attributeArray("invocations",
                   [&] { J.object([&] { writeInvocation(); }); });
  J.attributeObject("originalUriBaseIds", [&] {
    J.attributeObject("%SRCROOT%", [&] {
      Writer.writeMessage("description", "The root of the analysed project.");
    });
  });
  J.attribute("columnKind", "utf16CodeUnits");
  writeResults(RuleIds);
}

void mapwarden::writeSarifReport(const ScanResult &Result,
                                 ArrayRef<RuleInfo> Rules,
                                 const ReportOptions &Options,
                                 SourceTexts &Sources, raw_ostream &Out) {
  SarifWriter Writer(Out, Sources);
  Writer.J.object([&] {
    Writer.J.attribute("$schema",
                       "https://json.schemastore.org/sarif-2.1.0.json");
    Writer.J.attribute("version", "2.1.0");
    Writer.J.attributeArray("runs", [&] {
      Writer.J.object(
          [&] { SarifRun(Result, Rules, Options.Minimum, Writer).write(); });
    });
  });
  Out << '\n';
}
