// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden analyze`: from fact files to a report, without Clang or sources.
#include "CommandLine.h"
#include "ProgramSource.h"
#include "ReportOutputs.h"

#include "Driver/FactsStatus.h"
#include "Driver/Pipeline.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;

namespace {

struct AnalyzeCommand {
  ReportOutputs Outputs;
  ProjectFile Project;
  std::vector<std::string> Files;
  std::string ProjectRoot;

  int run();
};

int AnalyzeCommand::run() {
  if (llvm::Error E = Project.load(""))
    return fail(std::move(E));
  if (llvm::Error E = Outputs.prepare(Project))
    return fail(std::move(E));
  std::vector<TuFacts> Facts;
  std::vector<TuStatus> Units;
  std::vector<std::string> All;
  for (const std::string &File : Files) {
    if (!llvm::sys::fs::is_directory(File)) {
      All.push_back(File);
      continue;
    }
    llvm::Expected<std::vector<std::string>> Listed = listFactFiles(File);
    if (!Listed)
      return fail(Listed.takeError());
    All.insert(All.end(), Listed->begin(), Listed->end());
  }
  for (const std::string &File : All) {
    llvm::Expected<TuFacts> Read = readFactsFile(File);
    if (!Read)
      return fail(Read.takeError());
    Units.push_back(describeUnit(*Read));
    Facts.push_back(std::move(*Read));
  }
  AnalysisOptions Options;
  Options.Checks = Outputs.checks();
  Options.ThirdParty = Project.settings().ThirdParty;
  Options.Suppressions = Project.suppressions();
  llvm::SmallString<256> Root(ProjectRoot);
  llvm::sys::fs::make_absolute(Root);
  llvm::sys::path::remove_dots(Root, /*remove_dot_dot=*/true);
  Options.ProjectRoot = std::string(Root);
  llvm::Expected<ScanResult> Result =
      analyse(std::move(Facts), std::move(Units), std::move(Options));
  if (!Result)
    return fail(Result.takeError());
  return Outputs.write(std::move(*Result));
}

} // namespace

void mapwarden::addAnalyzeCommand(CommandLine &Line) {
  auto Command = std::make_shared<AnalyzeCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "analyze", "Link fact files, run the checks and report");
  App->add_option("files", Command->Files,
                  "fact files from 'extract', or folders with them")
      ->required();
  App->add_option("--project-root", Command->ProjectRoot,
                  "folder that paths in the facts are relative to (default: "
                  "the working directory)")
      ->type_name("DIR");
  Command->Project.add(*App);
  Command->Outputs.addOutputOptions(*App);
  Command->Outputs.addCheckOption(*App);
  Command->Outputs.addGateOptions(*App);
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
