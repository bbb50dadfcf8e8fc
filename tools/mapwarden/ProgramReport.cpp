// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ProgramReport.h"
#include "FactFiles.h"

#include "Driver/Pipeline.h"
#include "Support/AbsolutePath.h"

using namespace mapwarden;

void ProgramReport::add(CLI::App &App) {
  App.add_option("files", Files,
                 "fact files from 'extract', program files from 'link', "
                 "folders with them, or @FILE with their names");
  App.add_option("--project-root", ProjectRoot,
                 "folder that paths in the facts are relative to (default: "
                 "the working directory)")
      ->type_name("DIR");
  Project.add(App);
  Outputs.addOutputOptions(App);
  Outputs.addCheckOption(App);
  Outputs.addGateOptions(App);
  Timing.add(App);
}

int ProgramReport::run() {
  if (llvm::Error E = Project.load(""))
    return fail(std::move(E));
  if (llvm::Error E = Outputs.prepare(Project))
    return fail(std::move(E));
  Timing.start();
  llvm::Expected<ProgramFacts> Read = readFactFiles(Files);
  if (!Read)
    return fail(Read.takeError());
  AnalysisOptions Options;
  Options.Checks = Outputs.checks();
  Project.configure(Options);
  Options.RequiresReason = Outputs.requiresReason();
  Options.ProjectRoot = absolutePath(ProjectRoot);
  llvm::Expected<ScanResult> Result = analyse(
      std::move(Read->Facts), std::move(Read->Units), std::move(Options));
  if (!Result)
    return fail(Result.takeError());
  int Code = Outputs.write(std::move(*Result));
  if (llvm::Error E = Timing.finish())
    Code = fail(std::move(E));
  return Code;
}
