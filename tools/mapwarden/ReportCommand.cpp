// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden report`: the findings of an earlier run in other formats.
#include "CommandLine.h"
#include "ReportOutputs.h"

#include "Report/JsonReader.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;

namespace {

struct ReportCommand {
  ReportOutputs Outputs;
  std::string From, ProjectRoot;

  int run();
};

int ReportCommand::run() {
  if (llvm::Error E = Outputs.prepare())
    return fail(std::move(E));
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(From);
  if (!Buffer)
    return fail("cannot read '" + From + "': " + Buffer.getError().message());
  llvm::Expected<ScanResult> Result =
      readJsonReport((*Buffer)->getBuffer(), From);
  if (!Result)
    return fail(Result.takeError());
  llvm::SmallString<256> Root(ProjectRoot);
  llvm::sys::fs::make_absolute(Root);
  llvm::sys::path::remove_dots(Root, /*remove_dot_dot=*/true);
  Result->ProjectRoot = std::string(Root);
  return Outputs.write(std::move(*Result));
}

} // namespace

void mapwarden::addReportCommand(CommandLine &Line) {
  auto Command = std::make_shared<ReportCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "report", "Write the findings of a JSON report in other formats");
  App->add_option("--from", Command->From, "a report of --output json")
      ->type_name("FILE")
      ->required();
  App->add_option("--project-root", Command->ProjectRoot,
                  "folder that paths in the report are relative to (default: "
                  "the working directory)")
      ->type_name("DIR");
  Command->Outputs.addOutputOptions(*App);
  Command->Outputs.addGateOptions(*App);
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
