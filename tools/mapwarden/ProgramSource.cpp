// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ProgramSource.h"
#include "FactFiles.h"

#include "Findings/Severity.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;
using llvm::StringRef;

// NO_COLOR (no-color.org) and CLICOLOR_FORCE count when they are not empty.
bool mapwarden::wantsColor(StringRef Choice) {
  if (Choice != "auto")
    return Choice == "always";
  auto Variable = [](StringRef Name) {
    return llvm::sys::Process::GetEnv(Name).value_or("");
  };
  if (!Variable("NO_COLOR").empty())
    return false;
  if (std::string Force = Variable("CLICOLOR_FORCE");
      !Force.empty() && Force != "0")
    return true;
  return llvm::sys::Process::StandardOutIsDisplayed() &&
         Variable("TERM") != "dumb";
}

void ProgramSource::add(CLI::App &App) {
  App.add_option("-p", BuildPath,
                 "build folder with compile_commands.json, or that file "
                 "(default: ./ or the only ./build*/)")
      ->type_name("BUILD");
  App.add_option("--facts", FactFiles,
                 "fact files from 'extract', or folders with them, instead "
                 "of a build folder")
      ->type_name("FILE...")
      ->excludes("-p");
  addNumber(App, "-j,--jobs", Workers, 0,
            "workers at a time; 0 for what cores, quotas and memory allow [0]");
  App.add_flag("--json", IsJson, "print JSON");
  MinimumOption =
      addChoice(App, "--confidence", MinimumName, {"low", "medium", "high"},
                "findings below this count as not shown");
  addChoice(App, "--color", Color, {"auto", "always", "never"},
            "colours in text");
  App.add_flag("-q,--quiet", IsQuiet, "no progress");
  Extraction.add(App);
  Extraction.addCache(App);
}

llvm::Expected<ProgramFacts> ProgramSource::readFacts() const {
  llvm::Expected<ProgramFacts> Result = readFactFiles(FactFiles);
  if (Result)
    Result->ProjectRoot = Extraction.projectRoot().empty()
                              ? WorkingDirectory
                              : Extraction.projectRoot();
  return Result;
}

llvm::Expected<ProgramFacts> ProgramSource::gather(CommandLine &Line) {
  llvm::Expected<std::string> Here = getWorkingDirectory();
  if (!Here)
    return Here.takeError();
  WorkingDirectory = *Here;
  if (llvm::Error E = Extraction.prepare())
    return E;
  const ProjectSettings &Settings = Extraction.project().settings();
  if (MinimumOption->empty() && parseConfidence(Settings.Confidence))
    MinimumName = Settings.Confidence;
  if (!FactFiles.empty())
    return readFacts();
  llvm::Expected<ScanOptions> Options =
      Extraction.scanOptions(Line.ProgramPath, BuildPath, Workers);
  if (!Options)
    return Options.takeError();
  bool IsTerminal = llvm::sys::Process::StandardErrIsDisplayed() &&
                    llvm::sys::Process::GetEnv("TERM").value_or("") != "dumb";
  Progress Report(IsQuiet      ? ProgressStyle::None
                  : IsTerminal ? ProgressStyle::Live
                               : ProgressStyle::Lines,
                  llvm::errs());
  llvm::Expected<ProgramFacts> Result =
      gatherFacts(std::move(*Options), Report);
  Report.finish();
  if (Result && Result->Signal)
    warn("interrupted; the answer covers what was complete");
  return Result;
}

SurveyOptions ProgramSource::surveyOptions() const {
  SurveyOptions Options{*parseConfidence(MinimumName), WorkingDirectory, {}};
  Extraction.project().configure(Options.Analysis);
  return Options;
}

ReportOptions ProgramSource::reportOptions() const {
  ReportOptions Options;
  Options.Color = wantsColor(Color);
  if (llvm::sys::Process::StandardOutIsDisplayed())
    if (unsigned Columns = llvm::sys::Process::StandardOutColumns())
      Options.Width = Columns;
  return Options;
}
