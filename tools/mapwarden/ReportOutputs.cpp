// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "ReportOutputs.h"
#include "ProgramSource.h"

#include "Driver/ExportFixes.h"
#include "Driver/Rules.h"
#include "Findings/ScanSummary.h"
#include "Support/OutputFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"

using namespace mapwarden;
using llvm::StringRef;

static std::vector<std::string> reportKinds() {
  std::vector<std::string> Names;
  for (StringRef Name : getReportKindNames())
    Names.push_back(Name.str());
  return Names;
}

void ReportOutputs::addOutputOptions(CLI::App &App) {
  addList(App, "--output", OutputNames,
          "report as KIND (" + llvm::join(reportKinds(), ", ") +
              ") to FILE or stdout; may be repeated")
      ->type_name("KIND[:FILE]");
  App.add_option("--export-fixes", FixesFile,
                 "write the fixes that are offered to FILE, for "
                 "clang-apply-replacements")
      ->type_name("FILE");
  addChoice(App, "--color", Color, {"auto", "always", "never"},
            "colours in text on stdout");
  MinimumOption =
      addChoice(App, "--confidence", MinimumName, {"low", "medium", "high"},
                "show findings from here on");
  App.add_flag("-q,--quiet", IsQuiet, "no progress and no summary");
}

void ReportOutputs::addCheckOption(CLI::App &App) {
  App.add_option("--checks", CheckNames,
                 "run only these checks (default: all); see 'checks'")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("LIST");
}

void ReportOutputs::addGateOptions(CLI::App &App) {
  App.add_option("--baseline", BaselineFile,
                 "findings that are known already: they are counted, and only "
                 "others are shown and fail the run; see 'baseline'")
      ->type_name("FILE");
  FailOption = addChoice(App, "--fail-level", FailLevel,
                         {"note", "warning", "error", "none"},
                         "exit with 1 when a finding is at least this severe");
  App.add_flag("--exit-zero", ExitZero, "the same as --fail-level=none");
  App.add_flag("--require-reason", RequiresReason,
               "comments that give no reason suppress nothing");
  MaxFailedOption =
      addNumber(App, "--max-failed-tus", Limits.MaxFailedTus, 0,
                "exit with 3 when more translation units could not be analysed "
                "[0]");
}

llvm::Error ReportOutputs::addDestination(StringRef Given) {
  auto [Name, File] = Given.split(':');
  std::optional<ReportKind> Kind = parseReportKind(Name);
  if (!Kind)
    return llvm::createStringError(
        "--output: unknown kind '" + Name + "', expected one of " +
        llvm::join(reportKinds(), ", ") + suggest(Name, reportKinds()));
  if (File.empty() && Given.contains(':'))
    return llvm::createStringError("--output: no file after '" + Given + "'");
  for (const Destination &Other : Destinations)
    if (Other.File == (File.empty() ? "-" : File))
      return llvm::createStringError(
          "--output: two reports to " +
          (File.empty() ? "standard output" : "'" + File.str() + "'") +
          "; give one of them a file: KIND:FILE");
  Destinations.push_back({*Kind, File.empty() ? "-" : File.str()});
  return llvm::Error::success();
}

llvm::Error ReportOutputs::selectChecks() {
  for (const std::string &Name : CheckNames) {
    llvm::Expected<std::string> Id = findRuleId(Rules, StringRef(Name).trim());
    if (!Id)
      return llvm::createStringError("--checks: " +
                                     llvm::toString(Id.takeError()));
    if (!llvm::is_contained(Checks.Enabled, *Id))
      Checks.Enabled.push_back(std::move(*Id));
  }
  return llvm::Error::success();
}

/// Takes a word of the project file for \p Value, if it has one and the command
/// line has none.
static llvm::Error takeWord(const ProjectFile &Project, const std::string &Key,
                            const std::string &Given,
                            const std::vector<std::string> &Words,
                            bool IsOnCommandLine, std::string &Value) {
  if (!Project.settings().has(Key))
    return llvm::Error::success();
  if (!llvm::is_contained(Words, Given))
    return Project.makeError(Key, "expected one of " + llvm::join(Words, ", ") +
                                      ", not '" + Given + "'" +
                                      suggest(Given, Words));
  if (!IsOnCommandLine)
    Value = Given;
  return llvm::Error::success();
}

llvm::Error ReportOutputs::takeSettings(const ProjectFile &Project) {
  const ProjectSettings &Settings = Project.settings();
  if (llvm::Error E = takeWord(
          Project, "confidence", Settings.Confidence, {"low", "medium", "high"},
          !MinimumOption || !MinimumOption->empty(), MinimumName))
    return E;
  if (llvm::Error E = takeWord(Project, "fail-level", Settings.FailLevel,
                               {"note", "warning", "error", "none"},
                               !FailOption || !FailOption->empty(), FailLevel))
    return E;
  RequiresReason |= Settings.RequiresReason;
  if (Settings.has("max-failed-tus") && MaxFailedOption &&
      MaxFailedOption->empty())
    Limits.MaxFailedTus = Settings.MaxFailedTus;
  if (CheckNames.empty()) {
    for (const std::string &Name : Settings.Checks)
      if (llvm::Error E = findRuleId(Rules, Name).takeError())
        return Project.makeError("checks", llvm::toString(std::move(E)));
    CheckNames = Settings.Checks;
  }
  if (OutputNames.empty())
    for (StringRef Output : Settings.Outputs) {
      auto [Kind, File] = Output.split(':');
      if (!parseReportKind(Kind))
        return Project.makeError(
            "outputs", "unknown kind '" + Kind.str() + "', expected one of " +
                           llvm::join(reportKinds(), ", ") +
                           suggest(Kind, reportKinds()));
      OutputNames.push_back(
          File.empty() ? Kind.str() : Kind.str() + ":" + Project.resolve(File));
    }
  BaselineName = BaselineFile;
  if (BaselineFile.empty() && !Settings.Baseline.empty()) {
    BaselineName = Settings.Baseline;
    BaselineFile = Project.resolve(Settings.Baseline);
  }
  return llvm::Error::success();
}

std::map<std::string, std::vector<std::string>>
ReportOutputs::listSettings() const {
  std::map<std::string, std::vector<std::string>> Result;
  Result["checks"] = CheckNames;
  Result["confidence"] = {MinimumName};
  Result["fail-level"] = {ExitZero ? "none" : FailLevel};
  Result["max-failed-tus"] = {std::to_string(Limits.MaxFailedTus)};
  Result["outputs"] = OutputNames;
  Result["require-reason"] = {RequiresReason ? "true" : "false"};
  Result["baseline"] = BaselineFile.empty() ? std::vector<std::string>()
                                            : std::vector{BaselineName};
  return Result;
}

llvm::Error ReportOutputs::prepare(const ProjectFile &Project,
                                   bool UsesBaseline) {
  Rules = loadRules();
  if (llvm::Error E = takeSettings(Project))
    return E;
  if (llvm::Error E = selectChecks())
    return E;
  if (OutputNames.empty())
    OutputNames.push_back("text");
  for (const std::string &Name : OutputNames)
    if (llvm::Error E = addDestination(Name))
      return E;
  Limits.Minimum = *parseConfidence(MinimumName);
  Limits.FailLevel = ExitZero ? std::nullopt : parseSeverity(FailLevel);
  if (!UsesBaseline)
    BaselineFile.clear();
  if (!BaselineFile.empty()) {
    llvm::Expected<std::vector<KnownFinding>> Read =
        readBaselineFile(BaselineFile);
    if (!Read)
      return Read.takeError();
    Known = std::move(*Read);
  }
  // All are computed: reports say how many are hidden.
  Checks.Minimum = Confidence::Low;
  return llvm::Error::success();
}

bool ReportOutputs::useColor(const Destination &To) const {
  return To.File == "-" ? wantsColor(Color) : Color == "always";
}

llvm::Error ReportOutputs::writeOne(const Destination &To,
                                    const ScanResult &Result) const {
  ReportOptions Options;
  Options.Color = useColor(To);
  Options.Quiet = IsQuiet;
  Options.Minimum = Limits.Minimum;
  if (To.File == "-" && llvm::sys::Process::StandardOutIsDisplayed())
    if (unsigned Columns = llvm::sys::Process::StandardOutColumns())
      Options.Width = Columns;
  return writeFile(To.File, [&](llvm::raw_ostream &Out) {
    return writeReport(To.Kind, Result, Rules, Options, Out);
  });
}

llvm::Error ReportOutputs::writeFixes(const ScanResult &Result) const {
  unsigned LeftOut = 0;
  llvm::Error E = writeFile(FixesFile, [&](llvm::raw_ostream &Out) {
    LeftOut = exportFixes(Result, Limits.Minimum, Out);
    return llvm::Error::success();
  });
  if (!E && LeftOut && !IsQuiet)
    llvm::errs() << "mapwarden: " << LeftOut
                 << " fixes run into others and were not exported; apply the "
                    "rest and scan again\n";
  return E;
}

void ReportOutputs::summarise(const ScanResult &Result) const {
  const UnitCounts Units = UnitCounts::count(Result.Units);
  const FindingCounts Found =
      FindingCounts::count(Result.Findings, Limits.Minimum);
  bool TextIsOnStdout = llvm::any_of(Destinations, [](const Destination &To) {
    return To.Kind == ReportKind::Text && To.File == "-";
  });
  if (TextIsOnStdout && !IsQuiet)
    return; // Its summary says all this.
  if (!IsQuiet)
    llvm::errs() << "mapwarden: " << Found.Shown.total()
                 << (Result.ComparedWith.empty() ? " finding" : " new finding")
                 << (Found.Shown.total() == 1 ? "" : "s") << " in "
                 << Units.total() - Units.lost() - Units.Skipped
                 << " translation units\n";
  if (Units.lost())
    warn((llvm::Twine(Units.lost()) + " of " +
          llvm::Twine(Units.total() - Units.Skipped) +
          " translation units could not be analysed; findings may be missing")
             .str());
}

llvm::Expected<std::vector<KnownFinding>>
mapwarden::readBaselineFile(const std::string &File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read the baseline '" + File +
                                   "': " + Buffer.getError().message() +
                                   "; 'mapwarden baseline create' makes one");
  return readBaseline((*Buffer)->getBuffer(), File);
}

int ReportOutputs::write(ScanResult Result) const {
  if (!BaselineFile.empty())
    compareWithKnown(Result, Known, Limits.Minimum, BaselineName);
  int Code = judge(Result, Rules, Limits);
  for (const Destination &To : Destinations)
    if (llvm::Error E = writeOne(To, Result))
      Code = fail(std::move(E));
  if (!FixesFile.empty())
    if (llvm::Error E = writeFixes(Result))
      Code = fail(std::move(E));
  summarise(Result);
  return Code;
}
