// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden link`: facts of many units to one program file.
///
/// The result is a set (Index/ProgramFile.h): the order of the inputs, and how
/// often something is linked on the way, do not show in it.
#include "CommandLine.h"
#include "FactFiles.h"

#include "Support/OutputFile.h"

using namespace mapwarden;

namespace {

struct LinkCommand {
  std::vector<std::string> Files;
  std::string OutputFile;
  bool IsPartial = false;

  int run() const;
};

int LinkCommand::run() const {
  llvm::Expected<FactTexts> Texts = readFactTexts(Files);
  if (!Texts)
    return fail(Texts.takeError());
  if (llvm::Error E = writeFile(OutputFile, [&](llvm::raw_ostream &Out) {
        Out << writeProgramFile(*Texts);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

} // namespace

void mapwarden::addLinkCommand(CommandLine &Line) {
  auto Command = std::make_shared<LinkCommand>();
  CLI::App *App =
      Line.App.add_subcommand("link", "Merge fact files into one program file");
  App->footer("  mapwarden extract -o a.mwf -- g++ -c a.cpp\n"
              "  mapwarden link -o server.mwp a.mwf b.mwf libs.mwp\n"
              "  mapwarden report server.mwp --output sarif:server.sarif");
  App->add_option("files", Command->Files,
                  "fact files, program files, folders with them, or @FILE "
                  "with their names")
      ->required();
  App->add_option("-o", Command->OutputFile, "the program file to write")
      ->type_name("FILE")
      ->required();
  App->add_flag("-r", Command->IsPartial,
                "a part of a program; every result can be linked again, so "
                "this changes nothing");
  App->callback(
      [Command, &Line] { Line.Run = [Command] { return Command->run(); }; });
}
