// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What was looked at, what was found, what was missed, what to do next.
///
/// "No findings" and "nothing was analysed" must never look alike, so both say
/// what they rest on.

#include "Findings/Baseline.h"
#include "Findings/ScanSummary.h"
#include "Findings/Severity.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "Report/TextReporter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Format.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

/// Of the units with one outcome, as many are named.
static constexpr size_t MaxNamedUnits = 20;

/// `3 analysed, 1 failed`: the counts that are not zero.
static std::string
describeParts(ArrayRef<std::pair<uint64_t, StringRef>> Parts) {
  std::string Text;
  ListSeparator Comma;
  for (auto [Count, What] : Parts)
    if (Count != 0)
      Text += (StringRef(Comma) + Twine(Count) + " " + What).str();
  return Text;
}

static std::string describeUnits(const UnitCounts &Units, uint64_t FromCache) {
  std::string Text = describeParts({{Units.Analysed, "analysed"},
                                    {Units.Degraded, "degraded"},
                                    {Units.Cached, "cached"},
                                    {Units.Skipped, "skipped"},
                                    {Units.Failed, "failed"},
                                    {Units.TimedOut, "timed out"}});
  if (FromCache)
    Text += (", " + Twine(FromCache) + " known from the cache").str();
  return Text;
}

static std::string describeConfidences(const ConfidenceCounts &Counts) {
  return describeParts(
      {{Counts.High, "high"}, {Counts.Medium, "medium"}, {Counts.Low, "low"}});
}

static std::string describeSeconds(double Seconds) {
  std::string Text;
  raw_string_ostream(Text) << format(Seconds < 10 ? "%.1f s" : "%.0f s",
                                     Seconds);
  return Text;
}

namespace {
class SummaryWriter {
public:
  SummaryWriter(const ScanResult &Result, const ReportOptions &Options,
                TerminalWriter &Writer)
      : Result(Result), Minimum(Options.Minimum), Writer(Writer),
        Units(UnitCounts::count(Result.Units)),
        Findings(FindingCounts::count(Result.Findings, Options.Minimum)) {}
  void write();

private:
  void writeRow(StringRef Label, StringRef Text, Style As = Style::Plain);
  void writeProse(StringRef Label, StringRef Text);
  void writeClean();
  void writeTotals();
  void writeChecks();
  void writeUnshown();
  void writeGone();
  void writeUnits(TuStatus::Outcome Kind, StringRef Label, Style As);
  std::string describeLooked() const;
  std::string getHint() const;

  const ScanResult &Result;
  Confidence Minimum;
  TerminalWriter &Writer;
  UnitCounts Units;
  FindingCounts Findings;
};
} // namespace

/// The columns from the beginning of a label to its text.
static constexpr unsigned LabelWidth = 19;

void SummaryWriter::writeRow(StringRef Label, StringRef Text, Style As) {
  Writer.indent(2)
      .write(Label, Style::Strong)
      .indent(LabelWidth - Label.size())
      .write(Text, As)
      .endLine();
}

void SummaryWriter::writeProse(StringRef Label, StringRef Text) {
  for (const std::string &Line :
       wrapText(Text, Writer.getRoom(2 + LabelWidth))) {
    writeRow(Label, Line);
    Label = "";
  }
}

std::string SummaryWriter::describeLooked() const {
  return describeCount(Result.Maps, "map") + " with " +
         describeCount(Result.Accesses, "access", "accesses") + ", " +
         describeCount(Result.ThreadEntries, "thread entry", "thread entries") +
         " and " + describeCount(Result.Locks, "lock");
}

/// One line when there is nothing to report.
void SummaryWriter::writeClean() {
  bool HasLooked = Units.total() > Units.lost() + Units.Skipped;
  std::string Text = !HasLooked                    ? "nothing was analysed"
                     : Result.ComparedWith.empty() ? "no findings"
                                                   : "no new findings";
  if (HasLooked)
    Text += ": looked at " + describeLooked() + " in ";
  else
    Text += ": ";
  Text += describeCount(Units.total(), "translation unit");
  if (Units.total() != 0)
    Text += " (" + describeUnits(Units, Result.FromCache) + ")";
  Writer.write(Text, Style::Strong).endLine();
}

void SummaryWriter::writeTotals() {
  Writer
      .write(describeCount(Findings.Shown.total(), "finding") + " in " +
                 describeCount(Findings.Files, "file") + " (" +
                 describeConfidences(Findings.Shown) + ")",
             Style::Strong)
      .endLine();
  writeRow("translation units", (Twine(Units.total()) + ": " +
                                 describeUnits(Units, Result.FromCache))
                                    .str());
  writeRow("maps", (Twine(Result.Maps) + " with " +
                    describeCount(Result.Accesses, "access", "accesses") +
                    " in " + describeCount(Result.Functions, "function"))
                       .str());
  writeRow("thread entries", utostr(Result.ThreadEntries));
  writeRow("locks", utostr(Result.Locks));
  if (Result.BoundedFunctions)
    writeRow("bounds", describeCount(Result.BoundedFunctions, "function") +
                           " did too much to follow all of it");
}

void SummaryWriter::writeChecks() {
  size_t Widest = 0;
  for (const CheckCounts &Row : Findings.ByCheck)
    Widest = std::max(Widest, Row.Check.size());
  StringRef Label = "findings";
  for (const CheckCounts &Row : Findings.ByCheck) {
    std::string Text = Row.Check;
    Text.append(Widest - Row.Check.size() + 2, ' ');
    Text += utostr(Row.Counts.total()) + " (" +
            describeConfidences(Row.Counts) + ")";
    writeRow(Label, Text);
    Label = "";
  }
}

/// Findings that exist and are not in the list.
void SummaryWriter::writeUnshown() {
  if (Findings.Suppressed != 0)
    writeRow("suppressed", utostr(Findings.Suppressed));
  if (Result.ThirdParty != 0)
    writeRow("third party", utostr(Result.ThirdParty) + " left out");
  if (Result.Overridden != 0)
    writeRow("overrides", utostr(Result.Overridden) + " left out");
  StringRef Label = "to remove";
  for (const SuppressionNote &Note : Result.SuppressionNotes) {
    writeRow(Label,
             describePlace({Note.At.File, Note.At.Line}) + ": " + Note.Text);
    Label = "";
  }
  if (!Result.ComparedWith.empty()) {
    writeRow("known",
             (Twine(Findings.Known) + " from " + Result.ComparedWith).str());
    writeGone();
  }
  if (Findings.Hidden != 0)
    writeRow("hidden", (Twine(Findings.Hidden) + " below " + getName(Minimum) +
                        " confidence")
                           .str());
}

/// Known findings that are not found any more.
void SummaryWriter::writeGone() {
  StringRef Label = "gone";
  for (const KnownFinding &F :
       ArrayRef(Result.Gone).take_front(MaxNamedUnits)) {
    writeRow(Label, describeKnown(F));
    Label = "";
  }
  if (Result.Gone.size() > MaxNamedUnits)
    writeRow("", ("and " + Twine(Result.Gone.size() - MaxNamedUnits) +
                  " more, all in the JSON report")
                     .str());
}

void SummaryWriter::writeUnits(TuStatus::Outcome Kind, StringRef Label,
                               Style As) {
  size_t Count = 0;
  for (const TuStatus &Unit : Result.Units) {
    if (Unit.Result != Kind || ++Count > MaxNamedUnits)
      continue;
    std::string Text = Unit.File;
    if (!Unit.Detail.empty())
      Text += ": " + Unit.Detail;
    writeRow(Count == 1 ? Label : "", Text, As);
  }
  if (Count > MaxNamedUnits)
    writeRow("", ("and " + Twine(Count - MaxNamedUnits) +
                  " more, all in the JSON report")
                     .str());
}

/// The most useful thing to do now; empty when all is well.
std::string SummaryWriter::getHint() const {
  if (Units.total() == 0)
    return "check that the compilation database names the sources you mean";
  if (uint64_t Lost = Units.lost())
    return "mend " + describeCount(Lost, "translation unit") +
           " that could not be analysed: nothing is known about the accesses, "
           "threads and locks there";
  if (Result.Maps == 0)
    return "no map was seen: check that the paths you gave contain the code "
           "that uses maps";
  if (Result.ThreadEntries == 0)
    return "no thread entry was found, so findings rest on locks alone: "
           "describe home-made threads in a library model";
  if (Findings.Shown.total() != 0)
    return "to accept a finding, write above it: "
           "// mapwarden: ignore(CHECK) REASON";
  return "";
}

void SummaryWriter::write() {
  if (Findings.Shown.total() == 0) {
    writeClean();
  } else {
    writeTotals();
    writeChecks();
  }
  writeUnshown();
  if (Findings.Shown.total() != 0 && Result.WallSeconds > 0)
    writeRow("time", describeSeconds(Result.WallSeconds));
  writeUnits(TuStatus::Outcome::Failed, "failed", Style::Bad);
  writeUnits(TuStatus::Outcome::TimedOut, "timed out", Style::Bad);
  writeUnits(TuStatus::Outcome::Degraded, "degraded", Style::Plain);
  if (std::string Hint = getHint(); !Hint.empty())
    writeProse("next", Hint);
}

void mapwarden::writeTextSummary(const ScanResult &Result,
                                 const ReportOptions &Options,
                                 TerminalWriter &Writer) {
  SummaryWriter(Result, Options, Writer).write();
}
