// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden models`: what is known about libraries, and is a file of models
/// right?
#include "CommandLine.h"

#include "Models/ModelSet.h"
#include "Support/OutputFile.h"

using namespace mapwarden;

namespace {

struct ModelsCommand {
  bool Dump = false;
  std::vector<std::string> Files, Checked;

  int run();
};

int ModelsCommand::run() {
  if (!Dump && Checked.empty())
    return fail("models: give --dump, or --check with a file");
  llvm::append_range(Files, Checked);
  llvm::Expected<ModelSet> Models = ModelSet::load(Files);
  if (!Models)
    return fail(Models.takeError());
  if (!Dump)
    return ExitOk;
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        Models->dump(Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

} // namespace

void mapwarden::addModelsCommand(CommandLine &Line) {
  auto Command = std::make_shared<ModelsCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "models", "Show or validate the models of libraries");
  App->add_flag("--dump", Command->Dump,
                "print all models in use, with their origin");
  addList(*App, "--check", Command->Checked, "read FILE and say what is wrong")
      ->type_name("FILE");
  addList(*App, "--models", Command->Files,
          "a file of models to add; may be repeated")
      ->type_name("FILE");
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
