// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lays out findings; the summary has its own file.

#include "Report/TextReporter.h"
#include "Findings/Severity.h"
#include "Report/Excerpt.h"
#include "Report/FixText.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>

using namespace llvm;
using namespace mapwarden;

/// A longer path shows its beginning and its end: how the thread starts and how
/// it reaches the map.
static constexpr size_t MaxSteps = 16;
static constexpr size_t StepsAtEnd = 8;
/// Partners after the first, which are only named.
static constexpr size_t MaxNamedPartners = 6;
/// Places of steps are padded to a common width up to this one.
static constexpr size_t MaxPadding = 40;

static Style getStyle(Severity Value) {
  switch (Value) {
  case Severity::Note:
    return Style::Note;
  case Severity::Warning:
    return Style::Warning;
  case Severity::Error:
    return Style::Error;
  }
  return Style::Plain;
}

namespace {
/// Writes one finding.
class FindingWriter {
public:
  FindingWriter(const Finding &F, SourceTexts &Sources, TerminalWriter &Writer)
      : F(F), Sources(Sources), Writer(Writer) {}
  void write(Severity Level);

private:
  void writeFirstLine(Severity Level);
  void writeExcerpt(const FilePlace &At, unsigned Indent);
  void writeSide(StringRef Label, const AccessSide &Side, bool IsPrimary);
  void writeSteps(ArrayRef<TraceStep> Steps);
  void writeStep(const TraceStep &Step, size_t Padding);
  void writeFirstPartner();
  void writeFurtherPartners();
  void writeVerdict();
  void writeFixes();
  void writeDiffLine(char Mark, StringRef Text);

  const Finding &F;
  SourceTexts &Sources;
  TerminalWriter &Writer;
};
} // namespace

void FindingWriter::writeFirstLine(Severity Level) {
  Writer.write(describePlace(F.Primary.At) + ":", Style::Strong)
      .write(" ")
      .write((getName(Level) + ":").str(), getStyle(Level))
      .write(" ")
      .write(F.Message, Style::Strong)
      .write(" [" + F.Check + "]")
      .endLine();
}

void FindingWriter::writeExcerpt(const FilePlace &At, unsigned Indent) {
  std::string Number = std::to_string(At.Line);
  Number.insert(0, Number.size() < 5 ? 5 - Number.size() : 0, ' ');
  unsigned Gutter = Indent + Number.size() + 3;
  std::optional<Excerpt> Shown =
      findExcerpt(Sources, At, Writer.getRoom(Gutter));
  if (!Shown)
    return;
  Writer.indent(Indent)
      .write(Number + " | ", Style::Faint)
      .write(Shown->Code)
      .endLine();
  Writer.indent(Gutter - 3)
      .write(" | ", Style::Faint)
      .write(Shown->Mark, Style::Caret)
      .endLine();
}

void FindingWriter::writeStep(const TraceStep &Step, size_t Padding) {
  std::string At = describePlace(Step.At);
  size_t Used = measureColumns(makePrintable(At));
  Writer.indent(TerminalWriter::FieldIndent + 2)
      .write(At, Style::Faint)
      .indent((Used < Padding ? Padding - Used : 0) + 2)
      .write(Step.Text)
      .endLine();
}

void FindingWriter::writeSteps(ArrayRef<TraceStep> Steps) {
  size_t Padding = 0;
  for (const TraceStep &Step : Steps)
    Padding = std::max<size_t>(
        Padding, measureColumns(makePrintable(describePlace(Step.At))));
  Padding = std::min(Padding, MaxPadding);
  bool IsCut = Steps.size() > MaxSteps;
  size_t Front = IsCut ? MaxSteps - StepsAtEnd : Steps.size();
  for (const TraceStep &Step : Steps.take_front(Front))
    writeStep(Step, Padding);
  if (!IsCut)
    return;
  Writer.indent(TerminalWriter::FieldIndent + 2)
      .write("... " + describeCount(Steps.size() - MaxSteps, "more step"),
             Style::Faint)
      .endLine();
  for (const TraceStep &Step : Steps.take_back(StepsAtEnd))
    writeStep(Step, Padding);
}

void FindingWriter::writeSide(StringRef Label, const AccessSide &Side,
                              bool IsPrimary) {
  std::string Access = describeAccess(Side);
  // The place of the primary side stands in the first line.
  if (!IsPrimary && Side.At.isValid())
    Access += " at " + describePlace(Side.At);
  Writer.writeField(Label, Access);
  if (!IsPrimary)
    writeExcerpt(Side.At, TerminalWriter::FieldIndent - 3);
  if (std::string Locks = describeLocks(Side); !Locks.empty())
    Writer.writeField("", Locks, Side.Locks.empty() ? Style::Bad : Style::Good);
  if (!Side.Context.empty())
    Writer.writeField("", Side.Context);
  // A path that is only the access says nothing new.
  if (Side.Trace.size() > 1 ||
      (Side.Trace.size() == 1 && Side.Trace.front().At != Side.At))
    writeSteps(Side.Trace);
}

void FindingWriter::writeFirstPartner() {
  // Its evidence stands above already.
  if (isSameAccess(F.Primary, F.Others.front()))
    Writer.writeField("other", "the same access in another run of this thread");
  else
    writeSide("other", F.Others.front(), /*IsPrimary=*/false);
}

void FindingWriter::writeFurtherPartners() {
  if (F.Others.size() < 2)
    return;
  ArrayRef<AccessSide> Rest = ArrayRef(F.Others).drop_front();
  std::string Text = ("and " + Twine(Rest.size()) + " more: ").str();
  ListSeparator Comma;
  for (const AccessSide &Side : Rest.take_front(MaxNamedPartners))
    Text += (StringRef(Comma) + Side.At.File + ":" + Twine(Side.At.Line)).str();
  if (Rest.size() > MaxNamedPartners)
    Text += ", ...";
  Writer.writeField("", Text);
}

void FindingWriter::writeDiffLine(char Mark, StringRef Text) {
  std::string Line = std::string(1, Mark) + " " + Text.str();
  Writer.indent(TerminalWriter::FieldIndent + 2)
      .write(StringRef(Line).rtrim(), Mark == '+' ? Style::Good : Style::Bad)
      .endLine();
}

/// The edit that is offered first, as a diff; others only by what they do.
void FindingWriter::writeFixes() {
  StringRef Label = F.Advice.empty() ? "fix" : "";
  for (const Fix &Repair : F.Fixes) {
    bool IsFirst = &Repair == &F.Fixes.front();
    std::vector<DiffHunk> Hunks;
    if (IsFirst)
      Hunks = diffOf(Repair, Sources);
    Writer.writeField(Label,
                      (IsFirst ? "edit: " : "or: ") + Repair.Description);
    Label = "";
    for (const DiffHunk &Hunk : Hunks) {
      Writer.indent(TerminalWriter::FieldIndent + 2)
          .write(Hunk.File + ":" + std::to_string(Hunk.Line), Style::Faint)
          .endLine();
      for (const std::string &Line : Hunk.Removed)
        writeDiffLine('-', Line);
      for (const std::string &Line : Hunk.Added)
        writeDiffLine('+', Line);
    }
  }
}

void FindingWriter::writeVerdict() {
  auto WriteAll = [&](StringRef Label, ArrayRef<std::string> Sentences) {
    for (const std::string &Sentence : Sentences) {
      Writer.writeField(Label, Sentence);
      Label = "";
    }
  };
  StringRef Label = "new by";
  for (const TraceStep &Cause : F.Causes) {
    std::string Place = describePlace(Cause.At);
    Writer.writeField(Label, Place + (Place.empty() ? "" : ": ") + Cause.Text,
                      Style::Strong);
    Label = "";
  }
  WriteAll("why", F.Reasons);
  if (F.DominantGuard)
    Writer.writeField("guard", describeGuard(*F.DominantGuard));
  if (!F.Advice.empty())
    Writer.writeField("fix", F.Advice, Style::Strong);
  writeFixes();
  // Those of folded findings; the grounds name the finding's own.
  std::vector<std::string> Unsaid;
  llvm::copy_if(F.Assumptions, std::back_inserter(Unsaid),
                [&](const std::string &Text) {
                  return !StringRef(F.Grounds).contains(Text);
                });
  WriteAll("assumes", Unsaid);
  Writer.writeField("confidence", describeConfidence(F));
}

void FindingWriter::write(Severity Level) {
  writeFirstLine(Level);
  writeExcerpt(F.Primary.At, 0);
  writeSide("access", F.Primary, /*IsPrimary=*/true);
  if (!F.Others.empty())
    writeFirstPartner();
  writeFurtherPartners();
  writeVerdict();
  Writer.endLine();
}

void mapwarden::writeTextReport(const ScanResult &Result,
                                ArrayRef<RuleInfo> Rules,
                                const ReportOptions &Options,
                                SourceTexts &Sources, raw_ostream &Out) {
  TerminalWriter Writer(Out, Options.Color, Options.Width);
  for (const Finding &F : Result.Findings)
    if (F.Level >= Options.Minimum && F.isOpen())
      FindingWriter(F, Sources, Writer).write(getSeverity(F, Rules));
  if (!Options.Quiet)
    writeTextSummary(Result, Options, Writer);
}
