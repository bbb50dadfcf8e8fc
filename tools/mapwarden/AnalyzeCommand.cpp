// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden analyze`: from fact files to a report, without Clang or sources.
#include "CommandLine.h"
#include "FactFiles.h"
#include "ReportOutputs.h"

#include "Driver/Pipeline.h"
#include "Support/AbsolutePath.h"

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
  llvm::Expected<ProgramFacts> Read = readFactFiles(Files);
  if (!Read)
    return fail(Read.takeError());
  AnalysisOptions Options;
  Options.Checks = Outputs.checks();
  Options.ThirdParty = Project.settings().ThirdParty;
  Options.Suppressions = Project.suppressions();
  Options.ProjectRoot = absolutePath(ProjectRoot);
  llvm::Expected<ScanResult> Result = analyse(
      std::move(Read->Facts), std::move(Read->Units), std::move(Options));
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
