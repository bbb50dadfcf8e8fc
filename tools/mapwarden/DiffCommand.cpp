// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden diff`: two stored programs, or two reports, compared.
///
/// A program is a folder with fact files, as `scan --save-facts` or `extract`
/// writes them; it holds all that is needed to find the causes. A JSON report
/// holds findings alone, so what is new is known and why is not.
#include "CommandLine.h"
#include "FactFiles.h"
#include "ReportOutputs.h"

#include "Driver/Pipeline.h"
#include "Report/JsonReader.h"
#include "Support/AbsolutePath.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mapwarden;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace {

struct DiffCommand {
  ReportOutputs Outputs;
  ProjectFile Project;
  std::string Old, New, OldRoot, NewRoot;

  int run();
  llvm::Expected<AnalysedProgram> load(const std::string &Path,
                                       StringRef Root) const;
  llvm::Expected<ScanResult> compareReports() const;
  llvm::Expected<ScanResult> comparePrograms() const;
};

llvm::Expected<ScanResult> readReport(const std::string &Path, StringRef Root) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  llvm::Expected<ScanResult> Result =
      readJsonReport((*Buffer)->getBuffer(), Path);
  if (Result)
    Result->ProjectRoot = Root.str();
  return Result;
}

llvm::Expected<AnalysedProgram> DiffCommand::load(const std::string &Path,
                                                  StringRef Root) const {
  llvm::Expected<ProgramFacts> Read = readFactFiles(Path);
  if (!Read)
    return Read.takeError();
  AnalysisOptions Options;
  Options.Checks = Outputs.checks();
  Options.ProjectRoot = Root.str();
  Project.configure(Options);
  Options.RequiresReason = Outputs.requiresReason();
  return analyseProgram(std::move(Read->Facts), std::move(Read->Units),
                        std::move(Options));
}

llvm::Expected<ScanResult> DiffCommand::compareReports() const {
  llvm::Expected<ScanResult> Before = readReport(Old, absolutePath(OldRoot));
  if (!Before)
    return Before.takeError();
  llvm::Expected<ScanResult> After = readReport(New, absolutePath(NewRoot));
  if (After)
    compareWithKnown(*After, selectKnown(Before->Findings, Outputs.minimum()),
                     Outputs.minimum(), Old);
  return After;
}

llvm::Expected<ScanResult> DiffCommand::comparePrograms() const {
  // Without its sources the old program has no text to compare; an empty root
  // keeps the present text from being taken for it.
  llvm::Expected<AnalysedProgram> Before =
      load(Old, OldRoot.empty() ? "" : absolutePath(OldRoot));
  if (!Before)
    return Before.takeError();
  llvm::Expected<AnalysedProgram> After = load(New, absolutePath(NewRoot));
  if (!After)
    return After.takeError();
  compareWithProgram(*After, *Before, Outputs.minimum(), Old);
  return std::move(After->Result);
}

/// A folder of facts or a program file, rather than a report?
static bool isProgram(const std::string &Path) {
  if (fs::is_directory(Path))
    return true;
  auto Buffer = llvm::MemoryBuffer::getFileSlice(Path, 64, 0);
  return Buffer && isProgramFile((*Buffer)->getBuffer());
}

int DiffCommand::run() {
  if (llvm::Error E = Project.load(""))
    return fail(std::move(E));
  if (llvm::Error E = Outputs.prepare(Project, /*UsesBaseline=*/false))
    return fail(std::move(E));
  for (const std::string &Path : {Old, New})
    if (!fs::exists(Path))
      return fail("no such file or folder: '" + Path + "'");
  if (isProgram(Old) != isProgram(New))
    return fail("compare two programs (folders of facts, program files) or two "
                "JSON reports, not one of each");
  llvm::Expected<ScanResult> Result =
      isProgram(New) ? comparePrograms() : compareReports();
  if (!Result)
    return fail(Result.takeError());
  return Outputs.write(std::move(*Result));
}

} // namespace

void mapwarden::addDiffCommand(CommandLine &Line) {
  auto Command = std::make_shared<DiffCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "diff", "Say what is new in one program or report against another");
  App->add_option("old", Command->Old,
                  "a folder of facts (scan --save-facts), a program file "
                  "(link), or a JSON report")
      ->required()
      ->type_name("OLD");
  App->add_option("new", Command->New, "the same of the present program")
      ->required()
      ->type_name("NEW");
  App->add_option("--old-root", Command->OldRoot,
                  "folder with the old sources, to compare statements")
      ->type_name("DIR");
  App->add_option("--project-root", Command->NewRoot,
                  "folder with the present sources (default: the working "
                  "directory)")
      ->type_name("DIR");
  Command->Project.add(*App);
  Command->Outputs.addOutputOptions(*App);
  Command->Outputs.addCheckOption(*App);
  Command->Outputs.addGateOptions(*App);
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
