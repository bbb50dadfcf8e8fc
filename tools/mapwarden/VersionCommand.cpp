// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden version`, also `--version`.
#include "CommandLine.h"

#include "Driver/OutputFile.h"
#include "Support/BuildConfig.h"

using namespace mapwarden;

static int printVersion() {
  if (llvm::Error E = writeFile("-", [](llvm::raw_ostream &Out) {
        Out << "mapwarden " MAPWARDEN_VERSION
               " (built with LLVM " MAPWARDEN_LLVM_VERSION ")\n";
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

void mapwarden::addVersionCommand(CommandLine &Line) {
  Line.App.add_subcommand("version", "Print the version")->callback([&Line] {
    Line.Run = printVersion;
  });
  Line.App.add_flag_callback(
      "--version", [&Line] { Line.Run = printVersion; }, "print the version");
}
