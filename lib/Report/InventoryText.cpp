// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One block for each map, thread, lock or access, with aligned fields.
#include "Report/InventoryReport.h"
#include "Report/SideText.h"
#include "Report/TerminalWriter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mapwarden;
using llvm::StringRef;

/// Threads of one map or access that are named; a library has hundreds of
/// callers.
static constexpr size_t MaxThreads = 8;
/// The same for places where a lock is taken.
static constexpr size_t MaxHolds = 12;

namespace {
class InventoryWriter {
public:
  explicit InventoryWriter(TerminalWriter &Writer) : Writer(Writer) {}
  void write(const MapEntry &Map);
  void write(const ThreadEntry &Thread);
  void write(const LockEntry &Lock);
  void write(const AccessEntry &Access);

private:
  void writeHead(StringRef Name, StringRef Kind, const FilePlace &At);
  void writeList(StringRef Label, llvm::ArrayRef<std::string> Lines,
                 size_t Most);
  TerminalWriter &Writer;
};
} // namespace

void InventoryWriter::writeHead(StringRef Name, StringRef Kind,
                                const FilePlace &At) {
  Writer.write(Name, Style::Strong).write("  ").write(Kind);
  if (At.isValid())
    Writer.write(" at ").write(describePlace(At));
  Writer.endLine();
}

void InventoryWriter::writeList(StringRef Label,
                                llvm::ArrayRef<std::string> Lines,
                                size_t Most) {
  for (const std::string &Text : Lines.take_front(Most)) {
    Writer.writeField(Label, Text);
    Label = "";
  }
  if (Lines.size() > Most)
    Writer.writeField("",
                      "and " + std::to_string(Lines.size() - Most) + " more");
}

void InventoryWriter::write(const MapEntry &Map) {
  writeHead(Map.Name, Map.Kind, Map.At);
  Writer.writeField("accesses", std::to_string(Map.Reads + Map.Writes) + ": " +
                                    describeCount(Map.Writes, "write") + ", " +
                                    describeCount(Map.Reads, "read"));
  if (Map.Guard)
    Writer.writeField("guard", describeGuard(*Map.Guard), Style::Good);
  else
    Writer.writeField("guard", "none");
  if (Map.Threads.empty())
    Writer.writeField("threads", "none reaches it");
  writeList("threads", Map.Threads, MaxThreads);
}

void InventoryWriter::write(const ThreadEntry &Thread) {
  std::string Entry =
      Thread.Entry.empty() ? "an unknown function" : Thread.Entry;
  writeHead(Entry, Thread.Kind, Thread.At);
  Writer.writeField("found", Thread.Found);
  Writer.writeField("runs", (Thread.IsMany ? "many at once: " : "once: ") +
                                Thread.Multiplicity);
  if (!Thread.Joined.empty())
    Writer.writeField("ends", Thread.Joined);
  if (!Thread.Calls.empty())
    Writer.writeField("started by", llvm::join(Thread.Calls, " > "));
}

void InventoryWriter::write(const LockEntry &Lock) {
  writeHead(Lock.Name, Lock.Kind, Lock.At);
  std::vector<std::string> Guards, Holds;
  for (const LockEntry::Guarded &Map : Lock.Guards)
    Guards.push_back(Map.Map + " (" + std::to_string(Map.Holding) + " of " +
                     std::to_string(Map.Total) + " accesses)");
  for (const LockEntry::Hold &Hold : Lock.Taken)
    Holds.push_back(describePlace(Hold.At) +
                    (Hold.Function.empty() ? "" : " in " + Hold.Function) +
                    (Hold.IsShared ? ", shared" : ""));
  if (Guards.empty())
    Guards.push_back("no map");
  writeList("guards", Guards, Guards.size());
  writeList("taken", Holds, MaxHolds);
}

static StringRef describeVerdict(StringRef Verdict) {
  return llvm::StringSwitch<StringRef>(Verdict)
      .Case("low", "not shown")
      .Case("partner", "not reported here")
      .Case("silent", "not reported")
      .Default(Verdict);
}

void InventoryWriter::write(const AccessEntry &Access) {
  Writer.write(describePlace(Access.Side.At) + ":", Style::Strong)
      .write(" ")
      .write(describeAccess(Access.Side))
      .endLine();
  if (Access.Side.Locks.empty())
    Writer.writeField("locks", "no lock held");
  else
    Writer.writeField("locks", describeLocks(Access.Side), Style::Good);
  if (Access.Threads.empty())
    Writer.writeField("threads", "none reaches it");
  writeList("threads", Access.Threads, MaxThreads);
  StringRef Label = describeVerdict(Access.Verdict);
  Writer.writeField("verdict", Label,
                    Access.Verdict == "reported" ? Style::Bad : Style::Strong);
  writeList("because", Access.Reasons, Access.Reasons.size());
}

void mapwarden::writeInventoryText(const Inventory &All,
                                   const ReportOptions &Options,
                                   llvm::raw_ostream &Out) {
  TerminalWriter Terminal(Out, Options.Color, Options.Width);
  InventoryWriter Writer(Terminal);
  auto writeAll = [&](const auto &Entries) {
    for (const auto &Entry : Entries) {
      Writer.write(Entry);
      Terminal.endLine();
    }
  };
  writeAll(All.Maps);
  writeAll(All.Threads);
  writeAll(All.Locks);
  writeAll(All.Accesses);
}

void mapwarden::writeExplanationText(const LineExplanation &Line,
                                     const ReportOptions &Options,
                                     llvm::raw_ostream &Out) {
  TerminalWriter Terminal(Out, Options.Color, Options.Width);
  InventoryWriter Writer(Terminal);
  std::string Here = Line.File + ":" + std::to_string(Line.Line);
  for (const AccessEntry &Access : Line.Accesses) {
    Writer.write(Access);
    Terminal.endLine();
  }
  if (Line.Accesses.empty())
    Terminal.write(Here + ":", Style::Strong)
        .write(" no access to a map is known on this line")
        .endLine();
  for (const std::string &Text : Line.Findings)
    Terminal.writeField("finding", Text, Style::Bad);
  for (const AccessSide &Side : Line.Nearest)
    Terminal.writeField("nearby",
                        describePlace(Side.At) + " " + describeAccess(Side));
  for (const std::string &Text : Line.Notes)
    Terminal.writeField("note", Text);
}
