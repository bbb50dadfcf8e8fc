// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Both ways to the conflict in two columns, time running down, so that a
/// reader sees what each thread holds when it arrives.

#include "Findings/Severity.h"
#include "Report/Excerpt.h"
#include "Report/ExchangeReporters.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "Report/TextReporter.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

static constexpr size_t MaxSteps = 12;

namespace {
/// A line of a column: text that fits, and how it is written.
struct Cell {
  std::string Text;
  Style As = Style::Plain;
};
} // namespace

static void addText(std::vector<Cell> &Column, StringRef Text, unsigned Width,
                    Style As = Style::Plain) {
  for (std::string &Line : wrapText(Text, Width))
    Column.push_back({std::move(Line), As});
}

static std::vector<Cell> layOut(const AccessSide &Side, unsigned Width,
                                SourceTexts &Sources) {
  std::vector<Cell> Column;
  addText(Column, Side.Context.empty() ? "any thread" : Side.Context, Width,
          Style::Strong);
  size_t Skipped =
      Side.Trace.size() > MaxSteps ? Side.Trace.size() - MaxSteps : 0;
  if (Skipped)
    addText(Column, "... " + describeCount(Skipped, "step"), Width,
            Style::Faint);
  for (const TraceStep &Step : ArrayRef(Side.Trace).drop_front(Skipped)) {
    addText(Column, describePlace(Step.At), Width, Style::Faint);
    addText(Column, "  " + Step.Text, Width);
  }
  if (Side.Trace.empty())
    addText(Column, describePlace(Side.At), Width, Style::Faint);
  if (std::optional<Excerpt> Shown = findExcerpt(Sources, Side.At, Width))
    addText(Column, StringRef(Shown->Code).ltrim(), Width, Style::Caret);
  addText(Column, describeAccess(Side), Width);
  if (std::string Locks = describeLocks(Side); !Locks.empty())
    addText(Column, Locks, Width,
            Side.Locks.empty() ? Style::Bad : Style::Good);
  return Column;
}

static void writeColumns(std::vector<Cell> Left, std::vector<Cell> Right,
                         unsigned Width, TerminalWriter &Writer) {
  // The accesses meet at the bottom.
  size_t Rows = std::max(Left.size(), Right.size());
  Left.insert(Left.begin() + 1, Rows - Left.size(), Cell());
  Right.insert(Right.begin() + 1, Rows - Right.size(), Cell());
  for (size_t Row = 0; Row != Rows; ++Row) {
    unsigned Used = measureColumns(makePrintable(Left[Row].Text));
    Writer.write("  ").write(Left[Row].Text, Left[Row].As);
    Writer.indent(Used < Width ? Width - Used : 0).write(" | ", Style::Faint);
    Writer.write(Right[Row].Text, Right[Row].As).endLine();
  }
}

void mapwarden::writePrettyReport(const ExchangeReport &Report,
                                  SourceTexts &Sources, raw_ostream &Out) {
  const ReportOptions &Options = Report.Options;
  TerminalWriter Writer(Out, Options.Color, Options.Width);
  const unsigned Width = (std::max(Options.Width, 80u) - 5) / 2;
  for (const Finding &F : Report.Result.Findings) {
    if (!Report.shows(F))
      continue;
    Severity Level = getSeverity(F, Report.Rules);
    Writer.write(describePlace(F.Primary.At) + ": ", Style::Strong)
        .write((getName(Level) + ": ").str(),
               Level == Severity::Error ? Style::Error : Style::Warning)
        .write(F.Message, Style::Strong)
        .write(" [" + F.Check + "]")
        .endLine();
    std::vector<Cell> Right;
    if (F.Others.empty())
      addText(Right, "other accesses hold the lock", Width, Style::Strong);
    else if (isSameAccess(F.Primary, F.Others.front()))
      addText(Right, "the same in another run of this thread", Width,
              Style::Strong);
    else
      Right = layOut(F.Others.front(), Width, Sources);
    writeColumns(layOut(F.Primary, Width, Sources), std::move(Right), Width,
                 Writer);
    for (const TraceStep &Cause : F.Causes)
      Writer.writeField("new by", Cause.Text + describeAt(Cause.At));
    if (F.DominantGuard)
      Writer.writeField("guard", describeGuard(*F.DominantGuard));
    if (!F.Advice.empty())
      Writer.writeField("fix", F.Advice, Style::Strong);
    Writer.endLine();
  }
  if (!Options.Quiet)
    writeTextSummary(Report.Result, Options, Writer);
}
