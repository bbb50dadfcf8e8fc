// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden analyze`: from fact files to a report.
#include "CommandLine.h"
#include "ProgramReport.h"

using namespace mapwarden;

void mapwarden::addAnalyzeCommand(CommandLine &Line) {
  auto Report = std::make_shared<ProgramReport>();
  CLI::App *App = Line.App.add_subcommand(
      "analyze", "Link fact files, run the checks and report");
  Report->add(*App);
  App->get_option("files")->required();
  App->callback(
      [Report, &Line] { Line.Run = [Report] { return Report->run(); }; });
}
