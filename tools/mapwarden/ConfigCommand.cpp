// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden config`: which project file is used, and where each value comes
/// from.
#include "CommandLine.h"
#include "ExtractionOptions.h"
#include "ReportOutputs.h"

#include "Report/TerminalText.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;
using llvm::StringRef;

namespace {

struct ConfigCommand {
  ExtractionOptions Extraction;
  ReportOutputs Outputs;
  bool Explain = false;

  int run(const CommandLine &Line);
  std::string originOf(const CommandLine &Line, const std::string &Key) const;
};

/// Is one of \p Options among \p Words?
bool names(const std::vector<std::string> &Words,
           llvm::ArrayRef<StringRef> Options) {
  return llvm::any_of(Words, [&](StringRef Word) {
    return llvm::is_contained(Options, Word.split('=').first);
  });
}

std::string ConfigCommand::originOf(const CommandLine &Line,
                                    const std::string &Key) const {
  llvm::SmallVector<StringRef, 2> Options;
  std::string Option = Key == "outputs" ? "--output" : "--" + Key;
  Options.push_back(Option);
  if (Key == "fail-level")
    Options.push_back("--exit-zero");
  if (names(Line.TypedWords, Options))
    return "command line";
  if (names(Line.EnvironmentWords, Options))
    return "MAPWARDEN_OPTS";
  for (StringRef Each : Options)
    if (std::string Variable = variableOf(Each.drop_front(2));
        !llvm::sys::Process::GetEnv(Variable).value_or("").empty())
      return Variable;
  const ProjectSettings &Settings = Extraction.project().settings();
  return Settings.has(Key) ? Settings.placeOf(Key) : "default";
}

int ConfigCommand::run(const CommandLine &Line) {
  if (llvm::Error E = Extraction.prepare())
    return fail(std::move(E));
  const ProjectFile &Project = Extraction.project();
  if (llvm::Error E = Outputs.prepare(Project))
    return fail(std::move(E));
  const ProjectSettings &Settings = Project.settings();
  std::map<std::string, std::vector<std::string>> Values =
      Outputs.listSettings();
  Values.merge(Extraction.listSettings());
  llvm::Error Written = writeFile("-", [&](llvm::raw_ostream &Out) {
    Out << "project file: "
        << (Project.path().empty() ? "none" : makePrintable(Settings.File))
        << "\n";
    if (!Explain)
      return llvm::Error::success();
    for (const auto &[Key, Words] : Values)
      Out << Key << ": "
          << (Words.empty() ? (Key == "checks" ? "all" : "none")
                            : makePrintable(llvm::join(Words, ", ")))
          << "  (" << makePrintable(originOf(Line, Key)) << ")\n";
    return llvm::Error::success();
  });
  return Written ? fail(std::move(Written)) : int(ExitOk);
}

} // namespace

void mapwarden::addConfigCommand(CommandLine &Line) {
  auto Command = std::make_shared<ConfigCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "config", "Check the project file and say where values come from");
  App->add_flag("--explain", Command->Explain,
                "print each value that a scan with these options would use, "
                "with its origin");
  Command->Extraction.add(*App);
  Command->Extraction.addLimits(*App);
  Command->Extraction.addCache(*App);
  Command->Outputs.addOutputOptions(*App);
  Command->Outputs.addCheckOption(*App);
  Command->Outputs.addGateOptions(*App);
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
