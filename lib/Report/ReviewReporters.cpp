// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// GitLab's code quality and reviewdog's rdjson.

#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/ExchangeReporters.h"
#include "Report/MarkupText.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/JSON.h"

using namespace llvm;
using namespace mapwarden;

static bool isLost(const TuStatus &Unit) {
  return Unit.Result == TuStatus::Outcome::Failed ||
         Unit.Result == TuStatus::Outcome::TimedOut;
}

static std::string describeLoss(const TuStatus &Unit) {
  return makePrintable("not analysed: " + (Unit.Detail.empty()
                                               ? getName(Unit.Result).str()
                                               : Unit.Detail));
}

/// GitLab's levels are info, minor, major, critical and blocker.
static StringRef getGitlabLevel(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "minor";
  case Severity::Warning:
    return "major";
  case Severity::Error:
    return "critical";
  }
  return "info";
}

void mapwarden::writeGitlabReport(const ExchangeReport &Report,
                                  raw_ostream &Out) {
  json::OStream J(Out, 2);
  auto writeIssue = [&](StringRef Check, StringRef Text, StringRef Fingerprint,
                        StringRef Level, StringRef File, uint32_t Line) {
    J.object([&] {
      J.attribute("description", json::fixUTF8(Text));
      J.attribute("check_name", json::fixUTF8(Check));
      J.attribute("fingerprint", Fingerprint);
      J.attribute("severity", Level);
      J.attributeObject("location", [&] {
        J.attribute("path", json::fixUTF8(makePrintable(File)));
        J.attributeObject("lines", [&] { J.attribute("begin", Line); });
      });
    });
  };
  J.array([&] {
    for (const Finding &F : Report.Result.Findings)
      if (Report.shows(F))
        writeIssue(F.Check, tellFinding(F, "; "), F.Fingerprint,
                   getGitlabLevel(getSeverity(F, Report.Rules)),
                   F.Primary.At.File, F.Primary.At.Line);
    for (const TuStatus &Unit : Report.Result.Units)
      if (isLost(Unit))
        writeIssue(
            "mapwarden-unit-lost", describeLoss(Unit),
            toHex(BLAKE3::hash<16>(ArrayRef(StringRef(Unit.File).bytes_begin(),
                                            Unit.File.size())),
                  /*LowerCase=*/true),
            "blocker", Unit.File, 1);
  });
  Out << '\n';
}

/// Columns of this format count bytes, as ours do.
static void writeRange(json::OStream &J, const FilePlace &At) {
  auto writePosition = [&](StringRef Key, uint32_t Line, uint32_t Column) {
    J.attributeObject(Key, [&] {
      J.attribute("line", Line);
      if (Column)
        J.attribute("column", Column);
    });
  };
  J.attributeObject("range", [&] {
    writePosition("start", At.Line, At.Column);
    if (At.EndLine >= At.Line)
      writePosition("end", At.EndLine, At.EndColumn);
  });
}

static void writeLocation(json::OStream &J, const FilePlace &At) {
  J.attributeObject("location", [&] {
    J.attribute("path", json::fixUTF8(makePrintable(At.File)));
    writeRange(J, At);
  });
}

static void writeSuggestions(json::OStream &J, const Finding &F) {
  // A suggestion changes one place in the file of the finding.
  if (F.Fixes.empty() || F.Fixes.front().Edits.size() != 1 ||
      F.Fixes.front().Edits.front().At.File != F.Primary.At.File)
    return;
  const Replacement &Edit = F.Fixes.front().Edits.front();
  J.attributeArray("suggestions", [&] {
    J.object([&] {
      writeRange(J, Edit.At);
      J.attribute("text", json::fixUTF8(Edit.Text));
    });
  });
}

void mapwarden::writeRdjsonReport(const ExchangeReport &Report,
                                  raw_ostream &Out) {
  json::OStream J(Out, 2);
  J.object([&] {
    J.attributeObject("source", [&] { J.attribute("name", "mapwarden"); });
    J.attributeArray("diagnostics", [&] {
      for (const Finding &F : Report.Result.Findings) {
        if (!Report.shows(F))
          continue;
        J.object([&] {
          J.attribute("message", json::fixUTF8(tellFinding(F)));
          writeLocation(J, F.Primary.At);
          Severity Level = getSeverity(F, Report.Rules);
          J.attribute("severity", Level == Severity::Note
                                      ? "INFO"
                                      : StringRef(getName(Level)).upper());
          J.attributeObject(
              "code", [&] { J.attribute("value", json::fixUTF8(F.Check)); });
          writeSuggestions(J, F);
          J.attributeArray("relatedLocations", [&] {
            for (const AccessSide &Side : F.Others)
              if (Side.At.isValid())
                J.object([&] {
                  J.attribute("message", json::fixUTF8(makePrintable(
                                             describeAccess(Side))));
                  writeLocation(J, Side.At);
                });
          });
        });
      }
      for (const TuStatus &Unit : Report.Result.Units)
        if (isLost(Unit))
          J.object([&] {
            J.attribute("message", json::fixUTF8(describeLoss(Unit)));
            writeLocation(J, FilePlace{Unit.File, 1});
            J.attribute("severity", "ERROR");
            J.attributeObject(
                "code", [&] { J.attribute("value", "mapwarden-unit-lost"); });
          });
    });
  });
  Out << '\n';
}
