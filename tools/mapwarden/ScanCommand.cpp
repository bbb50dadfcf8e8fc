// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mapwarden scan`: the whole program, from its compilation database.
#include "CommandLine.h"
#include "ExtractionOptions.h"
#include "ReportOutputs.h"
#include "TimingOptions.h"

#include "Driver/Pipeline.h"
#include "Support/AbsolutePath.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;

namespace {

struct ScanCommand {
  ExtractionOptions Extraction;
  ReportOutputs Outputs;
  TimingOptions Timing;
  std::vector<std::string> Paths;
  std::string BuildPath, ProgressName = "auto", NewSince, SaveFacts,
                         Reproducers;
  uint64_t Workers = 0;

  int run(CommandLine &Line);
  ProgressStyle progressStyle() const;
  llvm::Expected<ScanOptions> makeOptions(CommandLine &Line);
};

ProgressStyle ScanCommand::progressStyle() const {
  if (Outputs.isQuiet() || ProgressName == "none")
    return ProgressStyle::None;
  if (ProgressName == "plain")
    return ProgressStyle::Lines;
  bool IsTerminal = llvm::sys::Process::StandardErrIsDisplayed() &&
                    llvm::sys::Process::GetEnv("TERM").value_or("") != "dumb";
  return IsTerminal ? ProgressStyle::Live : ProgressStyle::Lines;
}

/// A word that is no path may have been meant as a subcommand.
llvm::Error explainPath(const CommandLine &Line, llvm::Error Problem,
                        llvm::ArrayRef<std::string> Paths) {
  return llvm::createStringError(llvm::toString(std::move(Problem)) +
                                 suggest(Paths.front(), commandNames(Line)));
}

llvm::Expected<ScanOptions> ScanCommand::makeOptions(CommandLine &Line) {
  if (llvm::Error E = Extraction.prepare())
    return E;
  // A comparison with a revision takes the place of that with a list.
  if (llvm::Error E = Outputs.prepare(Extraction.project(), NewSince.empty()))
    return E;
  llvm::Expected<ScanOptions> Options =
      Extraction.scanOptions(Line.ProgramPath, BuildPath, Workers);
  if (!Options)
    return Options;
  AnalysisOptions &Analysis = Options->Analysis;
  Analysis.Checks = Outputs.checks();
  Extraction.project().configure(Analysis);
  Analysis.RequiresReason = Outputs.requiresReason();
  Options->NewSince = NewSince;
  Options->SaveFacts = SaveFacts;
  Options->Minimum = Outputs.minimum();
  llvm::Expected<PathFilter> Filter =
      PathFilter::create(Paths, Options->WorkingDirectory);
  if (!Filter)
    return explainPath(Line, Filter.takeError(), Paths);
  Analysis.Paths = std::move(*Filter);
  if (!Reproducers.empty())
    Options->Scheduling.Reproducers = absolutePath(Reproducers);
  return Options;
}

int ScanCommand::run(CommandLine &Line) {
  Timing.start();
  llvm::Expected<ScanOptions> Options = makeOptions(Line);
  if (!Options)
    return fail(Options.takeError());
  Progress Report(progressStyle(), llvm::errs());
  llvm::Expected<ScanOutcome> Outcome = scan(std::move(*Options), Report);
  Report.finish();
  if (!Outcome)
    return fail(Outcome.takeError());
  if (Outcome->LostBefore)
    warn((llvm::Twine(Outcome->LostBefore) +
          " translation units could not be analysed as they were at " +
          Outcome->Result.ComparedWith + "; what is in them counts as new")
             .str());
  if (Outcome->Reproducers)
    warn((llvm::Twine(Outcome->Reproducers) + " reproducers are in '" +
          Reproducers + "'; please report them")
             .str());
  if (!Outcome->CacheProblem.empty())
    warn("the cache was not filled: " + Outcome->CacheProblem);
  int Code = Outputs.write(std::move(Outcome->Result));
  if (llvm::Error E = Timing.finish())
    Code = fail(std::move(E));
  if (Outcome->Signal) {
    warn("interrupted; the report covers what was complete");
    return ExitSignal + Outcome->Signal;
  }
  return Code;
}

} // namespace

void mapwarden::addScanCommand(CommandLine &Line) {
  auto Command = std::make_shared<ScanCommand>();
  CLI::App *App = Line.App.add_subcommand(
      "scan", "Find unguarded map accesses in a program (the default)");
  App->add_option("paths", Command->Paths,
                  "report only what concerns these files and folders; the "
                  "whole program is still analysed")
      ->type_name("PATH");
  App->add_option("-p", Command->BuildPath,
                  "build folder with compile_commands.json, or that file "
                  "(default: ./ or the only ./build*/)")
      ->type_name("BUILD");
  App->add_option("--save-facts", Command->SaveFacts,
                  "write the facts of the program to FOLDER, for 'diff'")
      ->type_name("FOLDER");
  addNumber(*App, "-j,--jobs", Command->Workers, 0,
            "workers at a time; 0 for what cores, quotas and memory allow [0]");
  App->add_option("--reproducers", Command->Reproducers,
                  "for each unit that crashes or hangs, write its preprocessed "
                  "text and its command to FOLDER")
      ->type_name("FOLDER");
  addChoice(*App, "--progress", Command->ProgressName,
            {"auto", "plain", "none"}, "progress on stderr");
  Command->Extraction.add(*App);
  Command->Extraction.addLimits(*App);
  Command->Extraction.addCache(*App);
  Command->Outputs.addOutputOptions(*App);
  Command->Outputs.addCheckOption(*App);
  Command->Outputs.addGateOptions(*App);
  Command->Timing.add(*App);
  App->add_option("--new-since", Command->NewSince,
                  "show and fail on what is new since the working tree parted "
                  "from REV, with its cause; compares two programs, not lines")
      ->type_name("REV")
      ->excludes(App->get_option("--baseline"));
  App->callback([Command, &Line] {
    Line.Run = [Command, &Line] { return Command->run(Line); };
  });
}
