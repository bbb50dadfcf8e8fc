// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden version`, also `--version`.
#include "CommandLine.h"

#include "Findings/Baseline.h"
#include "Findings/Fingerprint.h"
#include "Report/JsonReporter.h"
#include "Support/BuildConfig.h"
#include "Support/OutputFile.h"
#include "llvm/Support/JSON.h"

using namespace mapwarden;

static int printVersion(bool IsJson) {
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        if (IsJson) {
          llvm::json::OStream J(Out, 2);
          J.object([&] {
            J.attribute("name", "mapwarden");
            J.attribute("version", MAPWARDEN_VERSION);
            J.attribute("llvm", MAPWARDEN_LLVM_VERSION);
            J.attribute("report", JsonReportVersion);
            J.attribute("baseline", BaselineVersion);
            J.attribute("fingerprint", FingerprintKey);
          });
          Out << "\n";
        } else {
          Out << "mapwarden " MAPWARDEN_VERSION
                 " (built with LLVM " MAPWARDEN_LLVM_VERSION ")\n";
        }
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

void mapwarden::addVersionCommand(CommandLine &Line) {
  auto IsJson = std::make_shared<bool>(false);
  auto Print = [IsJson] { return printVersion(*IsJson); };
  CLI::App *App = Line.App.add_subcommand("version", "Print the version");
  App->add_flag("--json", *IsJson, "as JSON, with the versions of formats");
  App->callback([Print, &Line] { Line.Run = Print; });
  Line.App.add_flag_callback(
      "--version", [Print, &Line] { Line.Run = Print; }, "print the version");
}
