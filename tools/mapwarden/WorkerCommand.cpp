// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden worker`: how a scan starts this program again. Not for people.
#include "CommandLine.h"
#include "ExtractionOptions.h"

using namespace mapwarden;

void mapwarden::addWorkerCommand(CommandLine &Line) {
  auto Options = std::make_shared<ExtractionOptions>();
  CLI::App *App = Line.App.add_subcommand("worker")->group("");
  Options->add(*App);
  Options->addMemoryLimit(*App);
  Options->addWorkerOptions(*App);
  App->callback([Options, &Line] {
    Line.Run = [Options] { return runWorker(Options->forWorker()); };
  });
}
