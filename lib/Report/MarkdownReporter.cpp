// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counts first: a reader of a job summary wants to know whether to go on.

#include "Findings/Baseline.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/ExchangeReporters.h"
#include "Report/MarkupText.h"
#include "Report/SideText.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mapwarden;

/// A job summary may have a megabyte; a finding takes two kilobytes at most.
static constexpr size_t MaxShown = 100;
static constexpr size_t MaxGone = 20;

static void writeFinding(const Finding &F, Severity Level, raw_ostream &Out) {
  Out << "| " << getName(Level) << " | <code>"
      << escapeMarkdown(describePlace(F.Primary.At)) << "</code> | "
      << escapeMarkdown(F.Message);
  if (!F.Others.empty() && !isSameAccess(F.Primary, F.Others.front()))
    Out << "<br>other: " << escapeMarkdown(describeAccess(F.Others.front()))
        << " at <code>" << escapeMarkdown(describePlace(F.Others.front().At))
        << "</code>";
  for (const TraceStep &Cause : F.Causes)
    Out << "<br>introduced because: "
        << escapeMarkdown(Cause.Text + describeAt(Cause.At));
  if (!F.Advice.empty())
    Out << "<br>fix: " << escapeMarkdown(F.Advice);
  Out << " | " << escapeMarkdown(F.Check) << " |\n";
}

void mapwarden::writeMarkdownReport(const ExchangeReport &Report,
                                    raw_ostream &Out) {
  const ScanResult &Result = Report.Result;
  FindingCounts Counts =
      FindingCounts::count(Result.Findings, Report.Options.Minimum);
  UnitCounts Units = UnitCounts::count(Result.Units);
  Out << "## mapwarden: "
      << describeCount(Counts.Shown.total(),
                       Result.ComparedWith.empty() ? "finding" : "new finding")
      << "\n\n";
  if (Units.lost())
    Out << "**" << Units.lost() << " of "
        << describeCount(Units.total(), "translation unit")
        << " could not be analysed; findings may be missing.**\n\n";
  Out << describeCount(Units.total(), "translation unit") << ", "
      << describeCount(Result.Maps, "map") << ", "
      << describeCount(Result.ThreadEntries, "thread entry", "thread entries")
      << ", " << describeCount(Result.Locks, "lock");
  if (!Result.ComparedWith.empty())
    Out << "; " << Counts.Known << " known from "
        << escapeMarkdown(Result.ComparedWith);
  if (Counts.Suppressed)
    Out << "; " << Counts.Suppressed << " suppressed";
  Out << "\n";
  size_t Written = 0;
  for (const Finding &F : Result.Findings) {
    if (!Report.shows(F) || ++Written > MaxShown)
      continue;
    if (Written == 1)
      Out << "\n| level | place | finding | check |\n| --- | --- | --- | --- "
             "|\n";
    writeFinding(F, getSeverity(F, Report.Rules), Out);
  }
  if (Written > MaxShown)
    Out << "\nand " << Written - MaxShown
        << " more, see the other reports of this run\n";
  if (!Result.Gone.empty())
    Out << "\n" << describeCount(Result.Gone.size(), "finding") << " gone:\n\n";
  for (const KnownFinding &F : ArrayRef(Result.Gone).take_front(MaxGone))
    Out << "- " << escapeMarkdown(describeKnown(F)) << "\n";
}
