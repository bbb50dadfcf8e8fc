// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden explain CHECK`: the page of a check.
#include "CommandLine.h"

#include "Driver/OutputFile.h"
#include "Driver/Rules.h"
#include "Findings/Severity.h"

using namespace mapwarden;

static int explain(const std::string &Name) {
  std::vector<RuleInfo> Rules = loadRules();
  llvm::Expected<std::string> Id = findRuleId(Rules, Name);
  if (!Id)
    return fail(Id.takeError());
  const RuleInfo &Rule = *findRule(Rules, *Id);
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        Out << (Rule.Help.empty() ? Rule.Summary : Rule.Help);
        if (Rule.Help.empty())
          Out << '\n';
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

void mapwarden::addExplainCommand(CommandLine &Line) {
  auto Name = std::make_shared<std::string>();
  CLI::App *App = Line.App.add_subcommand(
      "explain", "Say what a check reports, why, and how to repair it");
  App->add_option("check", *Name, "name of the check; see 'checks'")
      ->required();
  App->callback(
      [Name, &Line] { Line.Run = [Name] { return explain(*Name); }; });
}
