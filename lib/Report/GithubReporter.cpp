// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Commands are lines: whatever could end a line or a property is escaped.

#include "Report/GithubReporter.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/MarkupText.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include <map>

using namespace llvm;
using namespace mapwarden;

/// Annotations that GitHub shows for each level and step.
static constexpr unsigned MaxShown = 10;

/// Text after `::`. Line breaks we make ourselves are kept as %0A.
static std::string escapeData(StringRef Text) {
  std::string Result;
  for (char C : Text) {
    if (C == '%')
      Result += "%25";
    else if (C == '\n')
      Result += "%0A";
    else if (C == '\r')
      Result += "%0D";
    else
      Result += C;
  }
  return Result;
}

/// A value in `key=value,key=value`.
static std::string escapeProperty(StringRef Text) {
  std::string Result;
  for (char C : escapeData(Text)) {
    if (C == ':')
      Result += "%3A";
    else if (C == ',')
      Result += "%2C";
    else
      Result += C;
  }
  return Result;
}

static StringRef getCommand(Severity Level) {
  return Level == Severity::Note ? "notice" : getName(Level);
}

static void writeFinding(const Finding &F, Severity Level, raw_ostream &Out) {
  const FilePlace &At = F.Primary.At;
  Out << "::" << getCommand(Level)
      << " file=" << escapeProperty(makePrintable(At.File))
      << ",line=" << At.Line;
  if (At.EndLine >= At.Line)
    Out << ",endLine=" << At.EndLine;
  // GitHub refuses columns when the range has several lines.
  if (At.Column != 0 && At.EndLine <= At.Line)
    Out << ",col=" << At.Column;
  Out << ",title=" << escapeProperty(makePrintable(F.Check))
      << "::" << escapeData(tellFinding(F)) << "\n";
}

void mapwarden::writeGithubReport(const ScanResult &Result,
                                  ArrayRef<RuleInfo> Rules,
                                  const ReportOptions &Options,
                                  raw_ostream &Out) {
  std::map<Severity, unsigned> Shown;
  uint64_t Omitted = 0;
  for (const Finding &F : Result.Findings) {
    if (F.Level < Options.Minimum || !F.isOpen())
      continue;
    Severity Level = getSeverity(F, Rules);
    if (Shown[Level]++ < MaxShown)
      writeFinding(F, Level, Out);
    else
      ++Omitted;
  }
  if (Omitted != 0)
    Out << "::notice title=mapwarden::and "
        << describeCount(Omitted, "more finding")
        << ", see the text or SARIF report\n";
  UnitCounts Units = UnitCounts::count(Result.Units);
  if (Units.lost() != 0)
    Out << "::warning title=mapwarden::" << Units.lost() << " of "
        << describeCount(Units.total(), "translation unit")
        << " could not be analysed\n";
}
