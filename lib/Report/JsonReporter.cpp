// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One function per object of the format, in the order of the document.

#include "Report/JsonReporter.h"
#include "Findings/Baseline.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "llvm/Support/JSON.h"

using namespace llvm;
using namespace mapwarden;

namespace {
class JsonWriter {
public:
  JsonWriter(ArrayRef<RuleInfo> Rules, Confidence Minimum, raw_ostream &Out,
             unsigned IndentSize = 2)
      : Rules(Rules), Minimum(Minimum), J(Out, IndentSize) {}
  /// The whole report; without the findings when \p IsHead.
  void write(const ScanResult &Result, bool IsHead = false);
  void writeFinding(const Finding &F);

private:
  void writeText(StringRef Key, StringRef Text);
  void writeTexts(StringRef Key, ArrayRef<std::string> Texts);
  void writePlace(const FilePlace &At);
  void writeSummary(const ScanResult &Result);
  void writeConfidences(const ConfidenceCounts &Counts);
  void writeUnit(const TuStatus &Unit);
  void writeSteps(ArrayRef<TraceStep> Steps);
  void writeSide(const AccessSide &Side);
  void writeLock(const HeldLockText &Lock);
  void writeFix(const Fix &Repair);
  void writeIdentity(const Finding &F);
  void writeComparison(const ScanResult &Result);

  ArrayRef<RuleInfo> Rules;
  Confidence Minimum;
  json::OStream J;
};
} // namespace

void JsonWriter::writeText(StringRef Key, StringRef Text) {
  J.attribute(Key, json::fixUTF8(Text));
}

void JsonWriter::writeTexts(StringRef Key, ArrayRef<std::string> Texts) {
  J.attributeArray(Key, [&] {
    for (const std::string &Text : Texts)
      J.value(json::fixUTF8(Text));
  });
}

void JsonWriter::writePlace(const FilePlace &At) {
  writeText("file", At.File);
  J.attribute("line", At.Line);
  J.attribute("column", At.Column);
  J.attribute("endLine", At.EndLine);
  J.attribute("endColumn", At.EndColumn);
}

void JsonWriter::writeConfidences(const ConfidenceCounts &Counts) {
  J.attribute("total", Counts.total());
  J.attribute("high", Counts.High);
  J.attribute("medium", Counts.Medium);
  J.attribute("low", Counts.Low);
}

void JsonWriter::writeSummary(const ScanResult &Result) {
  UnitCounts Units = UnitCounts::count(Result.Units);
  FindingCounts Findings = FindingCounts::count(Result.Findings, Minimum);
  J.attributeObject("units", [&] {
    J.attribute("total", Units.total());
    J.attribute("analysed", Units.Analysed);
    J.attribute("degraded", Units.Degraded);
    J.attribute("cached", Units.Cached);
    J.attribute("skipped", Units.Skipped);
    J.attribute("failed", Units.Failed);
    J.attribute("timedOut", Units.TimedOut);
  });
  J.attribute("functions", Result.Functions);
  J.attribute("maps", Result.Maps);
  J.attribute("accesses", Result.Accesses);
  J.attribute("threadEntries", Result.ThreadEntries);
  J.attribute("locks", Result.Locks);
  if (Result.BoundedFunctions)
    J.attribute("boundedFunctions", Result.BoundedFunctions);
  J.attributeObject("findings", [&] { writeConfidences(Findings.Shown); });
  J.attributeArray("checks", [&] {
    for (const CheckCounts &Row : Findings.ByCheck)
      J.object([&] {
        writeText("check", Row.Check);
        writeConfidences(Row.Counts);
      });
  });
  J.attribute("suppressed", Findings.Suppressed);
  if (!Result.ComparedWith.empty())
    J.attribute("known", Findings.Known);
  if (Result.ThirdParty)
    J.attribute("thirdParty", Result.ThirdParty);
  if (Result.Overridden)
    J.attribute("overridden", Result.Overridden);
  J.attribute("hidden", Findings.Hidden);
}

void JsonWriter::writeUnit(const TuStatus &Unit) {
  J.object([&] {
    writeText("file", Unit.File);
    J.attribute("outcome", getName(Unit.Result));
    writeText("detail", Unit.Detail);
  });
}

void JsonWriter::writeLock(const HeldLockText &Lock) {
  J.object([&] {
    writeText("name", Lock.Name);
    J.attribute("shared", Lock.IsShared);
    if (Lock.TakenAt.isValid())
      J.attributeObject("takenAt", [&] { writePlace(Lock.TakenAt); });
    else
      J.attribute("takenAt", nullptr);
  });
}

void JsonWriter::writeSteps(ArrayRef<TraceStep> Steps) {
  for (const TraceStep &Step : Steps)
    J.object([&] {
      writePlace(Step.At);
      writeText("text", Step.Text);
    });
}

void JsonWriter::writeSide(const AccessSide &Side) {
  writePlace(Side.At);
  writeText("object", Side.Object);
  writeText("operation", Side.Operation);
  J.attribute("write", Side.IsWrite);
  J.attribute("element", Side.IsElement);
  writeText("function", Side.Function);
  writeText("context", Side.Context);
  J.attributeArray("trace", [&] { writeSteps(Side.Trace); });
  J.attributeArray("locks", [&] {
    for (const HeldLockText &Lock : Side.Locks)
      writeLock(Lock);
  });
}

void JsonWriter::writeFix(const Fix &Repair) {
  J.object([&] {
    writeText("description", Repair.Description);
    J.attributeArray("edits", [&] {
      for (const Replacement &Edit : Repair.Edits)
        J.object([&] {
          writePlace(Edit.At);
          writeText("text", Edit.Text);
        });
    });
  });
}

void JsonWriter::writeIdentity(const Finding &F) {
  writeText("map", F.ObjectKey);
  writeText("function", F.FunctionKey);
  writeText("statement", F.Statement);
  writeText("body", F.Body);
}

void JsonWriter::writeFinding(const Finding &F) {
  J.object([&] {
    writeText("check", F.Check);
    J.attribute("confidence", getName(F.Level));
    writeText("grounds", F.Grounds);
    J.attribute("level", getName(getSeverity(F, Rules)));
    writePlace(F.Primary.At);
    writeText("message", F.Message);
    writeText("object", F.Primary.Object);
    J.attributeObject("access", [&] { writeSide(F.Primary); });
    J.attributeArray("others", [&] {
      for (const AccessSide &Side : F.Others)
        J.object([&] { writeSide(Side); });
    });
    writeTexts("reasons", F.Reasons);
    writeTexts("assumptions", F.Assumptions);
    if (F.DominantGuard)
      J.attributeObject("guard", [&] {
        writeText("name", F.DominantGuard->Guard);
        J.attribute("holding", F.DominantGuard->Holding);
        J.attribute("total", F.DominantGuard->Total);
      });
    else
      J.attribute("guard", nullptr);
    writeText("advice", F.Advice);
    J.attributeArray("fixes", [&] {
      for (const Fix &Repair : F.Fixes)
        writeFix(Repair);
    });
    writeText("fingerprint", F.Fingerprint);
    if (!F.ObjectKey.empty() || !F.FunctionKey.empty())
      J.attributeObject("identity", [&] { writeIdentity(F); });
    if (!F.Declared.empty())
      J.attributeArray("declared", [&] {
        for (const FilePlace &At : F.Declared)
          J.object([&] { writePlace(At); });
      });
    if (F.HasOtherMaps)
      J.attribute("otherMaps", true);
    if (F.Known != KnownState::Unasked)
      J.attribute("known", getName(F.Known));
    if (!F.Causes.empty())
      J.attributeArray("causes", [&] { writeSteps(F.Causes); });
    if (F.IsSuppressedByRule)
      J.attribute("suppressedByRule", true);
    if (F.Suppressed)
      writeText("suppressed", *F.Suppressed);
    else
      J.attribute("suppressed", nullptr);
  });
}

void JsonWriter::writeComparison(const ScanResult &Result) {
  if (Result.ComparedWith.empty())
    return;
  J.attributeObject("comparison", [&] {
    writeText("with", Result.ComparedWith);
    J.attributeArray("gone", [&] {
      for (const KnownFinding &F : Result.Gone)
        J.object([&] {
          writeText("check", F.Check);
          writeText("file", F.File);
          writeText("function", F.Function);
          writeText("object", F.Object);
          writeText("access", F.Access);
          writeText("operation", F.Operation);
          writeText("statement", F.Statement);
          writeText("fingerprint", F.Fingerprint);
        });
    });
  });
}

void JsonWriter::write(const ScanResult &Result, bool IsHead) {
  J.object([&] {
    J.attribute("version", JsonReportVersion);
    J.attributeObject("tool", [&] {
      writeText("name", "mapwarden");
      writeText("version", Result.ToolVersion);
    });
    J.attributeObject("summary", [&] { writeSummary(Result); });
    J.attributeArray("units", [&] {
      for (const TuStatus &Unit : Result.Units)
        writeUnit(Unit);
    });
    writeComparison(Result);
    if (!Result.SuppressionNotes.empty())
      J.attributeArray("suppressionNotes", [&] {
        for (const SuppressionNote &Note : Result.SuppressionNotes)
          J.object([&] {
            writePlace(Note.At);
            writeText("text", Note.Text);
          });
      });
    if (IsHead)
      return;
    J.attributeArray("findings", [&] {
      for (const Finding &F : Result.Findings)
        if (F.Level >= Minimum)
          writeFinding(F);
    });
  });
}

void mapwarden::writeJsonReport(const ScanResult &Result,
                                ArrayRef<RuleInfo> Rules,
                                const ReportOptions &Options,
                                raw_ostream &Out) {
  JsonWriter(Rules, Options.Minimum, Out).write(Result);
  Out << '\n';
}

void mapwarden::writeJsonLines(const ScanResult &Result,
                               ArrayRef<RuleInfo> Rules,
                               const ReportOptions &Options, raw_ostream &Out) {
  JsonWriter(Rules, Options.Minimum, Out, 0).write(Result, /*IsHead=*/true);
  Out << '\n';
  for (const Finding &F : Result.Findings) {
    if (F.Level < Options.Minimum)
      continue;
    JsonWriter(Rules, Options.Minimum, Out, 0).writeFinding(F);
    Out << '\n';
  }
}
