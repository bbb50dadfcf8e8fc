// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden explain CHECK`: the page of a check. `mapwarden explain
/// FILE:LINE`: why the accesses on a line are or are not reported.
#include "CommandLine.h"
#include "ProgramSource.h"

#include "Driver/Rules.h"
#include "Findings/Severity.h"
#include "Report/InventoryReport.h"
#include "Support/OutputFile.h"

using namespace mapwarden;
using llvm::StringRef;

static int explainCheck(const std::string &Name) {
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

namespace {

struct ExplainCommand {
  std::string Subject;
  ProgramSource Source;

  int run(CommandLine &Line);
  int explainPlace(CommandLine &Line, const std::string &File, uint32_t Number);
};

/// Reads `FILE:LINE` or `FILE:LINE:COLUMN`, as compilers print places.
bool readPlace(StringRef Text, std::string &File, uint32_t &Number) {
  auto takeNumber = [&](uint32_t &Value) {
    auto [Before, Digits] = Text.rsplit(':');
    if (Before.empty() || Digits.getAsInteger(10, Value) || Value == 0)
      return false;
    Text = Before;
    return true;
  };
  Text.consume_back(":");
  if (!takeNumber(Number))
    return false;
  uint32_t First = 0;
  if (takeNumber(First))
    Number = First; // The number behind was a column.
  File = Text.str();
  return true;
}

int ExplainCommand::explainPlace(CommandLine &Line, const std::string &File,
                                 uint32_t Number) {
  llvm::Expected<ProgramFacts> Facts = Source.gather(Line);
  if (!Facts)
    return fail(Facts.takeError());
  llvm::Expected<LineExplanation> Known =
      explainLine(std::move(*Facts), File, Number, Source.surveyOptions());
  if (!Known)
    return fail(Known.takeError());
  if (llvm::Error E = writeFile("-", [&](llvm::raw_ostream &Out) {
        if (Source.isJson())
          writeExplanationJson(*Known, Out);
        else
          writeExplanationText(*Known, Source.reportOptions(), Out);
        return llvm::Error::success();
      }))
    return fail(std::move(E));
  return ExitOk;
}

int ExplainCommand::run(CommandLine &Line) {
  std::string File;
  uint32_t Number = 0;
  if (readPlace(Subject, File, Number))
    return explainPlace(Line, File, Number);
  return explainCheck(Subject);
}

} // namespace

void mapwarden::addExplainCommand(CommandLine &Line) {
  auto Command = std::make_shared<ExplainCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "explain",
      "Explain a check, or why a line of the program is or is not reported");
  App->add_option("subject", Command->Subject,
                  "name of a check (see 'checks'), or FILE:LINE")
      ->type_name("CHECK|FILE:LINE")
      ->required();
  Command->Source.add(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
