// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden baseline`: the list of findings that are accepted as known.
///
/// Making it is a decision, so `create` never replaces a file; `prune` only
/// takes findings away that are gone, so it can run unattended.
#include "CommandLine.h"
#include "ProgramSource.h"
#include "ReportOutputs.h"

#include "Driver/Pipeline.h"
#include "Findings/ScanSummary.h"
#include "Report/JsonReader.h"
#include "Report/SideText.h"
#include "Report/TerminalText.h"
#include "Support/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

struct BaselineCommand {
  ProgramSource Source;
  CLI::Option *FileOption = nullptr;
  std::string Action = "show", File = ".mapwarden-baseline.jsonl", From;

  int run(CommandLine &Line);
  int create(CommandLine &Line);
  int prune(CommandLine &Line);
  int show() const;
  llvm::Expected<ScanResult> findNow(CommandLine &Line);
  int write(const std::vector<KnownFinding> &Known) const;
};

llvm::Expected<ScanResult> BaselineCommand::findNow(CommandLine &Line) {
  if (!From.empty()) {
    auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(From);
    if (!Buffer)
      return llvm::createStringError("cannot read '" + From +
                                     "': " + Buffer.getError().message());
    llvm::Expected<ScanResult> Result =
        readJsonReport((*Buffer)->getBuffer(), From);
    llvm::Expected<std::string> Here = getWorkingDirectory();
    if (!Result || !Here)
      return Result ? Here.takeError() : Result.takeError();
    Result->ProjectRoot = *Here;
    return Result;
  }
  llvm::Expected<ProgramFacts> Facts = Source.gather(Line);
  if (!Facts)
    return Facts.takeError();
  AnalysisOptions Options;
  Options.Checks.Minimum = Confidence::Low;
  Options.ProjectRoot = Facts->ProjectRoot;
  Source.project().configure(Options);
  return analyse(std::move(Facts->Facts), std::move(Facts->Units),
                 std::move(Options));
}

int BaselineCommand::write(const std::vector<KnownFinding> &Known) const {
  if (llvm::Error E = writeFile(File, [&](llvm::raw_ostream &Out) {
        writeBaseline(Known, Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

int BaselineCommand::create(CommandLine &Line) {
  if (File != "-" && llvm::sys::fs::exists(File))
    return fail("'" + File +
                "' exists, and making it anew would hide what is new; "
                "'mapwarden baseline prune' takes out what is gone, and to "
                "accept all that is there now, remove the file first");
  llvm::Expected<ScanResult> Result = findNow(Line);
  if (!Result)
    return fail(Result.takeError());
  std::vector<KnownFinding> Known =
      selectKnown(Result->Findings, Source.surveyOptions().Minimum);
  if (int Code = write(Known))
    return Code;
  llvm::errs() << "mapwarden: " << describeCount(Known.size(), "finding")
               << " in " << makePrintable(File) << "\n";
  if (uint64_t Lost = UnitCounts::count(Result->Units).lost()) {
    warn((llvm::Twine(Lost) + " translation units could not be analysed; what "
                              "is in them will count as new")
             .str());
    return ExitIncomplete;
  }
  return ExitOk;
}

int BaselineCommand::prune(CommandLine &Line) {
  llvm::Expected<std::vector<KnownFinding>> Old = readBaselineFile(File);
  if (!Old)
    return fail(Old.takeError());
  llvm::Expected<ScanResult> Result = findNow(Line);
  if (!Result)
    return fail(Result.takeError());
  if (uint64_t Lost = UnitCounts::count(Result->Units).lost())
    return fail((llvm::Twine(Lost) +
                 " translation units could not be "
                 "analysed, so nothing can be said to be "
                 "gone; '" +
                 File + "' is left as it is")
                    .str(),
                ExitIncomplete);
  const Confidence Minimum = Source.surveyOptions().Minimum;
  compareWithKnown(*Result, *Old, Minimum, File);
  std::vector<KnownFinding> Still;
  for (const Finding &F : Result->Findings)
    if (F.isKnown())
      Still.push_back(makeKnown(F));
  if (int Code = write(Still))
    return Code;
  for (const KnownFinding &F : Result->Gone)
    llvm::errs() << "gone: " << makePrintable(describeKnown(F)) << "\n";
  llvm::errs() << "mapwarden: " << describeCount(Result->Gone.size(), "finding")
               << " taken out of " << makePrintable(File) << ", "
               << Still.size() << " left\n";
  return ExitOk;
}

int BaselineCommand::show() const {
  llvm::Expected<std::vector<KnownFinding>> Known = readBaselineFile(File);
  if (!Known)
    return fail(Known.takeError());
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        for (const KnownFinding &F : *Known) {
          Out << makePrintable(describeKnown(F)) << "\n";
          if (!F.Statement.empty())
            Out << "    " << makePrintable(F.Statement) << "\n";
        }
        Out << describeCount(Known->size(), "finding") << "\n";
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

int BaselineCommand::run(CommandLine &Line) {
  if (FileOption->empty()) {
    ProjectFile Project;
    if (llvm::Error E = Project.load(""))
      return fail(std::move(E));
    if (!Project.settings().Baseline.empty())
      File = Project.resolve(Project.settings().Baseline);
  }
  if (Action == "create")
    return create(Line);
  return Action == "prune" ? prune(Line) : show();
}

} // namespace

void mapwarden::addBaselineCommand(CommandLine &Line) {
  auto Command = std::make_shared<BaselineCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "baseline", "Keep a list of known findings, for scan --baseline");
  addChoice(*App, "action", Command->Action, {"create", "prune", "show"},
            "make the list, take out what is gone, or print it");
  Command->FileOption =
      App->add_option("--file", Command->File,
                      "the list (default: that of .mapwarden.yaml, or " +
                          Command->File + "); commit it")
          ->type_name("FILE");
  App->add_option("--from", Command->From,
                  "take the findings of a report of --output json instead of "
                  "scanning")
      ->type_name("REPORT");
  Command->Source.add(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
