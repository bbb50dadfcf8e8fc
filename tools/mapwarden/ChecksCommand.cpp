// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden checks`: what can be reported.
#include "CommandLine.h"

#include "Driver/Rules.h"
#include "Support/OutputFile.h"

using namespace mapwarden;

static int listChecks() {
  const std::vector<RuleInfo> Rules = loadRules();
  size_t Width = 0;
  for (const RuleInfo &Rule : Rules)
    Width = std::max(Width, Rule.Id.size());
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        for (const RuleInfo &Rule : Rules) {
          Out << Rule.Id;
          Out.indent(Width - Rule.Id.size() + 2) << Rule.Summary << '\n';
        }
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

void mapwarden::addChecksCommand(CommandLine &Line) {
  Line.App.add_subcommand("checks", "List the checks")->callback([&Line] {
    Line.Run = listChecks;
  });
}
