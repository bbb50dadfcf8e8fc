// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden help [COMMAND]`, the same as `mapwarden [COMMAND] --help`.
#include "CommandLine.h"

#include "Support/OutputFile.h"

using namespace mapwarden;

static int printHelp(CommandLine &Line, const std::string &Name) {
  CLI::App *Topic = Name.empty() ? &Line.App : findCommand(Line, Name);
  if (!Topic)
    return fail("unknown command '" + Name + "'" +
                suggest(Name, commandNames(Line)));
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        Out << formatHelp(*Topic);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

void mapwarden::addHelpCommand(CommandLine &Line) {
  auto Name = std::make_shared<std::string>();
  CLI::App *App = Line.App.add_subcommand("help", "Print help");
  App->add_option("command", *Name, "the command to explain");
  App->callback([Name, &Line] {
    Line.Run = [Name, &Line] { return printHelp(Line, *Name); };
  });
}
