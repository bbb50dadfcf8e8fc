// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden report`: a linked program, or the findings of an earlier run, in
/// any format.
#include "CommandLine.h"
#include "ProgramReport.h"

#include "Report/JsonReader.h"
#include "Support/AbsolutePath.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mapwarden;

namespace {

struct ReportCommand {
  ProgramReport Program;
  std::string From;

  int run();
  int convert();
};

/// An earlier report in other formats.
int ReportCommand::convert() {
  if (llvm::Error E = Program.Outputs.prepare())
    return fail(std::move(E));
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(From);
  if (!Buffer)
    return fail("cannot read '" + From + "': " + Buffer.getError().message());
  llvm::Expected<ScanResult> Result =
      readJsonReport((*Buffer)->getBuffer(), From);
  if (!Result)
    return fail(Result.takeError());
  Result->ProjectRoot = absolutePath(Program.ProjectRoot);
  return Program.Outputs.write(std::move(*Result));
}

int ReportCommand::run() {
  if (From.empty() == Program.Files.empty())
    return fail("report: name a program file of 'mapwarden link', or a JSON "
                "report with --from");
  return From.empty() ? Program.run() : convert();
}

} // namespace

void mapwarden::addReportCommand(CommandLine &Line) {
  auto Command = std::make_shared<ReportCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "report", "Report on a linked program, or convert a JSON report");
  Command->Program.add(*App);
  App->add_option("--from", Command->From,
                  "a report of --output json, to write in other formats")
      ->type_name("FILE");
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
